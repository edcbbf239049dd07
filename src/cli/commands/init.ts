/** `pipewright init`: a first pipeline in an existing repository, touching nothing that is there. */
import * as fs from 'fs';
import * as path from 'path';
import { detect } from '../../init/detect';
import { samplePipeline, sampleTest } from '../../init/sample';
import { findUp, packageRoot, packageVersion, readJson } from '../../load/package-root';
import { Command, Input, JSON_FLAG, OK } from '../command';
import { DEFAULT_APP } from '../program';
import { paint, Terminal } from '../terminal';

export const command: Command = {
  usage: 'init [options]',
  description: 'Makes a first pipeline.ts with its test for what this repository holds, and says what to do next. '
    + 'Files that are there stay as they are; package.json is made only where there is none.',
  flags: {
    app: { value: 'file', short: 'a', description: 'name of the file (default: pipeline.ts)' },
    ...JSON_FLAG,
  },
  run: (input, terminal) => {
    const files = plan(input, terminal.cwd);
    const made = Object.keys(files).filter((name) => create(path.join(terminal.cwd, name), files[name]));
    const kept = Object.keys(files).filter((name) => !made.includes(name));
    const next = [...(/'OWNER'/.test(made.map((name) => files[name]).join('\n')) ? ['put the owner of the repository into the program, in place of OWNER'] : []), ...nextSteps(terminal.cwd)];
    if (input.has('json')) terminal.out(JSON.stringify({ made, kept, next }, undefined, 2));
    else print(made, kept, next, terminal);
    return OK;
  },
};

function plan(input: Input, cwd: string): Record<string, string> {
  const file = input.get('app') ?? DEFAULT_APP;
  const detected = detect(cwd);
  return {
    [file]: samplePipeline(detected),
    [file.replace(/(\.\w+)$/, '.test$1')]: sampleTest(detected, path.basename(file)),
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

function nextSteps(cwd: string): string[] {
  const missing = ['pipewright', 'vitest'].some((name) => !fs.existsSync(path.join(cwd, 'node_modules', name)));
  const ignored = fs.existsSync(path.join(cwd, '.gitignore')) && fs.readFileSync(path.join(cwd, '.gitignore'), 'utf8').includes('node_modules');
  return [
    ...(ignored ? [] : ['add node_modules/ to .gitignore']),
    ...(missing ? [install(cwd)] : []),
    'npx pipewright synth',
    'npx vitest run',
  ];
}

const LIBRARIES = 'pipewright constructs projen typescript vitest';

/** By whoever installs the project's other packages: two lock files would drift apart. */
function install(cwd: string): string {
  const folder = findUp(cwd, 'package.json');
  if (!folder) return 'npm install';
  const lock = (name: string) => fs.existsSync(path.join(folder, name));
  if (lock('pnpm-lock.yaml')) return `pnpm add --save-dev ${LIBRARIES}`;
  return lock('yarn.lock') ? `yarn add --dev ${LIBRARIES}` : `npm install --save-dev ${LIBRARIES}`;
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
