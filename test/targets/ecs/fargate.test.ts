/** The table of Fargate's sizes: every pair of it is accepted, every neighbour of one is refused. */
import { describe, expect, test } from 'vitest';
import { checkTarget } from '../../../src/targets/ecs/check';
import { readSettings } from '../../../src/targets/ecs/read-settings';
import type { TargetProblem } from '../../../src/targets/target';
import { fakeContext } from '../context';
import { synthesize, theOnly, ACCOUNT, EXISTING_VPC, REGION } from './ecs';

/** Units / MiB, as AWS lists them: first, last, step. */
const TABLE: readonly (readonly [number, readonly number[]])[] = [
  [256, [512, 1024, 2048]],
  [512, range(1024, 4096, 1024)],
  [1024, range(2048, 8192, 1024)],
  [2048, range(4096, 16384, 1024)],
  [4096, range(8192, 30720, 1024)],
  [8192, range(16384, 61440, 4096)],
  [16384, range(32768, 122880, 8192)],
];

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: (to - from) / step + 1 }, (_, i) => from + i * step);
}

const PAIRS = TABLE.flatMap(([units, memories]) => memories.map((memory) => ({ units, memory })));

function sizeProblems(cpu: number, memoryMiB: number): TargetProblem[] {
  const problems: TargetProblem[] = [];
  const context = fakeContext({ workload: { cpu, memoryMiB } });
  const settings = readSettings({ account: ACCOUNT, region: REGION, vpc: EXISTING_VPC }, context, (p) => problems.push(p));
  checkTarget(settings, (p) => problems.push(p));
  return problems.filter((p) => p.ruleId === 'workload-size');
}

describe('Fargate sizes', () => {
  test('there are 74 pairs', () => {
    expect(PAIRS).toHaveLength(3 + 4 + 7 + 13 + 23 + 12 + 12);
  });

  test.each(PAIRS)('$units units and $memory MiB are accepted', ({ units, memory }) => {
    expect(sizeProblems(units / 1024, memory)).toEqual([]);
  });

  test('every neighbour of a pair is refused, unless it is a pair itself', () => {
    const valid = new Set(PAIRS.map((p) => `${p.units}/${p.memory}`));
    const neighbours = PAIRS.flatMap(({ units, memory }) => [
      ...[-1024, -512, -1, 1, 512, 1024, 4096, 8192].map((d) => ({ units, memory: memory + d })),
      ...[units / 2, units * 2, units - 1, units + 1, units + 128].map((u) => ({ units: u, memory })),
    ]).filter((p) => p.memory > 0 && !valid.has(`${p.units}/${p.memory}`));
    expect(neighbours.length).toBeGreaterThan(400);
    for (const { units, memory } of neighbours) {
      const [problem] = sizeProblems(units / 1024, memory);
      expect(problem, `${units}/${memory}`).toBeDefined();
      // what is named as nearest is valid itself
      for (const near of problem.nearest ?? []) {
        const [, cpu, mib] = /cpu ([\d.]+), memoryMiB (\d+)/.exec(near) ?? [];
        expect(valid, `${near}, for ${units}/${memory}`).toContain(`${Number(cpu) * 1024}/${mib}`);
      }
      expect(problem.nearest?.length).toBeGreaterThan(0);
    }
  });

  test('the problem names the value, what is allowed, the nearest pairs and the fix', () => {
    expect(sizeProblems(0.5, 512)).toMatchInlineSnapshot(`
      [
        {
          "allowed": [
            "cpu 0.25: 512 MiB",
            "cpu 0.25: 1024–2048 MiB",
            "cpu 0.5: 1024–4096 MiB",
            "cpu 1: 2048–8192 MiB",
            "cpu 2: 4096–16384 MiB",
            "cpu 4: 8192–30720 MiB",
            "cpu 8: 16384–61440 MiB",
            "cpu 16: 32768–122880 MiB",
          ],
          "at": "workload.cpu",
          "fix": "set cpu 0.5, memoryMiB 1024",
          "message": "Fargate does not sell this pair of CPU and memory",
          "nearest": [
            "cpu 0.5, memoryMiB 1024",
            "cpu 0.25, memoryMiB 512",
            "cpu 0.25, memoryMiB 1024",
          ],
          "ruleId": "workload-size",
          "value": {
            "cpu": 0.5,
            "memoryMiB": 512,
          },
        },
      ]
    `);
  });

  test('nothing is written for a wrong pair', () => {
    expect(synthesize({}, { workload: { cpu: 0.5, memoryMiB: 512 } }).output.files).toEqual([]);
  });

  test('the pair reaches the task definition', () => {
    const { service } = synthesize({}, { workload: { cpu: 0.25, memoryMiB: 512 } });
    expect(theOnly(service, 'AWS::ECS::TaskDefinition').Properties).toMatchObject({ Cpu: '256', Memory: '512' });
  });
});
