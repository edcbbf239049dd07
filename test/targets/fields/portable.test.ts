/** The platform of a target is one word: the same workload and the same program, valid on each. */
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { COMMANDS, PLATFORM_NAMES, PlatformName, synthesize } from './program';
import { SecretRef } from '../../../src/secret-ref';

/** All that every platform can express, and every home of its secret. */
const EVERYTHING = {
  command: ['/app/server'], args: ['--serve'], env: { LOG_LEVEL: 'info', GREETING: 'hello [world]' },
  secrets: {
    DATABASE_URL: SecretRef.of({
      ecs: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf', kubernetes: { name: 'db', key: 'url' }, cloudRun: { name: 'db-url', version: '3' },
      azureContainerApps: 'https://acme.vault.azure.net/secrets/db-url', swarm: 'db_url_v3', custom: 'DATABASE_URL',
    }),
  },
};
const REGISTRY: Readonly<Record<PlatformName, string>> = {
  ecs: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop',
  kubernetes: 'europe-west1-docker.pkg.dev/acme-prod/containers/shop', pulumi: 'europe-west1-docker.pkg.dev/acme-prod/containers/shop',
  cloudRun: 'europe-west1-docker.pkg.dev/acme-prod/containers/shop', azureContainerApps: 'acmeprod.azurecr.io/shop', swarm: 'ghcr.io/acme/shop', custom: 'ghcr.io/acme/shop',
};

describe.each(PLATFORM_NAMES)('%s', (platform) => {
  const outcome = synthesize(platform, { workload: EVERYTHING });
  const workflow = parse(outcome.files.get('.github/workflows/deliver.yml')!);

  test('is valid', () => {
    expect(outcome.errors).toEqual([]);
  });

  test('writes its infrastructure, from the workload alone', () => {
    const own = [...outcome.files].filter(([path]) => path.startsWith('deploy/live/') && !path.includes('/bootstrap/'));
    expect(own.length).toBeGreaterThan(0);
    const text = own.map(([, content]) => content).join('\n');
    for (const value of ['/app/server', '--serve', 'LOG_LEVEL', 'hello [world]', 'DATABASE_URL']) expect(text).toContain(value);
    expect(outcome.files.has(COMMANDS)).toBe(true);
  });

  test('one job deploys, of the registry that fits, by the digest', () => {
    const { live } = workflow.jobs;
    expect(live.env.IMAGE).toBe(`${REGISTRY[platform]}@\${{ needs.image.outputs.digest }}`);
    expect(live.environment).toEqual({ name: 'live' });
    expect(live.concurrency).toEqual({ 'group': 'deploy-live', 'cancel-in-progress': false });
    expect(live.needs).toEqual(['image']);
  });

  test('the rest of the pipeline does not know the platform', () => {
    const { live: _, ...others } = workflow.jobs;
    const { live: __, ...same } = parse(synthesize('swarm', { workload: EVERYTHING }).files.get('.github/workflows/deliver.yml')!).jobs;
    expect(others).toEqual(same);
  });
});
