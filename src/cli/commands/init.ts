/** `pipewright init`: a first pipeline in an existing repository, touching nothing that is there. */
import * as fs from 'fs';
import * as path from 'path';
import { findUp, readJson } from '../../files';
import { detect, Detected } from '../../init/detect';
import { managerOf } from '../../init/ecosystems';
import { Folder } from '../../init/folder';
import { samplePipeline, sampleTest } from '../../init/sample';
import { packageRoot, packageVersion } from '../../load/package-root';
import { Command, Input, JSON_FLAG, OK } from '../command';
import { DEFAULT_APP } from '../program';
import { paint, Terminal } from '../terminal';

export const command: Command = {
  usage: 'init [options]',
  description: 'Makes a first pipeline.ts with its test for what this repository holds, and says what to do next: '
    + 'its languages, their versions and tools, the tests and linters that it has, its packages where the root is none, and their Dockerfiles. '
    + 'Files that are there stay as they are; package.json is made only where there is none.',
  flags: {
    app: { value: 'file', short: 'a', description: 'name of the file (default: pipeline.ts)' },
    ...JSON_FLAG,
  },
  run: (input, terminal) => {
    const detected = detect(terminal.cwd);
    const files = plan(input, terminal.cwd, detected);
    const made = Object.keys(files).filter((name) => create(path.join(terminal.cwd, name), files[name]));
    const kept = Object.keys(files).filter((name) => !made.includes(name));
    const next = [...asked(made.map((name) => files[name])), ...nextSteps(terminal.cwd, detected)];
    if (input.has('json')) terminal.out(JSON.stringify({ made, kept, next }, undefined, 2));
    else print(made, kept, next, terminal);
    return OK;
  },
};

/** What only a person knows. */
function asked(made: readonly string[]): string[] {
  return made.some((text) => text.includes('\'OWNER\'')) ? ['put the owner of the repository into the program, in place of OWNER'] : [];
}

function plan(input: Input, cwd: string, detected: Detected): Record<string, string> {
  const file = input.get('app') ?? DEFAULT_APP;
  return {
    [file]: samplePipeline(detected),
    // jest would run it, too, and fail
    ...(detected.jest ? {} : { [file.replace(/(\.\w+)$/, '.test$1')]: sampleTest(detected, path.basename(file)) }),
    ...(findUp(cwd, 'package.json') ? {} : { 'package.json': manifest(cwd) }),
  };
}

/** Node.js only synthesizes: the package is never published. */
function manifest(cwd: string): string {
  const root = packageRoot();
  const version = packageVersion() === '0.0.0' ? `file:${root}` : `^${packageVersion()}`;
  const own = readJson(path.join(root, 'package.json'));
  return `${JSON.stringify({
    name: path.basename(cwd).toLowerCase().replace(/[^a-z0-9._-]+/g, '-'),
    private: true,
    scripts: { synth: 'pipewright synth', test: 'vitest run' },
    devDependencies: { constructs: own?.peerDependencies?.constructs ?? '^10.5.0', pipewright: version, projen: own?.peerDependencies?.projen ?? '*', typescript: '~6.0.0', vitest: '^4' },
  }, undefined, 2)}\n`;
}

function nextSteps(cwd: string, { jest, workflows }: Detected): string[] {
  const missing = ['pipewright', ...(jest ? [] : ['vitest'])].some((name) => !fs.existsSync(path.join(cwd, 'node_modules', name)));
  const folder = new Folder(cwd);
  return [
    ...(folder.read('.gitignore').includes('node_modules') ? [] : ['add node_modules/ to .gitignore']),
    ...(takesAll(folder.read('tsconfig.json')) ? ['add pipeline.ts to `exclude` of tsconfig.json: it is no part of what is compiled'] : []),
    ...(missing ? [install(cwd, jest)] : []),
    'npx pipewright synth',
    ...(jest ? ['test pipeline.ts by jest, where that compiles TypeScript: pipeline.plan and testing.Template of pipewright'] : ['npx vitest run']),
    ...(workflows.length ? [`npx pipewright import ${workflows.join(' ')} --output imported.ts, to define the workflows that are there as well`] : []),
  ];
}

/** TypeScript compiles every file below its configuration that names none; with comments it is no JSON. */
function takesAll(tsconfig: string): boolean {
  return tsconfig !== '' && !/^\s*"(include|files|extends|references)"\s*:/m.test(tsconfig);
}

const INSTALL = { NPM: 'npm install --save-dev', PNPM: 'pnpm add --save-dev', YARN: 'yarn add --dev', YARN_CLASSIC: 'yarn add --dev', BUN: 'bun add --dev' };

/** By whoever installs the project's other packages: two lock files would drift apart. */
function install(cwd: string, jest: boolean): string {
  const folder = findUp(cwd, 'package.json');
  if (!folder) return 'npm install';
  return `${INSTALL[managerOf(new Folder(folder))]} pipewright constructs projen typescript${jest ? '' : ' vitest'}`;
}

/** Whether it was made. */
function create(file: string, text: string): boolean {
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function print(made: readonly string[], kept: readonly string[], next: readonly string[], terminal: Terminal): void {
  for (const file of made) terminal.out(`${paint(terminal, 'green', 'made')}  ${file}`);
  for (const file of kept) terminal.out(`${paint(terminal, 'dim', 'kept')}  ${file}, which was there`);
  terminal.out(['', 'Next:', ...next.map((step) => `  ${step}`)].join('\n'));
}
