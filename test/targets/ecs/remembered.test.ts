/** Templates are remembered: for the very same settings, by the very same code, and not where a program's own code has a say. */
import * as fs from 'fs';
import * as path from 'path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { hash } from '../../../src/cache-entry';
import { remembered } from '../../../src/targets/ecs/remembered';
import type { EcsSettings } from '../../../src/targets/ecs/settings';

const FOLDER = path.join(__dirname, '..', '..', '..');
const SERVICE_STACK = `remembered-test-${process.pid}`;

function settings(changes: Partial<EcsSettings> = {}): EcsSettings {
  return { account: '111122223333', region: 'eu-west-1', names: { serviceStack: SERVICE_STACK }, ...changes } as EcsSettings;
}

function makes(...of: EcsSettings[]): number {
  const make = vi.fn(() => ({ service: { Resources: {} } }));
  for (const one of of) expect(remembered(one, make)).toEqual({ service: { Resources: {} } });
  return make.mock.calls.length;
}

const ENTRY = path.join(FOLDER, 'node_modules', '.cache', 'pipewright', 'templates', `${hash(`111122223333 eu-west-1 ${SERVICE_STACK}`).slice(0, 16)}.json`);

afterAll(() => fs.rmSync(ENTRY, { force: true }));

describe('templates', () => {
  test('are made once for the same settings, and again for others', () => {
    expect(makes(settings(), settings(), settings())).toBe(1);
    expect(makes(settings())).toBe(0);
    expect(makes(settings({ logRetentionDays: 7 }), settings({ logRetentionDays: 7 }))).toBe(1);
    expect(makes(settings())).toBe(1);
  });

  test('are made again where what was remembered is damaged', () => {
    makes(settings());
    fs.writeFileSync(ENTRY, fs.readFileSync(ENTRY, 'utf8').slice(0, 40));
    expect(makes(settings())).toBe(1);
  });

  test('are made each time where the program customizes a stack', () => {
    const customize = { customizeService: () => undefined };
    expect(makes(settings({ customize }), settings({ customize }))).toBe(2);
    const customizePlatform = { customizePlatform: () => undefined };
    expect(makes(settings({ customizePlatform }), settings({ customizePlatform }))).toBe(2);
  });

  test('that could not be made are not remembered', () => {
    const failing = settings({ logRetentionDays: 1 });
    expect(remembered(failing, () => undefined)).toBeUndefined();
    expect(makes(failing)).toBe(1);
  });

  test('depend on no code of this library but that by which they are remembered', () => {
    const source = path.join(FOLDER, 'src');
    const seen = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const [, from] of fs.readFileSync(file, 'utf8').matchAll(/^(?:import|export) (?!type )[^;]*? from '(\.[^']+)'/gm)) visit(`${path.join(path.dirname(file), from)}.ts`);
    };
    for (const name of ['platform-stack', 'service-stack', 'cdk']) visit(path.join(source, 'targets', 'ecs', `${name}.ts`));
    expect([...new Set([...seen].map((file) => path.relative(source, path.dirname(file))))].sort()).toEqual(['targets/ecs', 'targets/support', 'trust', 'trust/aws']);
  });
});
