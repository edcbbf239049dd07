import { Construct } from 'constructs';
import { cachesAllowed, checkout } from './shared';
import { checkNew } from '../checks/guard';
import { JobBase, JobBaseProps } from '../job-base';
import { Runner } from '../runner';
import { Step } from '../step';
import { JobSpec, LoweringScope } from '../synth/job-spec';
import { titleOf } from '../synth/props';
import { Linter, Severity } from '../toolchains/linter';
import { Toolchain } from '../toolchains/toolchain';

export interface LintJobProps extends JobBaseProps {
  /** How the linters are installed. */
  readonly toolchain: Toolchain;
  /**
   * What looks at the code.
   * @default - the toolchain's usual
   */
  readonly linters?: Linter[];
  /**
   * Runner of the job.
   * @default Runner.UBUNTU_24_04
   */
  readonly runner?: Runner;
  /**
   * Minutes after which the job is killed.
   * @default 15
   */
  readonly timeoutMinutes?: number;
}

/** Runs the toolchain's linters, on its first version. */
export class LintJob extends JobBase {
  private readonly props: LintJobProps;

  constructor(scope: Construct, id: string, props: LintJobProps) {
    super(scope, id, props);
    checkNew('LintJob', this, scope, id, props);
    this.props = props;
    const linters = props.linters ?? props.toolchain?.linters;
    if (linters?.length === 0) {
      this._report({ ruleId: 'linters', at: 'linters', message: 'the list of linters is empty, so nothing is linted', value: [], fix: 'list one, such as Linter.custom({ name, command })' });
    }
  }

  /** @internal */
  public _jobs(scope: LoweringScope): JobSpec[] {
    const { toolchain, linters = toolchain.linters, ...p } = this.props;
    return [{
      name: p.displayName ?? titleOf(this.node.id),
      runsOn: p.runner ?? Runner.UBUNTU_24_04,
      needs: p.needs,
      if: p.if,
      timeoutMinutes: p.timeoutMinutes ?? 15,
      toolchainVersion: toolchain.versions[0],
      steps: [
        checkout(),
        ...toolchain._provider.setup({ cache: cachesAllowed(scope.facts) }),
        ...toolchain._provider.install(),
        ...linters.flatMap((linter) => this.steps(linter)),
      ],
    }];
  }

  /** Every linter runs, also after another found something: a person wants all findings at once. */
  private steps(linter: Linter): Step[] {
    const { workingDirectory, linterPrefix = '' } = this.props.toolchain._provider;
    // uv and Poetry keep a project's packages in an environment of its own
    const own = (script: string) => (script.startsWith('python -m ') ? `${linterPrefix}${script}` : script);
    const command = own(linter._command);
    const step = (name: string, script: string, env?: Record<string, string>) => Step.run(script, { name, if: '!cancelled()', shell: 'bash', workingDirectory, env });
    // a name that the shell or the log would read in its own way is handed over as a value
    const simple = /^[\w .+-]+$/.test(linter.name);
    const shown = simple ? linter.name : '${LINTER}';
    const env = simple || linter.severity === Severity.ERROR ? undefined : { LINTER: linter.name.replace(/\s+/g, ' ') };
    const warning = `echo "::warning title=${shown}::${shown} has findings; they are reported and do not fail the job"`;
    const main = linter.severity === Severity.ERROR ? command : `if ! ${grouped(command)}; then\n  ${warning}\nfi`;
    return [step(linter.name, main, env), ...(linter._advice ? [step(`${linter.name} (advice)`, own(linter._advice))] : [])];
  }
}

/** Several lines or commands as one, for `if !`. */
function grouped(command: string): string {
  return /[\n;&|]/.test(command) ? `(\n${command}\n)` : command;
}
