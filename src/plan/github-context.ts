/**
 * The `github` context of a run, before the run: what the event, the repository and the workflow say, and what is unknown.
 * https://docs.github.com/actions/reference/workflows-and-actions/contexts#github-context
 */
import { EventFacts } from './event-facts';
import { EventIdentity, eventPayload, headRef, personOr, refOf } from './payload';
import { GITHUB_FIELDS } from '../expressions/context-fields';
import { Data } from '../expressions/github-expressions';
import { Unknown } from '../expressions/unknown';
import { openDictionary, toData, unknownBeyond } from '../expressions/values';

export interface ContextProps {
  readonly facts: EventFacts;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly repository?: string;
  readonly defaultBranch: string;
  /** `name` of the workflow, and its file. */
  readonly workflow: string;
  readonly file: string;
}

/** Unknown, but never empty. */
const NEVER_EMPTY = new Set(['sha', 'run_id', 'run_number', 'actor_id', 'repository_id', 'repository_owner_id', 'token', 'workspace', 'workflow_sha']);

export function githubContext(props: ContextProps): Data {
  const identity = identityOf(props);
  const own = { repository: identity.repository, repository_owner: identity.owner, run_attempt: toData('1') };
  const event = props.facts.name === 'workflow_call' ? props.facts.caller : props.facts;
  // a called workflow sees the event of its caller; who calls is not known
  if (!event) return unknownBeyond('github', Object.entries(own));
  const known = Object.entries({ ...own, ...eventFields(event, props, identity) }).map(([key, value]) => [key, toData(value)] as const);
  return openDictionary('github', known, (key) => missing(key.toLowerCase()));
}

function missing(key: string): Data | undefined {
  if (!GITHUB_FIELDS.has(key)) return undefined;
  return new Unknown([`github.${key}`], NEVER_EMPTY.has(key) ? { truth: true } : {});
}

function identityOf({ repository, defaultBranch, facts }: ContextProps): EventIdentity {
  const [owner, name] = repository?.split('/') ?? [];
  const unknown = (label: string) => new Unknown([label], { truth: true });
  return {
    defaultBranch,
    repository: repository === undefined ? unknown('github.repository') : toData(repository),
    owner: owner === undefined ? unknown('github.repository_owner') : toData(owner),
    repositoryName: name === undefined ? unknown('github.event.repository.name') : toData(name),
    actor: personOr((facts.name === 'workflow_call' ? facts.caller ?? facts : facts).actor, 'github.actor'),
  };
}

function eventFields(event: EventFacts, props: ContextProps, identity: EventIdentity): Record<string, unknown> {
  const ref = runRef(event, props.defaultBranch);
  const pr = event.pullRequest;
  return {
    event_name: event.name === 'workflow_call' ? new Unknown(['github.event_name']) : event.name,
    event: eventPayload(event, identity, event === props.facts ? props.inputs : {}),
    ref,
    ref_name: ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    base_ref: pr ? pr.base ?? props.defaultBranch : '',
    head_ref: pr ? headRef(pr) : '',
    actor: identity.actor,
    triggering_actor: identity.actor,
    workflow: props.workflow,
    ...(props.repository === undefined ? {} : { workflow_ref: `${props.repository}/${props.file}@${ref}` }),
    server_url: 'https://github.com',
    api_url: 'https://api.github.com',
    graphql_url: 'https://api.github.com/graphql',
  };
}

/** The ref that a run is on: for a pull request its merge, unless it was merged or runs on its base. */
function runRef(event: EventFacts, defaultBranch: string): string {
  const pr = event.pullRequest;
  if (pr && !pr.merged && event.name !== 'pull_request_target') return `refs/pull/${pr.number}/merge`;
  return refOf(event, { defaultBranch });
}
