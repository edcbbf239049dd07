/** The actions whose inputs and outputs are known: the catalogue's, and those that an app defines itself. */
import { StepFacts } from './facts';
import { isSha } from './uses';
import { actionNames, CatalogueInput, lookupAction } from '../../actions/catalogue';
import { WorkflowDocument } from '../../workflow/document';

export interface KnownAction {
  readonly inputs: Readonly<Record<string, CatalogueInput>>;
  readonly outputs: readonly string[];
  /** Of the catalogue; a definition of the app's has none and always holds. */
  readonly version?: string;
  readonly sha?: string;
}

const definitions = new WeakMap<WorkflowDocument, ReadonlyMap<string, KnownAction>>();
let catalogue: ReadonlyMap<string, KnownAction> | undefined;

/** Tells the rules of the actions that an app defines, by `owner/repo[/path]` or `./path`, for one of its documents. */
export function defineActions(document: WorkflowDocument, actions: ReadonlyMap<string, KnownAction>): void {
  definitions.set(document, new Map([...actions].map(([name, action]) => [name.toLowerCase(), action])));
}

export function knownAction(document: WorkflowDocument, step: StepFacts): KnownAction | undefined {
  const name = step.action ?? (step.uses?.kind === 'local' ? step.uses.path.toLowerCase() : undefined);
  if (name === undefined) return undefined;
  return definitions.get(document)?.get(name) ?? fromCatalogue(name);
}

/** The catalogue's entry, whatever the case of the name. */
export function fromCatalogue(name: string): KnownAction | undefined {
  catalogue ??= new Map(actionNames().map((known) => [known.toLowerCase(), lookupAction(known)!]));
  return catalogue.get(name.toLowerCase());
}

/**
 * Is the step's ref the release that we know, or one that has the same inputs? Older majors have others.
 * A SHA tells nothing but when it is the catalogue's own, or when the comment behind it names the release.
 */
export function isSameMajor(document: WorkflowDocument, step: StepFacts, action: KnownAction): boolean {
  if (action.version === undefined || step.uses?.kind !== 'action') return true;
  const { ref } = step.uses;
  if (ref === action.sha) return true;
  const written = isSha(ref) ? versionComment(document, step) : ref;
  return written !== undefined && major(written) === major(action.version);
}

/** `v4.2.2` of `uses: actions/checkout@<sha> # v4.2.2`. */
export function versionComment(document: WorkflowDocument, step: StepFacts): string | undefined {
  return commentsOf(document).get(step.job.id)?.get(step.index);
}

type Comments = ReadonlyMap<string, ReadonlyMap<number, string>>;
const comments = new WeakMap<WorkflowDocument, Comments>();

/** The release that each comment behind a `uses` names, by job and step. */
function commentsOf(document: WorkflowDocument): Comments {
  const known = comments.get(document);
  if (known) return known;
  const byJob = new Map<string, Map<number, string>>();
  for (const { path: [, job, , step, key], text } of document.comments) {
    const version = key === 'uses' ? /(?:^|[\s#=])(v?\d+(?:\.\d+)*\S*)/.exec(text)?.[1] : undefined;
    if (version === undefined) continue;
    const steps = byJob.get(String(job)) ?? new Map<number, string>();
    byJob.set(String(job), steps.set(Number(step), version));
  }
  comments.set(document, byJob);
  return byJob;
}

function major(version: string): string {
  const start = version.startsWith('v') ? 1 : 0;
  const dot = version.indexOf('.', start);
  return version.slice(start, dot < 0 ? undefined : dot);
}
