/** Images without a daemon: built, and run, by buildah in a storage of its own. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LIMIT_MS = 180_000;

export interface Build {
  readonly context: string;
  readonly file?: string;
  readonly target?: string;
  readonly buildArgs: readonly string[];
  readonly labels: readonly string[];
  /** File of the OCI archive. */
  readonly archive: string;
}

/** What a command printed; it rejects where the command fails. */
export function output(program: string, args: readonly string[], env: Readonly<Record<string, string | undefined>> = {}): Promise<string> {
  return new Promise((done, reject) => {
    execFile(program, args, { env: { ...process.env, ...env }, encoding: 'utf8', timeout: LIMIT_MS, killSignal: 'SIGKILL' }, (error, out, err) => {
      if (error) reject(new Error(`${program} ${args.join(' ')}\n${out}${err}`));
      else done(out.trim());
    });
  });
}

export class Buildah {
  private readonly folder = mkdtempSync(join(tmpdir(), 'pipewright-buildah-'));
  private readonly storage = ['--storage-driver', 'vfs', '--root', join(this.folder, 'storage'), '--runroot', join(this.folder, 'run')];

  /** As `docker buildx build --output type=oci` does. */
  public async build({ context, file, target, buildArgs, labels, archive }: Build): Promise<void> {
    const optional = (flag: string, value: string | undefined) => (value === undefined ? [] : [flag, value]);
    await this.buildah(
      'build', '--isolation', 'chroot', '--format', 'oci', '--tag', 'built', ...optional('--file', file), ...optional('--target', target),
      ...buildArgs.flatMap((value) => ['--build-arg', value]), ...labels.flatMap((value) => ['--label', value]), context,
    );
    await this.buildah('push', 'built', `oci-archive:${archive}`);
  }

  /** What a command in the image prints. */
  public async run(archive: string, ...command: readonly string[]): Promise<string> {
    const container = await this.buildah('from', `oci-archive:${archive}`);
    return this.buildah('run', '--isolation', 'chroot', container, '--', ...command);
  }

  public stop(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private buildah(...args: string[]): Promise<string> {
    return output('buildah', [...this.storage, ...args]);
  }
}
