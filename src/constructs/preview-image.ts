import { Construct } from 'constructs';
import { ContainerImage } from './container-image';
import { Registry } from '../registries/registry';
import { allOf } from '../synth/facts';
import { PushPurpose } from '../targets/target';

/** A pull request is open, or was changed. */
const OPEN = 'github.event_name == \'pull_request\' && github.event.action != \'closed\'';
/** Not a fork's: what it changes was written by somebody who may write to the repository. */
export const SAME_REPOSITORY = 'github.event.pull_request.head.repo.full_name == github.repository';
export const IS_PREVIEWED = allOf(OPEN, SAME_REPOSITORY)!;

/** The refs of a pull request's jobs. A merged one is closed on the branch that it was merged into. */
export function previewRefs(branches: readonly string[]): string[] {
  return ['refs/pull/*', ...(Array.isArray(branches) ? branches : []).map((branch) => `refs/heads/${branch}`)];
}

export interface PreviewImageProps {
  /** How it is built; whether it is one is checked by the target. */
  readonly like: ContainerImage | undefined;
  readonly registries: Registry[];
  readonly environment: string;
  readonly branches: readonly string[];
}

/** An image built as another is, for pull requests: always without credentials, published only for those of the repository itself. */
export class PreviewImage extends ContainerImage {
  /** @internal */
  public override readonly _purpose: PushPurpose | undefined = 'preview';
  private readonly branches: readonly string[];

  constructor(scope: Construct, id: string, props: PreviewImageProps) {
    const { context, dockerfile, target, buildArgs, platforms, multiPlatform, runner, timeoutMinutes } = props.like?._props ?? {};
    super(scope, id, {
      context, dockerfile, target, buildArgs, platforms, multiPlatform, runner, timeoutMinutes,
      registries: props.registries, environment: props.environment, tags: ['type=ref,event=pr'], if: OPEN, provenance: false,
    });
    this.branches = props.branches;
  }

  /** @internal */
  public override _publishCondition(): string {
    return SAME_REPOSITORY;
  }

  /** @internal */
  public override _publishRefs(): string[] {
    return previewRefs(this.branches);
  }

  /** GitHub names the refs of pull requests differently there: the trust of the clouds tests them. @internal */
  public override _environmentRefs(): undefined {
    return undefined;
  }
}
