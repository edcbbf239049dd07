/** What GitHub and its runners are to a job, beyond its steps: a home of its own, a token for those that may have one, the world's registries. */
import { chmodSync, copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Buildah } from './buildah';
import { Internet } from './internet';
import { Issuer } from './issuer';
import { STAND_INS } from './stand-ins';
import { Emulate } from '../../src/local/emulated/emulation';
import { emulationOf as builtIn } from '../../src/local/emulated/registry';
import { LegState } from '../../src/local/leg-state';
import { environmentName } from '../../src/workflow/deployment';
import { JobModel, WorkflowModel } from '../../src/workflow/model';
import { temporary } from '../targets/support/tools';

export interface HostedProps {
  readonly issuer: Issuer;
  readonly internet: Internet;
  /** Start of every token's subject. */
  readonly subject: string;
  /** Environment of each job. */
  readonly env?: Readonly<Record<string, string>>;
}

export class Hosted {
  public readonly buildah = new Buildah();
  /** Digests, in the order in which they were built. */
  public readonly built: string[] = [];
  /** Told the digest of an image when it is built. */
  public onBuilt?: (digest: string) => Promise<void>;
  /** File of the attestations. */
  public readonly attestations = join(temporary(), 'attestations');
  /** Whether attestations are stored. */
  public attests = true;
  /** Programs that come before the machine's own. */
  public readonly bin = temporary();
  private readonly begun = new WeakSet<LegState>();

  constructor(public readonly props: HostedProps) {
    copyFileSync(join(__dirname, 'gh.mjs'), join(this.bin, 'gh'));
    chmodSync(join(this.bin, 'gh'), 0o755);
  }

  /** What stands in for the actions of a workflow's jobs. */
  public emulationOf(workflow: WorkflowModel): (name: string) => Emulate | undefined {
    return (name) => {
      const standIn = STAND_INS[name.toLowerCase()];
      const emulate = standIn ? (action: Parameters<Emulate>[0]) => standIn(action, this) : builtIn(name);
      return emulate && ((action) => {
        this.begin(action.leg, workflow.jobs[action.env.GITHUB_JOB]);
        return emulate(action);
      });
    };
  }

  public stop(): void {
    this.buildah.stop();
  }

  private begin(leg: LegState, job: JobModel): void {
    if (this.begun.has(leg)) return;
    this.begun.add(leg);
    const home = join(leg.around.folders.temp, '..', 'home');
    mkdirSync(home, { recursive: true });
    const environment = environmentName(job);
    const subject = `${this.props.subject}:${environment === undefined ? 'ref:refs/heads/main' : `environment:${environment}`}`;
    const mayAsk = typeof job.permissions === 'object' && job.permissions?.['id-token'] === 'write';
    Object.assign(leg.env, this.props.env, { HOME: home, ATTESTATIONS: this.attestations }, mayAsk ? this.props.issuer.request(subject) : {});
  }
}
