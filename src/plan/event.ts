import { describeEvent, EventFacts } from './event-facts';
import {
  CallEventProps, CustomEventProps, ManualEventProps, PullRequestEventProps, PushEventProps, ReleaseEventProps, ScheduleEventProps,
} from './event-props';

/** Something that may start a workflow. What is not said of it is unknown, and a plan says so. */
export class Event {
  /** A push of a branch (by default the default branch) or of a tag. */
  public static push(props: PushEventProps = {}): Event {
    return new Event({
      name: 'push',
      ...ref('push', props),
      changedPaths: props.paths,
      message: props.message,
      actor: props.actor,
      payload: props.payload ?? {},
    });
  }

  /** A pull request, by default opened from a branch of the same repository. */
  public static pullRequest(props: PullRequestEventProps = {}): Event {
    return new Event({
      name: props.target ? 'pull_request_target' : 'pull_request',
      action: props.action ?? 'opened',
      branch: props.base,
      pullRequest: {
        base: props.base,
        head: props.head,
        number: props.number ?? 1,
        fork: props.fork ?? false,
        draft: props.draft ?? false,
        merged: props.merged ?? false,
        labels: props.labels ?? [],
        label: props.label,
        title: props.title,
        author: props.author,
      },
      changedPaths: props.paths,
      actor: props.actor,
      payload: props.payload ?? {},
    });
  }

  /** A release, by default published. */
  public static release(props: ReleaseEventProps): Event {
    if (!props?.tag) throw new Error('a release has a tag: Event.release({ tag: \'v1.2.3\' })');
    return new Event({
      name: 'release',
      action: props.action ?? 'published',
      tag: props.tag,
      prerelease: props.prerelease ?? false,
      actor: props.actor,
      payload: props.payload ?? {},
    });
  }

  /** A time that has come: `daily` and `cron` triggers. */
  public static schedule(props: ScheduleEventProps = {}): Event {
    return new Event({ name: 'schedule', cron: props.cron, payload: {} });
  }

  /** A start by hand. */
  public static manual(props: ManualEventProps = {}): Event {
    return new Event({
      name: 'workflow_dispatch',
      ...ref('manual', props),
      inputs: props.inputs ?? {},
      actor: props.actor,
      payload: props.payload ?? {},
    });
  }

  /** A call by another workflow. */
  public static call(props: CallEventProps = {}): Event {
    return new Event({ name: 'workflow_call', inputs: props.inputs ?? {}, caller: props.caller?._facts, payload: {} });
  }

  /** Any event by GitHub's own name: `issues`, `workflow_run`, `repository_dispatch`, … */
  public static custom(name: string, props: CustomEventProps = {}): Event {
    if (name === 'pull_request' || name === 'pull_request_target') {
      return Event.pullRequest({ ...props, base: props.branch, target: name === 'pull_request_target' });
    }
    if (name === 'workflow_call') return Event.call({ inputs: props.payload?.inputs });
    return new Event({
      name,
      action: props.action,
      ...ref('custom', props),
      changedPaths: props.paths,
      actor: props.actor,
      inputs: name === 'workflow_dispatch' ? props.payload?.inputs ?? {} : undefined,
      cron: name === 'schedule' ? props.payload?.schedule : undefined,
      payload: props.payload ?? {},
    });
  }

  /** GitHub's name of the event. */
  public readonly name: string;
  /** @internal */
  public readonly _facts: EventFacts;

  private constructor(facts: EventFacts) {
    this.name = facts.name;
    this._facts = facts;
  }

  /** In words. */
  public toString(): string {
    return describeEvent(this._facts);
  }
}

function ref(factory: string, props: { readonly branch?: string; readonly tag?: string }): { branch?: string; tag?: string } {
  if (props.branch !== undefined && props.tag !== undefined) {
    throw new Error(`Event.${factory} takes a branch or a tag, not both; branch '${props.branch}' and tag '${props.tag}' were given`);
  }
  return {
    branch: stripped(props.branch, 'refs/heads/'),
    tag: stripped(props.tag, 'refs/tags/'),
  };
}

/** A full ref is taken as the name that it means. */
function stripped(name: string | undefined, prefix: string): string | undefined {
  return name?.startsWith(prefix) ? name.slice(prefix.length) : name;
}
