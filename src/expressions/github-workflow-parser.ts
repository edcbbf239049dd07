/**
 * Loads GitHub's own workflow parser (@actions/workflow-parser), bundled by scripts/vendor.mjs, and asks it.
 */
import { loadVendored } from './github-expressions';

interface TokenRange {
  readonly start: { readonly line: number; readonly column: number };
}

interface TemplateContext {
  readonly errors: { getErrors(): { readonly rawMessage: string; readonly range?: TokenRange }[] };
  readonly state: Record<string, unknown>;
}

interface GitHubWorkflowParser {
  readonly NoOperationTraceWriter: new () => object;
  readonly TemplateContext: new (errors: object, schema: object, trace: object) => TemplateContext;
  readonly TemplateValidationErrors: new () => object;
  readonly FeatureFlags: new (features: Readonly<Record<string, boolean>>) => object;
  readonly workflowSchema: WorkflowSchema;
  getWorkflowSchema(): object;
  parseWorkflow(file: { name: string; content: string }, context: TemplateContext): { context: TemplateContext; value?: object };
  convertWorkflowTemplate(context: TemplateContext, root: object, provider?: undefined, options?: object): Promise<unknown>;
}

/** `workflow-v1.0.json`: what GitHub accepts, by definition name. */
export interface WorkflowSchema {
  readonly definitions: Readonly<Record<string, SchemaDefinition>>;
}
export interface SchemaDefinition {
  readonly 'description'?: string;
  readonly 'context'?: readonly string[];
  readonly 'allowed-values'?: readonly string[];
  readonly 'mapping'?: { readonly 'properties'?: Readonly<Record<string, unknown>>; readonly 'loose-key-type'?: string; readonly 'loose-value-type'?: string };
  readonly 'one-of'?: readonly string[];
  readonly [key: string]: unknown;
}

/** What GitHub's parser says against a workflow. Lines and columns count from 1. */
export interface GitHubFinding {
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

let loaded: GitHubWorkflowParser | undefined;

function githubWorkflowParser(): GitHubWorkflowParser {
  loaded ??= loadVendored<GitHubWorkflowParser>('actions-workflow-parser.cjs');
  return loaded;
}

/** GitHub's schema of a workflow. */
export function workflowSchema(): WorkflowSchema {
  return githubWorkflowParser().workflowSchema;
}

/**
 * Parses YAML text as GitHub does; empty when GitHub accepts it.
 * @param features GitHub's names of syntax that is not yet for all, such as `allowBackgroundSteps`
 */
export function parseWithGitHub(file: string, text: string, features: Readonly<Record<string, boolean>> = {}): GitHubFinding[] {
  const api = githubWorkflowParser();
  const context = new api.TemplateContext(new api.TemplateValidationErrors(), api.getWorkflowSchema(), new api.NoOperationTraceWriter());
  const featureFlags = new api.FeatureFlags(features);
  context.state.featureFlags = featureFlags; // the reader asks for them, before the conversion does
  const { value } = api.parseWorkflow({ name: file, content: text }, context);
  // Some errors appear only in the conversion. It is declared async, but awaits only files that it fetches:
  // without a provider it is done when it returns.
  if (value) void api.convertWorkflowTemplate(context, value, undefined, { featureFlags });
  return context.errors.getErrors().map(({ rawMessage, range }) => ({
    message: rawMessage,
    line: range?.start.line,
    column: range?.start.column,
  }));
}
