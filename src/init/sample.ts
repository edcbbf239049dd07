/** A first `pipeline.ts` and its test, for a folder as it was found. */
import { Detected, Package } from './detect';
import { Found, listed, quoted } from './ecosystem';

export function samplePipeline(detected: Detected): string {
  const { packages, pipeline, defaultBranch, directory } = detected;
  // an image is named after the repository, which nothing here tells: a person says it
  const asked = packages.some(({ dockerfile }) => dockerfile !== undefined) && !detected.repository;
  const repository = asked ? { owner: 'OWNER', name: detected.name } : detected.repository;
  const app = {
    ...(repository ? { repository: `{ owner: ${quoted(repository.owner)}, name: ${quoted(repository.name)} }` } : {}),
    ...(directory ? { directory: quoted(directory) } : {}),
    ...(defaultBranch === 'main' ? {} : { defaultBranch: quoted(defaultBranch) }),
  };
  return [
    '// What GitHub runs for this repository. After a change: npx pipewright synth (under projen: npx projen)',
    `import ${braces(importsOf(packages))} from 'pipewright';`,
    '',
    ...(asked ? ['// put the owner in: the image is named after the repository on GitHub'] : []),
    `export const app = new App(${Object.keys(app).length ? object(app) : ''});`,
    '',
    '// every push to the default branch, every pull request, and by hand',
    `export const ci = new Pipeline(app, '${pipeline}', {`,
    `  displayName: ${quoted(displayName(detected))},`,
    `  triggers: [Trigger.push({ branches: ${listed([defaultBranch])} }), Trigger.pullRequest(), Trigger.manual()],`,
    '});',
    ...packages.flatMap((one) => ['', ...constructsOf(one, detected)]),
    '',
  ].join('\n');
}

export function sampleTest({ packages, defaultBranch }: Detected, file = 'pipeline.ts'): string {
  const runs = packages.flatMap((one) => [idOf(one, 'test'), ...(one.found.lint ? [idOf(one, 'lint')] : []), ...(one.dockerfile ? [idOf(one, 'image')] : [])]);
  return [
    '// What runs when, checked before anything is pushed. More: pipeline.plan and testing.Template of pipewright',
    'import { Event } from \'pipewright\';',
    'import { expect, test } from \'vitest\';',
    `import { ci } from './${file.replace(/\.[cm]?ts$/, '')}';`,
    '',
    'test(\'a pull request is tested\', () => {',
    `  expect([...ci.plan(Event.pullRequest({ base: ${quoted(defaultBranch)} })).runs].sort()).toEqual(${listed(runs.sort())});`,
    '});',
    '',
    'test(\'a push to a branch without a pull request runs nothing\', () => {',
    '  expect(ci.plan(Event.push({ branch: \'some-feature\' })).runs).toEqual([]);',
    '});',
    '',
  ].join('\n');
}

function displayName({ pipeline, directory }: Detected): string {
  return directory ? `CI of ${directory}` : pipeline === 'ci' ? 'CI' : 'Pipeline';
}

/** `test`, or `services-api-test` of a package below the root. */
function idOf({ folder }: Package, what: string): string {
  return folder ? `${folder.replace(/[^A-Za-z0-9]+/g, '-').replace(/^(?=\d)/, 'p')}-${what}` : what;
}

function constructsOf(one: Package, detected: Detected): string[] {
  const { folder, location, found, dockerfile } = one;
  const { lint, remark } = found;
  const name = folder ? variable(folder) : '';
  const toolchain = name ? `${name}Toolchain` : 'toolchain';
  const test = name ? `${name}Test` : 'test';
  return [
    ...(remark ? [`// ${remark}`] : []),
    `const ${toolchain} = ${call(`Toolchain.${found.maker}`, propsOf(found, location))};`,
    `${dockerfile ? `const ${test} = ` : ''}new TestMatrix(ci, '${idOf(one, 'test')}', { toolchain${name ? `: ${toolchain}` : ''} });`,
    ...(lint ? [`${call(`new LintJob(ci, '${idOf(one, 'lint')}', `, { [name ? 'toolchain' : '']: toolchain, ...(lint === 'usual' ? {} : { linters: `[${lint.join(', ')}]` }) })};`] : []),
    ...(dockerfile ? [`${call(`new ContainerImage(ci, '${idOf(one, 'image')}', `, imageProps(one, test, detected))};`] : []),
  ];
}

function propsOf({ props }: Found, location: string): Record<string, string> {
  return location ? { ...props, workingDirectory: quoted(location) } : { ...props };
}

/** Images of several packages have names of their own. */
function imageProps({ location, dockerfile }: Package, test: string, { repository }: Detected): Record<string, string> {
  const ghcr = location && repository ? `{ repository: ${quoted(`${repository.owner}/${repository.name}-${location.split('/').pop()}`.toLowerCase())} }` : '';
  return {
    needs: `[${test}]`,
    ...(location ? { context: quoted(location) } : {}),
    ...(dockerfile === 'Dockerfile' ? {} : { dockerfile: quoted(location ? `${location}/${dockerfile}` : dockerfile!) }),
    registries: `[Registry.ghcr(${ghcr})]`,
  };
}

function importsOf(packages: readonly Package[]): string[] {
  const all = packages.flatMap(({ found, dockerfile }) => [
    ...(found.imports ?? []),
    ...(found.lint ? ['LintJob'] : []),
    ...(Array.isArray(found.lint) ? ['Linter'] : []),
    ...(dockerfile ? ['ContainerImage', 'Registry'] : []),
  ]);
  return [...new Set(['App', 'Pipeline', 'TestMatrix', 'Toolchain', 'Trigger', ...all])].sort();
}

/** `services/api` → `servicesApi` */
function variable(folder: string): string {
  const words = folder.split(/[^A-Za-z0-9]+/).filter(Boolean);
  return words.map((word, i) => (i ? word.charAt(0).toUpperCase() + word.slice(1) : word.charAt(0).toLowerCase() + word.slice(1))).join('').replace(/^(?=\d)/, 'p');
}

const WIDTH = 140;

/** A call with an object, on one line or a line for each prop. A key without a name is the shorthand. */
function call(callee: string, props: Readonly<Record<string, string>>): string {
  const open = callee.includes('(') ? callee : `${callee}(`;
  const line = `${open}${object(props)})`;
  return line.length <= WIDTH ? line : `${open}{\n${entries(props).map((entry) => `  ${entry},\n`).join('')}})`;
}

function object(props: Readonly<Record<string, string>>): string {
  return braces(entries(props));
}

function entries(props: Readonly<Record<string, string>>): string[] {
  return Object.entries(props).map(([key, value]) => (key ? `${key}: ${value}` : value));
}

function braces(parts: readonly string[]): string {
  const line = `{ ${parts.join(', ')} }`;
  return line.length <= WIDTH ? line : `{\n${parts.map((part) => `  ${part},\n`).join('')}}`;
}
