/** Debian's docker-registry, one process, on a port that is free. */
import { ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './ports';

const PATIENCE_MS = 20_000;

export class DockerRegistry {
  public static async start(): Promise<DockerRegistry> {
    const registry = new DockerRegistry(await freePort());
    await registry.answers();
    return registry;
  }

  private readonly folder = mkdtempSync(join(tmpdir(), 'pipewright-registry-'));
  private readonly process: ChildProcess;

  private constructor(public readonly port: number) {
    const config = join(this.folder, 'config.yml');
    const storage = `storage:\n  filesystem:\n    rootdirectory: ${this.folder}/storage`;
    writeFileSync(config, `version: 0.1\n${storage}\nhttp:\n  addr: 127.0.0.1:${port}\n  relativeurls: true\n`);
    this.process = spawn('docker-registry', ['serve', config], { stdio: 'ignore' });
  }

  public stop(): void {
    this.process.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async answers(): Promise<void> {
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await new Promise((done) => setTimeout(done, 100))) {
      if (await fetch(`http://127.0.0.1:${this.port}/v2/`).then(({ ok }) => ok, () => false)) return;
    }
    this.stop();
    throw new Error('docker-registry does not answer');
  }
}
