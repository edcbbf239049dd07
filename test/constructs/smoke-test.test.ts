// The script of a smoke test, run against a server.
import { execFile } from 'node:child_process';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smoke } from '../../src/constructs/deploy-steps';
import { SmokeTest } from '../../src/constructs/deploy-target';

let server: Server;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/moved') return void response.writeHead(302, { location: '/text' }).end();
    response.writeHead(request.url === '/gone' ? 404 : 200).end(request.url === '/text' ? 'all is well' : '');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterAll(() => server.close());

/** Exit code of the script, with no time to try again. */
function run(path: string, props: Partial<SmokeTest> = {}): Promise<number> {
  const { run: script = '', props: { env } } = smoke({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, ...props })._spec;
  return new Promise((ended) => {
    execFile('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], { env: { ...process.env, ...env, TIMEOUT_SECONDS: '0' } }, (error) => ended(Number(error?.code ?? 0)));
  });
}

describe('a smoke test', () => {
  test.each<[string, string, Partial<SmokeTest>, number]>([
    ['of an answer without text', '/empty', {}, 0],
    ['of another status', '/gone', {}, 1],
    ['of the status that is expected', '/gone', { status: 404 }, 0],
    ['of a text that is there', '/text', { contains: 'is well' }, 0],
    ['of a text that is not', '/text', { contains: 'is.well' }, 1],
    ['of a text in no answer', '/empty', { contains: 'x' }, 1],
    ['follows a redirection', '/moved', { contains: 'all' }, 0],
    ['but not one that is expected', '/moved', { status: 302 }, 0],
  ])('%s', async (_, path, props, code) => {
    expect(await run(path, props)).toBe(code);
  });
});
