// Dockerfiles that are not there yet: told of, once each, and no error.
import { expect, test } from 'vitest';
import { synthesizeProgram } from '../../src/load/program';
import { repository } from '../write/repository';

const PROGRAM = `import { App, ContainerImage, Pipeline, Registry, Trigger } from 'pipewright';
const ci = new Pipeline(new App({ repository: { owner: 'acme', name: 'shop' } }), 'ci', { triggers: [Trigger.push({ branches: ['main'] })] });
const image = (id: string, props: object) => new ContainerImage(ci, id, { registries: [Registry.ghcr({ repository: \`acme/\${id}\` })], ...props });
image('root', {});
image('again', { platforms: ['linux/arm64'] });
image('api', { context: 'api' });
image('web', { context: 'web', dockerfile: 'docker/web.Dockerfile' });
image('elsewhere', { context: 'https://github.com/acme/other.git#main' });
image('chosen', { dockerfile: '\${{ vars.DOCKERFILE }}' });
`;

test('each that is missing is a warning', async () => {
  const cwd = repository({ 'pipeline.ts': PROGRAM, 'api/Dockerfile': 'FROM scratch\n' });
  const { files, problems } = await synthesizeProgram('pipeline.ts', { cwd, typeCheck: false });
  expect(files.map((file) => file.path)).toContain('.github/workflows/ci.yml');
  expect(problems.map(({ where, severity, value }) => [where, severity, value])).toEqual([['ci/root', 'warning', 'Dockerfile'], ['ci/web', 'warning', 'docker/web.Dockerfile']]);
});
