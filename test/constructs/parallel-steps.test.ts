// Steps that run side by side, and the app's own references at its own commit: behind a named opt-in.
import { describe, expect, test } from 'vitest';
import { App, CallJob, CompositeAction, Job, NewSyntax, Pipeline, PipelineProps, Step, Trigger, testing } from '../../src';
import { synthesizeApp } from '../../src/synth/synthesize';

function pipeline(props: Partial<PipelineProps> = {}, app = new App()): Pipeline {
  return new Pipeline(app, 'ci', { triggers: [Trigger.push()], newSyntax: [NewSyntax.PARALLEL_STEPS], ...props });
}
const errors = (ci: Pipeline) => synthesizeApp(ci.node.root as App, { from: 'pipeline.ts' }).problems.filter((p) => p.severity === 'error').map((p) => `${p.message} [${p.ruleId}] ${p.fix}`);
const textOf = (ci: Pipeline) => synthesizeApp(ci.node.root as App, { from: 'pipeline.ts' }).files.find((file) => file.path === ci.workflowFile)?.text;

describe('steps side by side', () => {
  test('are an error that names the opt-in where nobody opted in', () => {
    const ci = pipeline({ newSyntax: undefined });
    new Job(ci, 'test', { steps: [Step.run('npm start', { background: true }), Step.waitAll()] });
    expect(errors(ci)).toEqual([
      '\'background\' is newer than actionlint 1.7.12, which refuses it [new-syntax] opt in: newSyntax: [NewSyntax.PARALLEL_STEPS] of the pipeline',
      '\'wait-all\' is newer than actionlint 1.7.12, which refuses it [new-syntax] opt in: newSyntax: [NewSyntax.PARALLEL_STEPS] of the pipeline',
    ]);
  });

  test('are waited for and ended as objects: the ids follow', () => {
    const ci = pipeline();
    const server = Step.run('npm start', { name: 'Serve it', background: true });
    const build = Step.uses('actions/setup-node', { id: 'node', background: true });
    new Job(ci, 'test', { steps: [server, build, Step.wait([build]), Step.wait([build, server], { name: 'Both' }), Step.cancel(server)] });
    expect(errors(ci)).toEqual([]);
    const steps = testing.Template.fromPipeline(ci).toJson().jobs.test.steps;
    expect(steps.slice(2)).toEqual([{ wait: 'node' }, { name: 'Both', wait: ['node', 'serve-it'] }, { cancel: 'serve-it' }]);
  });

  test('in a group are pinned, made safe, and given their rights like any other', () => {
    const ci = pipeline();
    const look = Step.run('echo "version=1" >> "$GITHUB_OUTPUT"', { id: 'look' });
    const job = new Job(ci, 'test', {
      steps: [
        Step.parallel([Step.uses('actions/checkout'), Step.run('echo ${{ github.event.pull_request.title }}'), Step.run('gh label list', { permissions: { 'pull-requests': 'write' } }), look]),
        Step.run('true', { env: { V: look.output('version') } }),
      ],
    });
    new Job(ci, 'next', { steps: [Step.run('true', { env: { V: look.output('version') } })] });
    expect(errors(ci)).toEqual([]);
    const { test: model, next } = testing.Template.fromPipeline(ci).toJson().jobs;
    const [checkout, echo] = model.steps[0].parallel;
    expect(checkout).toMatchObject({ uses: expect.stringMatching(/^actions\/checkout@[0-9a-f]{40}$/), with: { 'persist-credentials': false } });
    expect(echo.run).not.toContain('${{');
    expect(echo.env).toEqual(expect.objectContaining({}));
    expect(model.permissions['pull-requests']).toBe('write');
    expect(model.steps[1].env).toEqual({ V: '${{ steps.look.outputs.version }}' });
    expect(next.needs).toEqual([job.jobId]);
    expect(textOf(ci)).toMatch(/ {10}- uses: actions\/checkout@[0-9a-f]{40} # v\d/);
  });

  test('of another job cannot be waited for, nor in a group, nor in an action', () => {
    const app = new App();
    const ci = pipeline({}, app);
    const other = Step.run('a', { id: 'a', background: true });
    new Job(ci, 'first', { steps: [other] });
    new Job(ci, 'second', { steps: [Step.run('b'), Step.wait([other]), Step.cancel(Step.run('c', { id: 'c' })), Step.parallel([Step.waitAll()])] });
    new CompositeAction(app, 'act', { description: 'd', steps: [Step.run('true', { background: true })] });
    expect(errors(ci)).toEqual(expect.arrayContaining([
      expect.stringMatching(/^waits for or cancels a step that is in ci\/first \[parallel-steps\]/),
      expect.stringMatching(/^waits for or cancels a step that is in no job of ci \[parallel-steps\]/),
      expect.stringMatching(/^'wait-all' cannot stand in a parallel group.* \[parallel-steps\]/),
      expect.stringMatching(/^the steps of an action run one after another.* \[parallel-steps\]/),
    ]));
  });

  test('of a custom platform wait for their own copies', () => {
    const server = Step.run('./serve', { id: 'serve', background: true });
    const copies = Step._copies([server, Step.wait([server]), Step.parallel([Step.run('x')]), Step.cancel(server)]);
    expect(copies[1]._spec.wait).toEqual([copies[0]]);
    expect(copies[3]._spec.cancel).toBe(copies[0]);
    expect(copies[0]).not.toBe(server);
  });
});

describe('own references', () => {
  function app(newSyntax?: NewSyntax[]): Pipeline {
    const root = new App();
    const callee = new Pipeline(root, 'callee', { triggers: [Trigger.call()] });
    new Job(callee, 'a', { steps: [Step.run('true')] });
    const action = new CompositeAction(root, 'act', { description: 'd', inputs: { level: { description: 'd', required: true } }, steps: [Step.run('true')] });
    const ci = pipeline({ newSyntax }, root);
    new Job(ci, 'test', { steps: [Step.uses('actions/checkout'), action.step({ with: { level: 'x' } })] });
    new CallJob(ci, 'call', { pipeline: callee });
    return ci;
  }

  test('are of the work tree, with a remark', () => {
    const ci = app();
    expect(errors(ci)).toEqual([]);
    expect(textOf(ci)).toContain('uses: ./.github/actions/act');
    expect(textOf(ci)).toContain('rule self-repository is switched off: the workflow is part of this app');
  });

  test('are of the workflow\'s own commit where that is opted in to, and still checked', () => {
    const ci = app([NewSyntax.SELF_REFERENCES]);
    expect(errors(ci)).toEqual([]);
    expect(textOf(ci)).toContain('uses: $/.github/actions/act');
    expect(textOf(ci)).toContain('uses: $/.github/workflows/callee.yml');
    expect(textOf(ci)).not.toContain('self-repository');
  });

  test('have their inputs checked either way', () => {
    for (const newSyntax of [undefined, [NewSyntax.SELF_REFERENCES]]) {
      const root = new App();
      const action = new CompositeAction(root, 'act', { description: 'd', steps: [Step.run('true')] });
      const ci = pipeline({ newSyntax }, root);
      new Job(ci, 'test', { steps: [action.step({ with: { nothing: 'x' } })] });
      expect(errors(ci).join('\n')).toContain('nothing');
    }
  });
});
