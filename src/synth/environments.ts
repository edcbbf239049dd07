/** GitHub's environments of the app, from its targets, images and scans: `deploy/bootstrap/github/`. */
import type { DraftFile } from './draft-file';
import { deployRefs, PipelineFacts, pipelineFacts } from './facts';
import { App } from '../app';
import { mergeTriggers } from './merge-triggers';
import { ContainerImage } from '../constructs/container-image';
import { DeployTarget } from '../constructs/deploy-target';
import { PreviewTarget } from '../constructs/preview-target';
import { SecurityScan } from '../constructs/security-scan';
import { JobBase } from '../job-base';
import { Pipeline } from '../pipeline';
import { Problem } from '../problem';
import { TargetOutput } from '../targets/target';
import { checkEnvironments, environmentsScript, GithubEnvironment } from '../trust/github';

export interface GithubBootstrap {
  readonly environments: readonly GithubEnvironment[];
  readonly files: readonly DraftFile[];
  readonly commands: TargetOutput['bootstrapCommands'];
  readonly problems: readonly Problem[];
}

interface Use {
  readonly construct: JobBase;
  readonly environment: GithubEnvironment;
}

export function environmentsBootstrap(pipelines: readonly Pipeline[], app: App, prefix: string): GithubBootstrap | undefined {
  const used = pipelines.flatMap((pipeline) => {
    const facts = pipelineFacts(mergeTriggers(pipeline.triggers).on, app.defaultBranch);
    return pipeline._jobConstructs().flatMap((construct) => environmentOf(construct, facts).map((environment) => ({ construct, environment })));
  });
  const environments = merge(used.map(({ environment }) => environment));
  if (environments.length === 0 || app.repository === undefined) return undefined;
  const directory = `${prefix}deploy/bootstrap/github`;
  const script = environmentsScript(app.repository, environments);
  return {
    environments,
    files: [{ ...script, path: `${directory}/${script.path}` }],
    commands: [{
      description: 'Create the environments of the repository, with their reviewers and the refs that may use them', command: `bash ${directory}/${script.path}`,
    }],
    problems: environments.flatMap((environment) => problemsOf(environment, used.filter((one) => one.environment.name === environment.name))),
  };
}

/** What is wrong is said of the construct that says it, or else of the first that uses the environment. */
function problemsOf(environment: GithubEnvironment, uses: readonly Use[]): Problem[] {
  return checkEnvironments([environment]).map(({ at = '', message, ...rest }) => {
    const own = uses.find((use) => checkEnvironments([use.environment]).some((p) => p.at === at && p.value === rest.value)) ?? uses[0];
    const key = at.slice(`environments.${environment.name}.`.length);
    return { severity: 'error', ...rest, where: own.construct.node.path, source: own.construct._stack.locate(), message: `${key}: ${message}` };
  });
}

function environmentOf(construct: JobBase, facts: PipelineFacts): GithubEnvironment[] {
  if (construct instanceof DeployTarget) {
    const { reviewers, waitMinutes } = construct._props;
    return [{ name: construct.environment, reviewers, waitMinutes, refs: deployRefs(facts) }];
  }
  // a ref that the clouds do not trust gets nothing there; the secrets of an environment are for pull requests of the repository
  if (construct instanceof PreviewTarget) return [{ name: construct.environment }];
  if (construct instanceof ContainerImage) return construct._needsEnvironment(facts) ? [{ name: construct._environment(), refs: construct._environmentRefs(facts) }] : [];
  // a scan runs on every event; its secrets may only read
  return construct instanceof SecurityScan && construct._environment ? [{ name: construct._environment }] : [];
}

/** One environment may serve several pipelines: whoever may use it in one of them may use it. */
function merge(environments: readonly GithubEnvironment[]): GithubEnvironment[] {
  const merged = new Map<string, GithubEnvironment>();
  for (const environment of environments) {
    const other = merged.get(environment.name);
    merged.set(environment.name, other ? combine(other, environment) : environment);
  }
  return [...merged.values()];
}

/** The same, whichever of the two is defined first. */
function combine(a: GithubEnvironment, b: GithubEnvironment): GithubEnvironment {
  const waits = [a.waitMinutes, b.waitMinutes].filter((minutes) => minutes !== undefined);
  return {
    name: a.name,
    reviewers: union(a.reviewers ?? [], b.reviewers ?? []),
    waitMinutes: waits.length ? Math.max(...waits) : undefined,
    refs: a.refs && b.refs ? union(a.refs, b.refs) : undefined,
  };
}

function union(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])].sort();
}
