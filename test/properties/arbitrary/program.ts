/** Whole programs: an app with one to three pipelines of everything there is. */
import * as fc from 'fast-check';
import { artifact, compositeJob, containerImage, definedAction, lintJob, securityScan, testMatrix } from './constructs';
import { callJob, job } from './jobs';
import { Part, Scope } from './scope';
import { env } from './steps';
import { deployTarget, ecsTarget } from './targets';
import { triggers } from './triggers';
import { Expr, Node, Program } from '../program';
import { oneLine, word } from '../strings';

export interface Choices {
  /** Deploy targets, other than on ECS. @default true */
  readonly targets?: boolean;
  /** Targets on ECS: a second each. @default false */
  readonly ecs?: boolean;
}

function parts({ targets = true, ecs = false }: Choices): fc.Arbitrary<Part<void>> {
  return fc.oneof(
    { arbitrary: job, weight: 8 }, { arbitrary: testMatrix, weight: 4 }, { arbitrary: lintJob, weight: 2 }, { arbitrary: containerImage, weight: 2 }, { arbitrary: securityScan, weight: 2 }, { arbitrary: callJob, weight: 2 },
    { arbitrary: artifact, weight: 1 }, { arbitrary: compositeJob, weight: 1 }, { arbitrary: definedAction, weight: 1 },
    ...(targets ? [{ arbitrary: deployTarget, weight: 3 }] : []), ...(ecs ? [{ arbitrary: ecsTarget, weight: 3 }] : []),
  );
}

const pipelineProps = fc.record({
  displayName: oneLine, runName: fc.constantFrom('Run ${{ github.run_number }} by @${{ github.triggering_actor }}', 'plain # name'), env, defaultShell: fc.constant('bash'), defaultWorkingDirectory: word,
  concurrency: fc.record({ group: fc.constantFrom('all', '${{ github.workflow }}-${{ github.ref }}'), cancelInProgress: fc.oneof(fc.boolean(), fc.constant('${{ github.event_name == \'pull_request\' }}')) }),
}, { requiredKeys: [] });

const appProps = fc.record({
  repository: fc.constantFrom<Expr[]>({ owner: 'acme', name: 'api', ownerId: 1234567, id: 7654321 }, { owner: 'Acme-Org', name: 'My.Repo_1', ownerId: 1, id: 2 }, { owner: 'acme', name: 'api', ownerId: 1, id: 2, subjectFormat: Node.constant('SubjectFormat.LEGACY') }),
  defaultBranch: fc.constantFrom('main', 'trunk'), directory: fc.constantFrom('services/api', './x/'), dependabot: fc.boolean(),
}, { requiredKeys: ['repository'] });

export function program(choices: Choices = {}): fc.Arbitrary<Program> {
  const one = fc.record({ triggers, props: pipelineProps, parts: fc.array(parts(choices), { minLength: 1, maxLength: 4 }) });
  return fc.record({ app: appProps, pipelines: fc.array(one, { minLength: 1, maxLength: 2 }) }).map(({ app, pipelines }): Program => {
    const scope = new Scope();
    scope.statements.push({ name: 'app', expr: Node.create('App', app) });
    for (const { triggers: t, props, parts: list } of pipelines) {
      const id = scope.id('pipeline');
      const node = scope.let('pipeline', Node.create('Pipeline', Node.ref('app'), id, { ...props, triggers: t.expr }));
      scope.begin({ node, id, facts: t.facts, bash: props.defaultShell !== undefined, inputs: Object.entries(t.facts.callInputs) });
      for (const part of list) part(scope);
      // whatever was left out: a pipeline has a job
      scope.do(Node.create('Job', node, scope.id('last'), { steps: [Node.call('Step.run', 'echo finished', { name: 'Finish' })] }));
    }
    return scope.statements;
  });
}
