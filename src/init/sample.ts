/** A first `pipeline.ts` and its test, for a folder as it was found. */
import { Detected } from './detect';

export function samplePipeline(detected: Detected): string {
  const { dockerfile, toolchain, use: { version, tool }, pipeline, defaultBranch } = detected;
  const imports = ['App', ...(dockerfile ? ['ContainerImage', 'Registry'] : []), ...(tool ? [tool.type] : []), 'Pipeline', 'Runner', 'TestMatrix', 'Toolchain', 'Trigger'].sort();
  // an image is named after the repository, which nothing here tells: a person says it
  const asked = dockerfile && !detected.repository;
  const repository = asked ? { owner: 'OWNER', name: detected.folder } : detected.repository;
  const props = [
    ...(repository ? [`repository: { owner: '${repository.owner}', name: '${repository.name}' }`] : []),
    ...(defaultBranch === 'main' ? [] : [`defaultBranch: '${defaultBranch}'`]),
  ];
  return [
    '// What GitHub runs for this repository. After a change: npx pipewright synth (under projen: npx projen)',
    `import { ${imports.join(', ')} } from 'pipewright';`,
    '',
    ...(asked ? ['// put the owner in: the image is named after the repository on GitHub'] : []),
    `export const app = new App(${props.length ? `{ ${props.join(', ')} }` : ''});`,
    '',
    '// every push to the default branch, every pull request, and by hand',
    `export const ci = new Pipeline(app, '${pipeline}', {`,
    `  displayName: '${pipeline === 'ci' ? 'CI' : 'Pipeline'}',`,
    `  triggers: [Trigger.push({ branches: ['${defaultBranch}'] }), Trigger.pullRequest(), Trigger.manual()],`,
    '});',
    `${dockerfile ? 'const test = ' : ''}new TestMatrix(ci, 'test', {`,
    `  toolchain: Toolchain.${toolchain}({ versions: ['${version}']${tool ? `, ${tool.prop}: ${tool.type}.${tool.value}` : ''} }),`,
    '  runners: [Runner.UBUNTU_24_04],',
    '});',
    ...(dockerfile ? ['', 'new ContainerImage(ci, \'image\', { needs: [test], registries: [Registry.ghcr()] });'] : []),
    '',
  ].join('\n');
}

export function sampleTest(detected: Detected, file = 'pipeline.ts'): string {
  const runs = detected.dockerfile ? ['test', 'image'] : ['test'];
  return [
    '// What runs when, checked before anything is pushed. More: pipeline.plan and testing.Template of pipewright',
    'import { Event } from \'pipewright\';',
    'import { expect, test } from \'vitest\';',
    `import { ci } from './${file.replace(/\.[cm]?ts$/, '')}';`,
    '',
    'test(\'a pull request is tested\', () => {',
    `  expect(ci.plan(Event.pullRequest({ base: '${detected.defaultBranch}' })).runs).toEqual([${runs.map((id) => `'${id}'`).join(', ')}]);`,
    '});',
    '',
    'test(\'a push to a branch without a pull request runs nothing\', () => {',
    '  expect(ci.plan(Event.push({ branch: \'some-feature\' })).runs).toEqual([]);',
    '});',
    '',
  ].join('\n');
}
