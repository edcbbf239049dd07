import { describe, expect, test } from 'vitest';
import { SIZES as AZURE } from '../../../src/targets/azure-container-apps/limits';
import { SIZES as CLOUD_RUN } from '../../../src/targets/cloud-run/limits';
import { isValidSize, nearestSizes, SizeRow } from '../../../src/targets/support/size-table';

describe.each<[string, readonly SizeRow[]]>([['Cloud Run', CLOUD_RUN], ['Container Apps', AZURE]])('%s', (_, rows) => {
  const edges = rows.flatMap(({ cpu, memory }) => [cpu.min, cpu.max].flatMap((c) => [memory.min, memory.max].map((m) => ({ cpu: c, memory: m }))));

  test('every corner of every row is valid', () => {
    for (const size of edges) expect(isValidSize(size, rows), JSON.stringify(size)).toBe(true);
  });

  test('what is nearest to an invalid size is itself valid, and near', () => {
    for (let cpu = 0.01; cpu < 10; cpu += 0.37) {
      for (let memory = 64; memory < 40000; memory += 977) {
        const size = { cpu: Number(cpu.toFixed(3)), memory };
        if (isValidSize(size, rows)) continue;
        const near = nearestSizes(size, rows);
        expect(near.length).toBeGreaterThan(0);
        for (const one of near) expect(isValidSize(one, rows), `${JSON.stringify(size)} → ${JSON.stringify(one)}`).toBe(true);
      }
    }
  });
});

test('Cloud Run: valid pairs, and their neighbours', () => {
  const valid: [number, number][] = [
    [0.08, 128], [0.08, 512], [0.499, 512], [0.5, 1024], [0.999, 1024], [1, 4096], [2, 8192],
    [4, 2048], [4, 16384], [6, 4096], [6, 24576], [8, 4096], [8, 32768],
  ];
  const invalid: [number, number][] = [
    [0.07, 128], [0.08, 127], [0.499, 513], [0.5, 1025], [1, 4097], [1.5, 2048], [2, 8193], [3, 4096],
    [4, 2047], [4, 16385], [6, 4095], [8, 4095], [8, 32769], [10, 32768], [0.0805, 128],
  ];
  for (const [cpu, memory] of valid) expect(isValidSize({ cpu, memory }, CLOUD_RUN), `${cpu}/${memory}`).toBe(true);
  for (const [cpu, memory] of invalid) expect(isValidSize({ cpu, memory }, CLOUD_RUN), `${cpu}/${memory}`).toBe(false);
  expect(nearestSizes({ cpu: 3, memory: 4096 }, CLOUD_RUN)).toEqual([{ cpu: 4, memory: 4096 }, { cpu: 2, memory: 4096 }, { cpu: 6, memory: 4096 }]);
  expect(nearestSizes({ cpu: 1, memory: 5000 }, CLOUD_RUN)).toContainEqual({ cpu: 1, memory: 4096 });
});

test('Container Apps: exactly the quarters, with two GiB a CPU', () => {
  for (let i = 1; i <= 16; i++) {
    const cpu = i * 0.25;
    expect(isValidSize({ cpu, memory: cpu * 2048 }, AZURE)).toBe(true);
    expect(isValidSize({ cpu, memory: cpu * 2048 + 1 }, AZURE)).toBe(false);
    expect(isValidSize({ cpu, memory: cpu * 2048 - 512 }, AZURE)).toBe(false);
    expect(isValidSize({ cpu: cpu + 0.1, memory: cpu * 2048 }, AZURE)).toBe(false);
  }
  expect(isValidSize({ cpu: 4.25, memory: 8704 }, AZURE)).toBe(false);
  expect(nearestSizes({ cpu: 1, memory: 1024 }, AZURE, 2)).toEqual([{ cpu: 1, memory: 2048 }, { cpu: 0.5, memory: 1024 }]);
});
