/** A real API server with simulated nodes, and a job's steps run on it as a runner runs them. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Step } from '../../../src/step';
import type { TargetOutput } from '../../../src/targets/target';

const ENGINES = join(__dirname, '../../../scripts/engines/kubernetes');

export interface Result {
  readonly status: number;
  readonly log: string;
  readonly out: string;
}

/** Never rejects: what the program printed tells more than an exception. Not the synchronous kind, because tests serve it. */
export function run(program: string, args: readonly string[], env: Readonly<Record<string, string | undefined>> = {}, cwd?: string): Promise<Result> {
  return new Promise((done) => {
    execFile(program, args, { cwd, env: { ...process.env, ...env }, encoding: 'utf8', maxBuffer: 1 << 26 }, (error, out, err) => {
      done({ status: error ? Number(error.code ?? 1) : 0, log: out + err, out });
    });
  });
}

export class Cluster {
  public static async start(authentication?: string): Promise<Cluster> {
    const folder = mkdtempSync(join(tmpdir(), 'pipewright-cluster-'));
    const started = await run(join(ENGINES, 'start.sh'), [folder, ...(authentication ? [authentication] : [])]);
    if (started.status !== 0) throw new Error(started.log);
    const built = await run(join(ENGINES, 'build.sh'), []);
    return new Cluster(folder, built.out.trim());
  }

  public readonly kubeconfig: string;
  /** The tools first, as on the runner. */
  public readonly path: string;

  private constructor(private readonly folder: string, bin: string) {
    this.kubeconfig = join(folder, 'kubeconfig');
    this.path = `${bin}:${process.env.PATH}`;
  }

  public async stop(): Promise<void> {
    await run(join(ENGINES, 'stop.sh'), [this.folder]);
  }

  /** From now on these images run and never become ready, as those whose digest begins with `bad`. */
  public async neverReady(...digests: readonly string[]): Promise<void> {
    const { status, log } = await run(join(ENGINES, 'kwok.sh'), [this.folder, ...digests]);
    if (status !== 0) throw new Error(log);
  }

  /** As the administrator. */
  public kubectl(...args: string[]): Promise<Result> {
    return run('kubectl', args, { PATH: this.path, KUBECONFIG: this.kubeconfig });
  }

  public async json(...args: string[]): Promise<any> {
    const { status, out, log } = await this.kubectl(...args, '--output', 'json');
    if (status !== 0) throw new Error(log);
    return JSON.parse(out);
  }

  /** A kubeconfig of somebody else: the administrator in their clothes, so that only their rights count. */
  public async kubeconfigOf(user: string, groups: readonly string[]): Promise<string> {
    const config = await this.json('config', 'view', '--raw');
    config.users[0].user = { ...config.users[0].user, 'as': user, 'as-groups': [...groups, 'system:authenticated'] };
    const path = join(this.folder, `${groups[0] ?? user}.kubeconfig`);
    writeFileSync(path, JSON.stringify(config));
    return path;
  }

  /** URL and certificate of the API server. */
  public async server(): Promise<{ url: string; certificate: string }> {
    const { clusters: [{ cluster }] } = await this.json('config', 'view', '--raw');
    return { url: cluster.server, certificate: Buffer.from(cluster['certificate-authority-data'], 'base64').toString() };
  }
}

/** A checked-out repository with what the target wrote. */
export class Checkout {
  public readonly root = mkdtempSync(join(tmpdir(), 'pipewright-checkout-'));

  constructor(private readonly output: TargetOutput, private readonly directory: string) {
    const all = [...output.files, ...output.bootstrap.map(({ path, content }) => ({ path: `bootstrap/${path}`, content }))];
    for (const { path, content } of all) {
      const file = join(this.root, directory, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    }
  }

  /** The cluster's part of the bootstrap, by the commands that a person is given. */
  public async bootstrap(cluster: Cluster): Promise<Result> {
    const commands = this.output.bootstrapCommands.map(({ command }) => command).filter((command) => command.startsWith('kubectl apply'));
    return run('bash', ['-ec', commands.join('\n')], { PATH: cluster.path, KUBECONFIG: cluster.kubeconfig }, this.root);
  }

  /** A deploy job on a runner of its own: the steps in order, the rollback where one failed. */
  public async deploy(cluster: Cluster, kubeconfig: string, image: string): Promise<Result & { readonly rolledBack: boolean }> {
    const fresh = new Checkout(this.output, this.directory);
    const env = { ...runner(cluster, kubeconfig), IMAGE: image, DIGEST: image.replace(/.*@/, ''), ENVIRONMENT: 'test' };
    const { operations } = this.output;
    const job = await fresh.steps([...operations.deploy(), ...operations.verify()], env);
    if (job.status === 0) return { ...job, rolledBack: false };
    const rollback = await fresh.steps(operations.rollback(), env);
    return { status: job.status, out: '', log: `${job.log}\n### rollback: ${rollback.status}\n${rollback.log}`, rolledBack: rollback.status === 0 };
  }

  public operation(name: 'drift' | 'destroy' | 'login', cluster: Cluster, kubeconfig: string, env: Readonly<Record<string, string>> = {}): Promise<Result> {
    return new Checkout(this.output, this.directory).steps(this.output.operations[name](), { ...runner(cluster, kubeconfig), ...env });
  }

  private async steps(steps: readonly Step[], env: Readonly<Record<string, string>>): Promise<Result> {
    let log = '';
    for (const { _spec } of steps) {
      if (_spec.run === undefined) continue;
      const result = await run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', _spec.run], { ...env, ...secretsOf(_spec.props.env, env) }, this.root);
      log += `### ${_spec.props.name}\n${result.log}\n`;
      if (result.status !== 0) return { ...result, log };
    }
    return { status: 0, out: '', log };
  }
}

/** A runner's environment, with nothing of an earlier job. */
function runner(cluster: Cluster, kubeconfig: string): Record<string, string> {
  const temp = mkdtempSync(join(tmpdir(), 'pipewright-runner-'));
  return { PATH: cluster.path, KUBECONFIG: kubeconfig, HOME: temp, RUNNER_TEMP: temp, GITHUB_OUTPUT: join(temp, 'output') };
}

/** The step's environment; secrets are given under their own names. */
function secretsOf(env: Readonly<Record<string, string>> = {}, given: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value.replace(/\$\{\{ secrets\.(\w+) \}\}/, (_, secret: string) => given[secret] ?? '')]));
}

