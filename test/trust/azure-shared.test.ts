// Azure targets that share an environment of GitHub's: each job signs in as its own identity.
import { expect, test } from 'vitest';
import { App, ContainerImage, DeployTarget, KubernetesCluster, Pipeline, Platform, Registry, testing, Trigger, Workload } from '../../src';
import { pipelinesOf } from '../../src/synth/pipelines-of';
import { synthesizeTargets } from '../../src/synth/targets';

const subscription = { tenantId: '00000000-0000-4000-8000-000000000001', subscriptionId: '00000000-0000-4000-8000-000000000002' };

test('each has a variable of its own in it, which its bootstrap sets', () => {
  const app = new App({ repository: { owner: 'acme', name: 'shop', ownerId: 1, id: 2 } });
  const ci = new Pipeline(app, 'ci', { triggers: [Trigger.push({ branches: ['main'] })] });
  const image = new ContainerImage(ci, 'image', { registries: [Registry.acr({ registry: 'acmeprod' })] });
  const platform = Platform.kubernetes({ namespace: 'shop', cluster: KubernetesCluster.aks({ ...subscription, resourceGroup: 'prod', name: 'prod' }) });
  for (const [id, name] of [['production', 'api'], ['production-worker', 'worker']] as const) {
    new DeployTarget(ci, id, { image, platform, workload: new Workload({ name, cpu: 1, memoryMiB: 512 }), environment: 'production' });
  }
  const template = testing.Template.fromPipeline(ci);
  template.hasStep('production', { with: { 'client-id': '${{ vars.AZURE_CLIENT_ID }}' } });
  template.hasStep('production-worker', { with: { 'client-id': '${{ vars.AZURE_CLIENT_ID_PRODUCTION_WORKER }}' } });
  const commands = synthesizeTargets(app, pipelinesOf(app)).results.map(({ output }) => output.bootstrapCommands.map(({ command }) => command).join('\n'));
  expect(commands[0]).toContain('gh variable set AZURE_CLIENT_ID --repo acme/shop --env production ');
  expect(commands[1]).toContain('gh variable set AZURE_CLIENT_ID_PRODUCTION_WORKER --repo acme/shop --env production ');
});
