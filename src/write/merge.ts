/** Generated files that join what people wrote instead of replacing it. */
import * as fs from 'fs';
import * as path from 'path';
import { actionlintLabels, mergeActionlintConfig } from './actionlint-config';
import { readHeader } from '../synth/header';
import { OutputFile } from '../synth/output';

const ACTIONLINT = '.github/actionlint.yaml';

/** The file as it is to be written: merged into the user's own one where there is one. */
export function mergeTarget(root: string, file: OutputFile): OutputFile & { readonly merged?: boolean } {
  if (file.path !== ACTIONLINT) return file;
  // actionlint reads either name
  const existing = [ACTIONLINT, '.github/actionlint.yml'].find((name) => fs.statSync(path.join(root, name), { throwIfNoEntry: false })?.isFile());
  if (existing === undefined) return file;
  const text = fs.readFileSync(path.join(root, existing), 'utf8');
  if (readHeader(text)) return { ...file, path: existing };
  return { path: existing, text: mergeActionlintConfig(text, actionlintLabels(file.text)), merged: true };
}
