import { Construct } from 'constructs';
import { ContainerImage } from './container-image';
import { SmokeTest } from './deploy-target';
import { PreviewImage } from './preview-image';
import { PreviewDestroy, PreviewTarget } from './preview-target';
import { App } from '../app';
import { checkNew } from '../checks/guard';
import { Pipeline } from '../pipeline';
import { Platform } from '../platform';
import { Registry } from '../registries/registry';
import { SecretRef } from '../secret-ref';
import { Trigger } from '../trigger';
import { Replicas, Workload } from '../workload';

export interface PreviewPipelineProps {
  /** The image to build as: its folder, Dockerfile, arguments and platforms. */
  readonly image: ContainerImage;
  /** What each preview runs. */
  readonly workload: Workload;
  /** Where previews run: a network, a namespace, a project, a resource group or a host that is not production's. */
  readonly platform: Platform;
  /**
   * Registries of the previews' images. They are no repository of another image: a pull request must not replace its tags.
   * @default - ghcr.io, `<owner>/<repository>-preview`
   */
  readonly registries?: Registry[];
  /**
   * Branches whose pull requests are previewed, by their exact names.
   * @default - the default branch
   */
  readonly branches?: string[];
  /**
   * Where a preview is reached, with `pr-{number}` in it: `https://pr-{number}.preview.example.com`.
   * @default - none
   */
  readonly url?: string;
  /**
   * A request that must succeed; `pr-{number}` in its URL, too.
   * @default - none
   */
  readonly smokeTest?: SmokeTest;
  /**
   * GitHub environment of all previews, used by nothing else. Its name is a part of what the clouds trust.
   * @default preview
   */
  readonly environment?: string;
  /**
   * Environment variables, over the workload's.
   * @default - the workload's
   */
  readonly env?: { [name: string]: string };
  /**
   * Secrets, over the workload's: a preview should read none of production's.
   * @default - the workload's
   */
  readonly secrets?: { [name: string]: SecretRef };
  /**
   * Instances of each preview.
   * @default - the workload's
   */
  readonly replicas?: Replicas;
  /**
   * Minutes after which a job that deploys is killed.
   * @default 40
   */
  readonly timeoutMinutes?: number;
  /**
   * Name of the workflow.
   * @default - made from the id
   */
  readonly displayName?: string;
}

/**
 * A preview of each pull request of the repository itself: built, deployed beside the others, destroyed when it is closed.
 * A fork's pull request is built, and no more. Previews have an identity of their own, which nothing else trusts or uses.
 */
export class PreviewPipeline extends Pipeline {
  constructor(scope: Construct, id: string, props: PreviewPipelineProps) {
    checkNew('PreviewPipeline', undefined, scope, id, props);
    const root = scope.node.root;
    const app = root instanceof App ? root : undefined;
    const branches = props.branches ?? [app?.defaultBranch ?? 'main'];
    super(scope, id, {
      displayName: props.displayName,
      triggers: [
        Trigger.pullRequest({ types: ['opened', 'synchronize', 'reopened', 'closed'], branches }),
        Trigger.manual({ inputs: { number: { description: 'Number of the pull request whose preview is destroyed', required: true } } }),
      ],
      // one at a time and none cancelled: a preview is never half deployed, and never deployed after it was destroyed
      concurrency: { group: `${id}-\${{ github.event.pull_request.number || inputs.number }}`, cancelInProgress: false },
    });
    const environment = props.environment ?? 'preview';
    const registries = props.registries ?? [Registry.ghcr(app?.repository && { repository: `${app.repository.owner}/${app.repository.name}-preview` })];
    const image = new PreviewImage(this, 'image', { like: props.image, registries, environment, branches });
    const target = new PreviewTarget(this, 'deploy', { ...props, like: props.image, image, environment, branches });
    new PreviewDestroy(this, 'destroy', target);
  }
}
