import * as fs from 'fs';
import * as path from 'path';
import { describe, expect, test } from 'vitest';
import { compareWorkflows } from '../../src/diff/workflow';
import { importWorkflows } from '../../src/import/import';
import { source } from '../../src/import/source';
import { loadAppsSync } from '../../src/load/load';
import { lowerPipeline } from '../../src/synth/lower';
import { pipelinesOf } from '../../src/synth/pipelines-of';
import { synthesizeApp } from '../../src/synth/synthesize';
import { readWorkflow } from '../../src/workflow/read/read-workflow';
import { renderWorkflow } from '../../src/workflow/render/render';
import { publish } from '../actions/action-repositories';
import { pipewrightWith } from '../cli/command-line';
import { contents, repository } from '../write/repository';

const SHA = 'a'.repeat(40);

/** The program of these files, run; and how what it renders differs from the first of them. */
function imported(...texts: string[]) {
  const documents = texts.map((text, i) => readWorkflow(`.github/workflows/w${i}.yml`, text).document!);
  const { text, notes } = importWorkflows(documents);
  const root = repository({ 'pipeline.ts': text });
  const { apps, problems } = loadAppsSync('pipeline.ts', { cwd: root });
  expect(problems, text).toEqual([]);
  const pipelines = pipelinesOf(apps[0]);
  const pipeline = pipelines.find((one) => one.node.id === 'w0')!;
  const rendered = renderWorkflow(lowerPipeline(pipeline, {}).document);
  const details = compareWorkflows(documents[0].file, texts[0], rendered)!.flatMap((item) => item.details.length ? item.details.map((d) => `${item.subject}: ${d.text}`) : [`${item.mark} ${item.subject}`]);
  return { text, notes, rendered, differences: details.filter((detail) => !HARDENING.test(detail)) };
}

/** What the library adds to every workflow. */
const HARDENING = /: (name|concurrency|timeout-minutes): .* \(new\)$|persist-credentials|^action |: permissions: the repository's default/s;

const head = 'name: A\non: push\npermissions: {}\nconcurrency: { group: a, cancel-in-progress: false }\njobs:\n';
const jobText = (body: string) => `${head}  a:\n    name: A\n    runs-on: ubuntu-24.04\n    timeout-minutes: 5\n${body}    steps:\n      - run: echo\n`;

describe('a workflow comes out as it went in', () => {
  test.each([
    ['every trigger', `name: A
on:
  push: { branches: [main, 'release/**'], tags-ignore: ['*-rc'], paths: ['src/**', .github/workflows/w0.yml, pipeline.ts] }
  pull_request: { types: [opened], branches-ignore: [x] }
  pull_request_target: { types: [labeled] }
  release: { types: [created] }
  schedule: [{ cron: '1 2 * * *' }, { cron: '3 4 * * 1' }]
  workflow_dispatch: { inputs: { level: { type: choice, options: [a, b], default: a, required: true }, dry-run: { type: boolean } } }
  workflow_call: { inputs: { x_y: { type: string } }, secrets: { T: { required: true } }, outputs: { o: { value: '\${{ jobs.a.outputs.o }}' } } }
  issues: { types: [opened] }
  workflow_run: { workflows: [B], types: [completed] }
permissions: {}
concurrency: a
jobs: { a: { runs-on: ubuntu-24.04, outputs: { o: x }, steps: [{ run: echo }] } }
`],
    ['on as a list', 'on: [push, pull_request]\njobs: { a: { runs-on: ubuntu-24.04, steps: [{ run: echo }] } }\n'],
    ['workflow keys', `${head.replace('jobs:', 'run-name: by ${{ github.actor }}\nenv: { A: 1, B: true, C: null }\ndefaults: { run: { shell: bash, working-directory: x } }\njobs:')}  a: { runs-on: ubuntu-24.04, steps: [{ run: echo }] }\n`],
    ['an environment', jobText('    environment: { name: production, url: "${{ steps.x.outputs.url }}" }\n')],
    ['an environment without deployment', jobText('    environment: { name: p, deployment: false }\n')],
    ['a matrix', jobText('    strategy: { fail-fast: false, max-parallel: 2, matrix: { os: [a, b], v: [1, "2"], include: [{ os: c, extra: true }], exclude: [{ os: a, v: 1 }] } }\n')],
    ['a dynamic matrix', jobText('    strategy: { matrix: "${{ fromJSON(needs.x.outputs.m) }}" }\n')],
    ['a matrix with an expression', jobText('    strategy: { fail-fast: "${{ true }}", matrix: { a: "${{ fromJSON(\'[1]\') }}" } }\n')],
    ['a strategy without a matrix', jobText('    strategy: { max-parallel: 1 }\n')],
    ['conditions', jobText('    if: ${{ github.ref == \'refs/heads/main\' && !cancelled() }}\n')],
    ['containers', jobText('    container: { image: node@sha256:1, credentials: { username: u, password: "${{ secrets.P }}" }, env: { A: 1 }, ports: [80], volumes: ["a:/b"], options: --cpus 1 }\n    services: { db: postgres, cache: { image: redis, ports: ["6379:6379"] } }\n')],
    ['runner groups and labels', jobText('').replace('ubuntu-24.04', '{ group: big, labels: [x, y] }')],
    ['runner labels in a list', jobText('').replace('ubuntu-24.04', '[self-hosted, linux, gpu]')],
    ['runner labels without self-hosted', jobText('').replace('ubuntu-24.04', '[linux, gpu]')],
    ['a runner by expression', jobText('').replace('ubuntu-24.04', '${{ matrix.os }}')],
    ['concurrency, outputs, env, defaults', jobText('    concurrency: { group: g, cancel-in-progress: true }\n    outputs: { o: "${{ steps.x.outputs.y }}" }\n    env: { A: "1" }\n    defaults: { run: { shell: sh } }\n    continue-on-error: "${{ matrix.x }}"\n')],
    ['permissions', jobText('    permissions: { contents: write, id-token: write }\n')],
    ['permissions of the workflow', jobText('').replace('permissions: {}', 'permissions: { contents: read, packages: write }')],
    ['all permissions', jobText('    permissions: read-all\n')],
    ['a snapshot', jobText('    snapshot: x\n')],
    ['unknown keys', jobText('    strange: x\n')],
    ['hostile names', `${head}  __proto__a: { name: "a'b\\\\c\`d \${{ github.ref }} \\u202e", runs-on: x, steps: [{ run: "a \`b\` \\\\n \${x}\\n'q'\\n" , env: { "a.b": "1" }, id: constructor }] }\n`],
    ['a called workflow', `${head}  a: { uses: acme/x/.github/workflows/y.yml@${SHA}, with: { a: 1 }, secrets: { T: "\${{ secrets.T }}" }, permissions: { contents: read } }\n  b: { uses: acme/x/.github/workflows/y.yml@${SHA}, secrets: inherit }\n`],
  ])('%s', (_, text) => {
    expect(imported(text).differences).toEqual([]);
  });

  test('steps, with everything that they can say', () => {
    const { differences, text } = imported(`${head}  a:
    runs-on: ubuntu-24.04
    permissions: { contents: read }
    steps:
      - { id: x, name: X, if: always(), run: "echo a\\necho b\\n", shell: bash, working-directory: w, env: { A: 1 }, continue-on-error: true, timeout-minutes: 3 }
      - { uses: ./local, with: { a: true, b: 1 } }
      - { uses: "docker://alpine@sha256:1" }
      - { uses: actions/checkout@v4, with: { fetch-depth: 0 } }
      - { run: echo, continue-on-error: "\${{ matrix.x }}", timeout-minutes: "\${{ matrix.t }}" }
`);
    expect(differences).toEqual([]);
    expect(text).toContain('Step.uses(\'actions/checkout\', { with: { \'fetch-depth\': 0 } })');
    expect(text).toContain('addOverride(\'steps.4.continue-on-error\', \'${{ matrix.x }}\')');
  });

  test('new syntax, with the opt-ins that it needs', () => {
    const { differences, text } = imported(`${head.replace('jobs:', 'description: d\njobs:').replace('group: a', 'group: a, queue: single')}  a:
    name: A
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions: { contents: read, drives: read }
    cancel-timeout-minutes: 3
    snapshot: { image-name: i, version: 1.*, if: "github.ref_protected" }
    services: { s: { image: x@sha256:1, command: a, entrypoint: b } }
    steps:
      - { id: serve, run: npm start, background: true }
      - parallel: [{ run: a, env: { A: b } }, { uses: "docker://alpine@sha256:1", with: { x: y } }]
      - { wait: serve, name: W }
      - wait-all:
      - { cancel: serve, continue-on-error: true }
      - uses: $/local
`);
    expect(text).toContain('const serve = Step.run(\'npm start\', { id: \'serve\', background: true });');
    expect(text).toContain('Step.wait([serve], { name: \'W\' })');
    expect(text.replace(/\s+/g, ' ')).toMatch(/newSyntax: \[ ?NewSyntax\.PARALLEL_STEPS, NewSyntax\.SELF_REFERENCES, NewSyntax\.CONCURRENCY_QUEUE, NewSyntax\.SERVICE_COMMAND, NewSyntax\.CANCEL_TIMEOUT, NewSyntax\.WORKFLOW_DESCRIPTION, NewSyntax\.TOKEN_SCOPES,? ?\]/);
    expect(differences).toEqual([]);
  });

  test('needs become references, defined first', () => {
    const { differences, text } = imported(`${head}  last: { needs: [first, in], runs-on: x, steps: [{ run: a }] }\n  first: { runs-on: x, steps: [{ run: a }] }\n  in: { runs-on: x, steps: [{ run: a }] }\n`);
    expect(differences).toEqual([]);
    expect(text).toContain('needs: [first, inJob]');
  });

  test('workflows that call each other become references', () => {
    const { text, differences } = imported(
      `${head}  a: { uses: ./.github/workflows/w1.yml, with: { x: 1 } }\n`,
      'name: B\non: { workflow_call: { inputs: { x: { type: number } } } }\njobs: { b: { runs-on: x, steps: [{ run: a }] } }\n',
    );
    expect(text).toContain('pipeline: w1');
    expect(text.indexOf('const w1 =')).toBeLessThan(text.indexOf('const w0 ='));
    expect(differences).toEqual([]);
  });
});

describe('what needs a person is noted', () => {
  test('pins, permissions and timeouts', () => {
    const { notes } = imported('name: A\non: { release: {} }\njobs: { a: { runs-on: ubuntu-24.04, steps: [{ uses: actions/checkout@v1 }, { uses: acme/x@v1 }, { run: git push }] } }\n');
    expect(notes.join('\n')).toMatch(/actions\/checkout@v1 becomes v\d/);
    expect(notes.join('\n')).toContain('acme/x@v1 is not pinned');
    expect(notes.join('\n')).toContain('default permissions');
    expect(notes.join('\n')).toContain('360 minutes');
    expect(notes.join('\n')).toContain('keeps the token');
    expect(notes.join('\n')).toContain('a release without types');
  });

  test('a commit whose release is said becomes a definition', () => {
    const { text, rendered } = imported(`${head}  a:\n    runs-on: x\n    steps:\n      - uses: acme/x@${SHA} # v1.2.3\n        with: { in-put: 1 }\n`);
    expect(text.replace(/\s+/g, ' ')).toContain(`const x = Action.define({ name: 'acme/x', sha: '${SHA}', version: 'v1.2.3', inputs: { 'in-put': {} }, });`);
    expect(rendered).toContain(`acme/x@${SHA} # v1.2.3`);
  });

  test('a called workflow keeps the release behind its commit', () => {
    const called = `acme/flows/.github/workflows/x.yml@${SHA} # v3.0.0`;
    const { text, rendered } = imported(`${head}  a:\n    uses: ${called}\n`);
    expect(text).toContain(`uses: '${called}'`);
    expect(rendered).toContain(called);
  });
});

test('outputs that are read of an action are defined, and actions of the repository are meant', () => {
  const { text, problems } = synthesized(`${head}  a:
    name: A
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions: { contents: read }
    steps:
      - id: look
        uses: acme/look@${SHA} # v1.2.3
      - { uses: ./.github/actions/own, with: { seen: "\${{ steps.look.outputs.seen }}" } }
`);
  expect(text).toContain('outputs: [\'seen\']');
  expect(text).toContain('w0.disableRule(\'self-repository\', \'it uses actions and workflows of this repository\');');
  expect(problems).toEqual([]);
});

/** The errors of the program that is imported. */
function synthesized(text: string) {
  const { text: program } = importWorkflows([readWorkflow('.github/workflows/w0.yml', text).document!]);
  const { apps } = loadAppsSync('pipeline.ts', { cwd: repository({ 'pipeline.ts': program }) });
  return { text: program, problems: synthesizeApp(apps[0], { from: 'pipeline.ts' }).problems.filter((problem) => problem.severity === 'error') };
}

describe('the command', () => {
  const files = { '.github/workflows/ci.yml': 'name: CI\non: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: acme/x@v1\n' };
  const importing = (root: string, ...args: string[]) => pipewrightWith({}, root, 'import', '.github/workflows/ci.yml', ...args);

  test('writes the program only, shows the difference, and replaces nothing', async () => {
    const base = repository();
    const { 'v1.0.0': sha } = publish(base, 'acme/x', [{ tag: 'v1.0.0', daysOld: 9 }]);
    publish(base, 'acme/x', [{ tag: 'v1.0.0', daysOld: 9 }, { tag: 'v1', daysOld: 9 }]);
    const root = repository(files);
    const { code, out } = await importing(root, '--resolve', '--url', base);
    expect(code).toBe(0);
    expect(Object.keys(contents(root))).toEqual(['.github/', '.github/workflows/', '.github/workflows/ci.yml', 'pipeline.ts']);
    expect(contents(root)['pipeline.ts']).toMatch(/sha: '[0-9a-f]{40}', version: 'v1'/);
    expect(sha).toMatch(/^[0-9a-f]{40}$/);
    expect(out).toContain('~ .github/workflows/ci.yml');
    expect(await importing(root)).toMatchObject({ code: 2, err: expect.stringContaining('pipeline.ts exists') });
  });

  test('prints it, or data', async () => {
    const root = repository(files);
    expect((await importing(root, '--stdout')).out).toContain('new Pipeline(app, \'ci\'');
    expect(contents(root)).not.toHaveProperty('pipeline.ts');
    expect(JSON.parse((await importing(root, '--json')).out)).toMatchObject({ file: 'pipeline.ts', problems: expect.any(Array) });
  });
});

describe('literals', () => {
  test.each(['', 'a\'b', 'a\\b', 'a\nb', '`${x}`\n', '\r\n\t', '\u0000\u202e\u2028', '${{ a }}\n\\', '__proto__'])('%j is itself again', (text) => {
    // eslint-disable-next-line no-eval
    expect((0, eval)(source(text))).toBe(text);
    // eslint-disable-next-line no-eval
    expect((0, eval)(`(${source({ [`k${text}`]: [text, 1, true, null] })})`)).toEqual({ [`k${text}`]: [text, 1, true, null] });
  });
});

/** A folder of workflows that others wrote, given by PIPEWRIGHT_CORPUS. */
const corpus = process.env.PIPEWRIGHT_CORPUS;

describe('a corpus of workflows', () => {
  test.skipIf(!corpus)(`of ${corpus ?? 'PIPEWRIGHT_CORPUS, which is not set'}: each imports and loads`, () => {
    const names = fs.readdirSync(corpus!, { recursive: true, encoding: 'utf8' }).filter((name) => /(starter-workflows|schemastore-ok)\/.*\.ya?ml$/.test(name));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      const { document } = readWorkflow(`.github/workflows/${path.basename(name)}`, fs.readFileSync(path.join(corpus!, name), 'utf8'));
      if (!document) continue;
      const root = repository({ 'pipeline.ts': importWorkflows([document]).text });
      expect(loadAppsSync('pipeline.ts', { cwd: root }).problems, name).toEqual([]);
    }
  }, 120_000);
});
