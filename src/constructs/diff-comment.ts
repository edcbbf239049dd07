import { Construct } from 'constructs';
import { commentScript, diffScript } from './diff-scripts';
import { cachesAllowed } from './shared';
import { checkNew } from '../checks/guard';
import { JobBase, JobBaseProps } from '../job-base';
import { Runner } from '../runner';
import { Step } from '../step';
import { allOf } from '../synth/facts';
import { JobSpec, LoweringScope } from '../synth/job-spec';
import { titleOf } from '../synth/props';
import { Toolchain } from '../toolchains/toolchain';

export interface DiffCommentProps extends JobBaseProps {
  /**
   * Installs the library and what the program needs, in the program's folder.
   * @default - Node.js 24 and `npm ci`
   */
  readonly toolchain?: Toolchain;
  /**
   * The program, from the toolchain's folder.
   * @default pipeline.ts
   */
  readonly file?: string;
  /**
   * What starts the library's command line there.
   * @default npx --no-install pipewright
   */
  readonly command?: string;
  /**
   * Runner of the job.
   * @default Runner.UBUNTU_24_04
   */
  readonly runner?: Runner;
  /**
   * Minutes after which the job that compares is killed.
   * @default 15
   */
  readonly timeoutMinutes?: number;
}

const ON_PULL_REQUEST = 'github.event_name == \'pull_request\'';
const OWN = 'github.event.pull_request.head.repo.full_name == github.repository';

/**
 * Says in one comment on the pull request what it changes in the pipelines and their infrastructure, and keeps that comment up to date.
 * The pull request's own code runs in a job without a scope to write; a second one, which runs none of it, posts the text.
 * The token of a fork cannot comment: there the text is in the run's summary, with a notice.
 */
export class DiffComment extends JobBase {
  private readonly props: DiffCommentProps;

  constructor(scope: Construct, id: string, props: DiffCommentProps = {}) {
    super(scope, id, props);
    checkNew('DiffComment', this, scope, id, props);
    this.props = props;
  }

  /** @internal */
  public _jobs(scope: LoweringScope): JobSpec[] {
    const { events, call } = scope.facts;
    if (!call && !events.includes('pull_request')) {
      scope.report({
        ruleId: 'diff-comment', message: 'there is no pull request to comment on', value: events.join(', '), fix: 'add Trigger.pullRequest() to the pipeline\'s triggers',
      });
    }
    const diff = this.diffStep();
    return [this.diffJob(scope, diff), this.commentJob(diff)];
  }

  private diffJob(scope: LoweringScope, diff: Step): JobSpec {
    const { toolchain = Toolchain.node({ versions: ['24'] }), ...p } = this.props;
    return {
      name: this.title,
      runsOn: p.runner ?? Runner.UBUNTU_24_04,
      needs: p.needs,
      if: allOf(ON_PULL_REQUEST, p.if),
      timeoutMinutes: p.timeoutMinutes ?? 15,
      toolchainVersion: toolchain.versions[0],
      steps: [
        // GitHub tests the merge of a pull request: the first parent is the branch that it goes into
        Step.uses('actions/checkout', { name: 'Check out the merge and the base', with: { 'fetch-depth': 2 } }),
        ...toolchain._provider.setup({ cache: cachesAllowed(scope.facts) }),
        ...toolchain._provider.install(),
        diff,
        Step.uses('actions/upload-artifact', {
          name: 'Hand over the text',
          with: { 'name': this.artifact, 'path': '${{ runner.temp }}/pipewright-diff/diff.md', 'if-no-files-found': 'error', 'retention-days': 1 },
        }),
      ],
    };
  }

  private diffStep(): Step {
    const { toolchain, file = 'pipeline.ts', command = 'npx --no-install pipewright' } = this.props;
    return Step.run(diffScript(command), {
      id: 'diff',
      name: 'Compare with the base',
      shell: 'bash',
      workingDirectory: toolchain?._provider.workingDirectory,
      env: { PIPELINE_FILE: file, FROM_ELSEWHERE: '${{ github.event.pull_request.head.repo.full_name != github.repository }}' },
    });
  }

  private commentJob(diff: Step): JobSpec {
    return {
      part: 'comment',
      name: `${this.title}: comment`,
      runsOn: Runner.UBUNTU_24_04,
      needs: [this],
      if: allOf(ON_PULL_REQUEST, OWN),
      timeoutMinutes: 5,
      permissions: [{ scope: 'pull-requests', level: 'write', reason: 'to comment on the pull request' }],
      steps: [
        Step.uses('actions/download-artifact', { name: 'Take over the text', with: { name: this.artifact, path: '${{ runner.temp }}/pipewright-diff' } }),
        Step.run(commentScript(), {
          name: 'Comment on the pull request',
          shell: 'bash',
          env: {
            GH_TOKEN: '${{ github.token }}',
            PR_NUMBER: '${{ github.event.pull_request.number }}',
            CHANGED: diff.output('changed'),
            MARKER: `<!-- pipewright diff: ${this.node.path} -->`,
            RUN_URL: '${{ github.server_url }}/${{ github.repository }}/actions/runs/${{ github.run_id }}',
          },
        }),
      ],
    };
  }

  private get title(): string {
    return this.props.displayName ?? titleOf(this.node.id);
  }

  private get artifact(): string {
    return `${this.node.id}-text`;
  }
}
