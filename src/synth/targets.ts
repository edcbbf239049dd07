/** The files of every target, and what exists once per cloud account. */
import type { DraftFile } from './draft-file';
import { environmentsBootstrap, GithubBootstrap } from './environments';
import { PipelineFacts, pipelineFacts } from './facts';
import { ConstructProblem } from './job-spec';
import { App } from '../app';
import { mergeTriggers } from './merge-triggers';
import { ContainerImage } from '../constructs/container-image';
import { DeployTarget } from '../constructs/deploy-target';
import { PreviewTarget } from '../constructs/preview-target';
import { Pipeline } from '../pipeline';
import { Problem } from '../problem';
import { AccountNeed, TargetFile, TargetOutput, TargetProblem } from '../targets/target';
import { AccountBootstrap, accountBootstraps } from '../trust/accounts';

export interface SynthesizedTargets {
  readonly files: readonly DraftFile[];
  readonly problems: readonly Problem[];
  /** For `pipewright bootstrap`. */
  readonly results: readonly TargetResult[];
  readonly accounts: readonly AccountBootstrap[];
  readonly github?: GithubBootstrap;
}

/** One target with what its platform made of it. */
export interface TargetResult {
  readonly id: string;
  readonly target: DeployTarget | PreviewTarget;
  readonly output: TargetOutput;
}

export function synthesizeTargets(app: App, pipelines: readonly Pipeline[]): SynthesizedTargets {
  const problems: Problem[] = [];
  const results = pipelines.flatMap((pipeline) => targetResults(app, pipeline, problems));
  problems.push(...sharedWorkloads(results), ...sharedCredentials(results), ...reachOfPreviews(results));
  const needs = [...results.flatMap((r) => r.output.accounts), ...pipelines.flatMap((pipeline) => imageAccounts(app, pipeline))];
  problems.push(...namelessProjects(needs), ...sharedVariables(needs));
  const prefix = app.directory ? `${app.directory}/` : '';
  const report = ({ at, message: text, ...rest }: TargetProblem) => {
    const message = at ? `${at}: ${text}` : text;
    // what a target has said is not said of its account again
    if (problems.some((p) => p.ruleId === rest.ruleId && p.message === message)) return;
    problems.push({ severity: 'error', ...rest, where: 'the app', message });
  };
  const accounts = accountBootstraps(needs, app.repository, prefix, report);
  const github = environmentsBootstrap(pipelines, app, prefix);
  problems.push(...github?.problems ?? []);
  const files = [...results.flatMap(targetFiles), ...accounts.flatMap((account) => account.files), ...(github?.files ?? [])];
  return { files, problems, results, accounts, github };
}

function targetResults(app: App, pipeline: Pipeline, problems: Problem[]): TargetResult[] {
  const facts = factsOf(app, pipeline);
  return pipeline._jobConstructs().filter((c): c is TargetResult['target'] => c instanceof DeployTarget || c instanceof PreviewTarget).map((target) => {
    const report = (problem: ConstructProblem) => {
      problems.push({ severity: 'error', ...problem, where: target.node.path, source: target._stack.locate() });
    };
    const id = target instanceof PreviewTarget ? target.targetId : target.node.id;
    return { id, target, output: target._output(facts, app, report) };
  });
}

/** The variable that holds the number of a Google Cloud project holds one. */
function namelessProjects(needs: readonly AccountNeed[]): Problem[] {
  const pools = needs.filter((need) => need.kind === 'identity-pool');
  const numbered = new Set(pools.filter((need) => need.projectNumber !== undefined).map((need) => need.account));
  const nameless = [...new Set(pools.map((need) => need.account))].filter((project) => !numbered.has(project));
  return nameless.length < 2 ? [] : [{
    ruleId: 'registry', severity: 'error', where: 'the app', value: nameless, message: 'several Google Cloud projects are given without their number, and only one of them can be looked up',
    fix: 'Registry.artifactRegistry({ …, projectNumber }): gcloud projects describe PROJECT --format=\'value(projectNumber)\'',
  }];
}

/** An environment's AZURE_CLIENT_ID is one identity, which one subscription, or else one registry, has. */
function sharedVariables(needs: readonly AccountNeed[]): Problem[] {
  const owners = new Map<string, string>();
  return needs.flatMap((need): Problem[] => {
    if (need.kind !== 'acr-push' || need.clientId !== undefined) return [];
    const key = `${need.environment}\n${need.purpose ?? ''}`;
    const other = owners.get(key) ?? need.account;
    owners.set(key, other);
    return other === need.account ? [] : [{
      ruleId: 'registry', severity: 'error', where: 'the app', value: [other, need.account],
      message: `the environment ${need.environment} has one AZURE_CLIENT_ID, and the registries are pushed to by two identities`,
      fix: 'Registry.acr({ …, subscriptionId }) with the same subscription, whose identity pushes to both; or a clientId, tenantId and subscriptionId of its own',
    }];
  });
}

/** A platform sees one target at a time; only here can two be seen that deploy the same thing. */
function sharedWorkloads(results: readonly TargetResult[]): Problem[] {
  const owners = new Map<string, TargetResult['target']>();
  return results.flatMap(({ target, output: { owns = [] } }): Problem[] => {
    const taken = owns.find((thing) => owners.has(thing));
    const other = taken === undefined ? undefined : owners.get(taken);
    for (const thing of owns) if (!owners.has(thing)) owners.set(thing, target);
    return other ? [{
      ruleId: 'target-shared', severity: 'error', where: target.node.path, source: target._stack.locate(), value: taken,
      message: `takes what ${other.node.path} takes, too`, fix: 'give each target a namespace, a name, a port, a priority or a project of its own',
    }] : [];
  });
}

/** A secret of an environment holds one credential: one that a person made may open both, one of the bootstrap does not. */
function sharedCredentials(results: readonly TargetResult[]): Problem[] {
  const known = new Map<string, { readonly target: TargetResult['target']; readonly opens: string }>();
  return results.flatMap(({ target, output: { credentials = {} } }) => Object.entries(credentials).flatMap(([secret, opens]): Problem[] => {
    const key = `${target.environment.toLowerCase()}\n${secret}`;
    const other = known.get(key);
    if (!other) known.set(key, { target, opens });
    return !other || other.opens === opens ? [] : [{
      ruleId: 'target-shared', severity: 'warning', where: target.node.path, source: target._stack.locate(), value: opens,
      message: `the secret ${secret} of the environment ${target.environment} opens ${other.opens}, for ${other.target.node.path}`,
      fix: 'give the target an environment of its own, or put a credential there that opens both',
    }];
  }));
}

/** The rights of most identities end at a namespace, a project or a host: what else is there is within a preview's reach. */
function reachOfPreviews(results: readonly TargetResult[]): Problem[] {
  return results.filter(({ target }) => target instanceof PreviewTarget).flatMap(({ target, output }): Problem[] => {
    const others = results.filter((other) => other.target instanceof DeployTarget && output.reach !== undefined && other.output.reach === output.reach);
    return others.map((other) => ({
      ruleId: 'preview-reach', severity: 'warning', where: target.node.path, source: target._stack.locate(), value: output.reach,
      message: `the identity of the previews may change what ${other.target.node.path} deploys`, fix: 'keep previews where nothing else runs that matters',
    }));
  });
}

function targetFiles({ target, output }: TargetResult): DraftFile[] {
  const below = (folder: string) => (file: TargetFile): DraftFile => ({ ...file, path: `${folder}/${file.path}` });
  return [...output.files.map(below(target.directory)), ...output.bootstrap.map(below(`${target.directory}/bootstrap`))];
}

function imageAccounts(app: App, pipeline: Pipeline): AccountNeed[] {
  const images = pipeline._jobConstructs().filter((c): c is ContainerImage => c instanceof ContainerImage);
  return images.flatMap((image) => image._accounts(factsOf(app, pipeline), {
    repository: app.repository, environment: image._environment(), projectNumber: (project) => app._projectNumbers.get(project),
  }));
}

function factsOf(app: App, pipeline: Pipeline): PipelineFacts {
  return pipelineFacts(mergeTriggers(pipeline.triggers).on, app.defaultBranch);
}
