/** Ports and certificates of servers on the loopback address. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { AddressInfo, createServer, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export async function freePort(): Promise<number> {
  const probe = createServer();
  const port = await listen(probe);
  await new Promise((done) => probe.close(done));
  return port;
}

/** @returns its port */
export function listen(server: Server): Promise<number> {
  return new Promise((done) => void server.listen(0, '127.0.0.1', () => done((server.address() as AddressInfo).port)));
}

export interface Certificate {
  readonly key: string;
  readonly certificate: string;
  /** File of the certificate. */
  readonly file: string;
}

/** A certificate that vouches for itself. */
export function selfSigned(...names: readonly string[]): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'pipewright-certificate-'));
  const [keyFile, file] = ['key.pem', 'certificate.pem'].map((name) => join(folder, name));
  const subjects = names.map((name) => `${/^[\d.]+$/.test(name) ? 'IP' : 'DNS'}:${name}`).join(',');
  execFileSync('openssl', [
    'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', `/CN=${names[0]}`, '-addext', `subjectAltName=${subjects}`, '-keyout', keyFile, '-out', file,
  ], { stdio: 'pipe', timeout: 60_000 });
  return { key: readFileSync(keyFile, 'utf8'), certificate: readFileSync(file, 'utf8'), file };
}
