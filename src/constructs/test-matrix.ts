import { Construct } from 'constructs';
import { Coverage } from './coverage';
import { checkout, cachesAllowed } from './shared';
import { OS_AXIS, uploads } from './test-results';
import { checkNew } from '../checks/guard';
import { JobBase, JobBaseProps } from '../job-base';
import { Runner } from '../runner';
import { Step } from '../step';
import { allOf } from '../synth/facts';
import { JobSpec, LoweringScope } from '../synth/job-spec';
import { legs, titleOf } from '../synth/props';
import { Toolchain } from '../toolchains/toolchain';
import { defined } from '../values';
import { MatrixModel, StrategyModel } from '../workflow/model';

export interface TestMatrixProps extends JobBaseProps {
  /** How the project is set up, installed and tested; its versions are an axis. */
  readonly toolchain: Toolchain;
  /**
   * Runners to test on.
   * @default - Ubuntu 24.04
   */
  readonly runners?: Runner[];
  /**
   * Further axes by name; read them as `${{ matrix.<name> }}`.
   * @default - none
   */
  readonly axes?: { [name: string]: any };
  /**
   * Further legs, or keys added to legs that match; runners by their label under `os`.
   * @default - none
   */
  readonly include?: { [name: string]: any }[];
  /**
   * Legs to leave out.
   * @default - none
   */
  readonly exclude?: { [name: string]: any }[];
  /**
   * Cancel the other legs when one fails.
   * @default false
   */
  readonly failFast?: boolean;
  /**
   * Legs at a time.
   * @default - as many as runners are free
   */
  readonly maxParallel?: number;
  /**
   * Where the coverage of the tests is reported.
   * @default - not measured
   */
  readonly coverage?: Coverage;
  /**
   * Keep test results and coverage as artifacts, also when tests fail.
   * @default true
   */
  readonly results?: boolean;
  /**
   * Environment of all steps.
   * @default - none
   */
  readonly env?: { [name: string]: string };
  /**
   * Minutes after which a leg is killed.
   * @default 30
   */
  readonly timeoutMinutes?: number;
  /**
   * Steps before the tests, after the dependencies are installed.
   * @default - none
   */
  readonly before?: Step[];
  /**
   * Steps after the tests.
   * @default - none
   */
  readonly after?: Step[];
}

/** Runs the toolchain's tests over versions × runners × further axes. */
export class TestMatrix extends JobBase {
  private readonly props: TestMatrixProps;

  constructor(scope: Construct, id: string, props: TestMatrixProps) {
    super(scope, id, props);
    checkNew('TestMatrix', this, scope, id, props);
    this.props = props;
    if (props.runners?.length === 0) {
      this._report({ ruleId: 'matrix', at: 'runners', message: 'the list of runners is empty, so nothing is tested', value: [], fix: 'list one, such as Runner.UBUNTU_24_04, or leave the prop out' });
    }
  }

  /** @internal */
  public _jobs(scope: LoweringScope): JobSpec[] {
    const report = this.props.coverage?._codecov ? [this.codecovJob()] : [];
    return [this.testJob(scope), ...report];
  }

  private testJob(scope: LoweringScope): JobSpec {
    const { toolchain, coverage, ...p } = this.props;
    const runners = this.runners;
    const single = runners.length === 1 && !p.include?.some((leg) => OS_AXIS in leg);
    return {
      name: p.displayName ?? titleOf(this.node.id),
      chosenRunners: runners,
      runsOn: single ? runners[0] : `\${{ matrix.${OS_AXIS} }}`,
      needs: p.needs,
      if: p.if,
      env: p.env,
      timeoutMinutes: p.timeoutMinutes,
      strategy: this.strategy(single ? [] : runners),
      toolchainVersion: `matrix.${toolchain.name}`,
      steps: [
        checkout(),
        ...toolchain._provider.setup({ cache: cachesAllowed(scope.facts) }),
        ...toolchain._provider.install(),
        ...(p.before ?? []),
        ...toolchain._provider.test({ coverage: coverage !== undefined }),
        ...(coverage ? this.coverageSummary() : []),
        ...(p.after ?? []),
        ...(p.results === false ? [] : uploads(this.node.id, this.props, single)),
      ],
    };
  }

  /** An empty list is reported. */
  private get runners(): readonly Runner[] {
    return this.props.runners?.length ? this.props.runners : [Runner.UBUNTU_24_04];
  }

  private strategy(runners: readonly Runner[]): StrategyModel {
    const { toolchain, axes, include, exclude, failFast, maxParallel } = this.props;
    const matrix: MatrixModel = {
      [toolchain.name]: toolchain.versions,
      ...(runners.length ? { [OS_AXIS]: runners.map((runner) => runner._runsOn()) } : {}),
      ...axes,
      ...legs(include, exclude),
    };
    return defined({ 'fail-fast': failFast ?? false, 'max-parallel': maxParallel, matrix });
  }

  private coverageSummary(): Step[] {
    const { coverageSummary, workingDirectory } = this.props.toolchain._provider;
    if (!coverageSummary) return [];
    const script = ['{', '  echo "### Coverage"', '  echo', ...coverageSummary.split('\n').map((line) => `  ${line}`), '} >> "${GITHUB_STEP_SUMMARY}"'].join('\n');
    return [Step.run(script, { name: 'Summarize coverage', if: '!cancelled()', shell: 'bash', workingDirectory })];
  }

  /**
   * A job of its own, because it alone holds `id-token: write`: the tests run code of a pull request.
   * A fork has no OIDC token; Codecov takes its uploads without one.
   */
  private codecovJob(): JobSpec {
    const { coverage, displayName } = this.props;
    return {
      part: 'codecov',
      name: `${displayName ?? titleOf(this.node.id)}: Codecov`,
      runsOn: Runner.UBUNTU_24_04,
      needs: [this],
      if: allOf('!cancelled()', this.props.if),
      timeoutMinutes: 10,
      steps: [
        checkout(),
        Step.uses('actions/download-artifact', {
          name: 'Download coverage',
          with: { pattern: `${this.node.id}-coverage-*`, path: 'coverage-reports' },
        }),
        Step.uses('codecov/codecov-action', {
          name: 'Upload to Codecov',
          with: {
            use_oidc: '${{ !github.event.pull_request.head.repo.fork }}',
            directory: 'coverage-reports',
            ...defined({ flags: coverage?._codecov?.flags?.join(','), fail_ci_if_error: coverage?._codecov?.required ?? false }),
          },
        }),
      ],
    };
  }
}
