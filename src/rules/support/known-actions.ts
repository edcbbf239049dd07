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
  definitions.set(document, new Map([...actions].map(([name, action]) => [plainName(name), action])));
}

export function knownAction(document: WorkflowDocument, step: StepFacts): KnownAction | undefined {
  const name = step.action ?? (step.uses?.kind === 'local' ? step.uses.path : undefined);
  if (name === undefined) return undefined;
  return definitions.get(document)?.get(plainName(name)) ?? fromCatalogue(name);
}

/** `$/path` and `./path` are the same action. */
function plainName(name: string): string {
  return name.toLowerCase().replace(/^\$\//, './');
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
  return commentsOf(document).get(step.path.join('\n'));
}

const comments = new WeakMap<WorkflowDocument, ReadonlyMap<string, string>>();

/** The release that each comment behind a `uses` names, by the step's path. */
function commentsOf(document: WorkflowDocument): ReadonlyMap<string, string> {
  const known = comments.get(document);
  if (known) return known;
  const byStep = new Map<string, string>();
  for (const { path, text } of document.comments) {
    const version = path[path.length - 1] === 'uses' ? /(?:^|[\s#=])(v?\d+(?:\.\d+)*\S*)/.exec(text)?.[1] : undefined;
    if (version !== undefined) byStep.set(path.slice(0, -1).join('\n'), version);
  }
  comments.set(document, byStep);
  return byStep;
}

/** Below 1.0 the minor version is what counts. */
function major(version: string): string {
  const [first, second = ''] = version.replace(/^v/, '').split('.');
  return first === '0' ? `0.${second}` : first;
}
