/**
 * Templates that the same settings made before: they depend on these, on the code that makes them and on aws-cdk-lib,
 * whose loading takes longer than all the rest of a synthesis.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { findCdk } from './cdk';
import type { EcsSettings } from './settings';
import { CacheEntry, hash } from '../../cache-entry';
import { readJson } from '../../files';

export type Templates = Readonly<Record<string, object>>;

/** @param make undefined where nothing can be made, which is not remembered */
export function remembered(settings: EcsSettings, make: () => Templates | undefined): Templates | undefined {
  const entry = entryOf(settings);
  const known = entry?.read();
  if (known) return known;
  const made = make();
  if (made) entry?.write(made);
  return made;
}

/** None where code of the program's own has a say: what that depends on is not known. */
function entryOf(settings: EcsSettings): CacheEntry<Templates> | undefined {
  const manifest = settings.customize || settings.customizePlatform ? undefined : findCdk();
  if (manifest === undefined) return undefined;
  const { account, region, names } = settings;
  const project = dirname(dirname(manifest)); // not the package itself: it has a node_modules of its own
  return new CacheEntry(project, 'templates', [account, region, names.serviceStack].join(' '), hash(JSON.stringify([settings, versionsOf(manifest), ownCode()])));
}

function versionsOf(manifest: string): unknown[] {
  const constructs = createRequire(manifest).resolve('constructs/package.json');
  return [manifest, constructs].map((file) => readJson(file)?.version);
}

/** Of all that the stacks are made by. */
const CODE = ['.', '../support', '../../trust', '../../trust/aws'];
let code: string | undefined;

/** By content: versions of a library that is being worked on are all the same. */
function ownCode(): string {
  code ??= hash(CODE.flatMap((folder) => sources(join(__dirname, folder))).map((file) => readFileSync(file, 'utf8')).join('\n'));
  return code;
}

function sources(folder: string): string[] {
  return readdirSync(folder).filter((name) => extname(name) === extname(__filename)).map((name) => join(folder, name));
}
