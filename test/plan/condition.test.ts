/** Conditions of jobs: by GitHub's evaluator, on what is known before the run, and no further. */
import { describe, expect, test } from 'vitest';
import { workflow } from './document';
import { Event } from '../../src/plan/event';
import { Plan, planWorkflow } from '../../src/plan/plan';
import { PlanOptions } from '../../src/plan/plan-options';

const ON = `on:
  push:
  pull_request: { types: [opened, labeled, closed] }
  pull_request_target:
  release:
  schedule: [{ cron: "1 2 * * *" }, { cron: "3 4 * * *" }]
  workflow_call: { inputs: { deploy: { type: boolean } } }
  workflow_dispatch: { inputs: { level: { type: choice, options: [info, debug], default: info }, dry: { type: boolean }, env: { type: environment } } }
  issue_comment:
`;

/** One job with a condition. */
function condition(text: string, event = Event.push(), options: PlanOptions = {}): Plan {
  return planWorkflow(workflow(`${ON}jobs: { a: { if: ${JSON.stringify(text)} } }`), event, { repository: 'acme/shop', ...options });
}

function jobs(yaml: string, options: PlanOptions = {}): Plan {
  return planWorkflow(workflow(`on: push\njobs:\n${yaml}`), Event.push(), options);
}

describe('what the event says', () => {
  test.each<[string, Event, 'yes' | 'no' | 'unknown']>([
    ['github.event_name == \'push\'', Event.push(), 'yes'],
    ['github.ref == \'refs/heads/main\' && github.ref_name == \'main\' && github.ref_type == \'branch\'', Event.push(), 'yes'],
    ['startsWith(github.ref, \'refs/tags/v\') && github.ref_type == \'tag\'', Event.push({ tag: 'v1' }), 'yes'],
    ['github.base_ref == \'\' && github.head_ref == \'\'', Event.push(), 'yes'],
    ['github.event.pull_request', Event.push(), 'no'],
    ['github.event.action == \'published\'', Event.push(), 'no'],
    ['contains(github.event.head_commit.message, \'[deploy]\')', Event.push({ message: 'x [deploy]' }), 'yes'],
    ['contains(github.event.head_commit.message, \'[deploy]\')', Event.push(), 'unknown'],
    ['github.repository == \'acme/shop\' && github.repository_owner == \'acme\'', Event.push(), 'yes'],
    ['github.sha', Event.push(), 'yes'],
    ['github.sha == \'abc\'', Event.push(), 'unknown'],
    ['github.nonsense', Event.push(), 'no'],
    ['github.ref == \'refs/pull/7/merge\' && github.event.number == 7', Event.pullRequest({ number: 7 }), 'yes'],
    ['github.base_ref == \'main\' && github.event.pull_request.base.ref == \'main\'', Event.pullRequest(), 'yes'],
    ['startsWith(github.head_ref, \'fix/\')', Event.pullRequest({ head: 'fix/1' }), 'yes'],
    ['startsWith(github.head_ref, \'fix/\')', Event.pullRequest(), 'unknown'],
    ['github.head_ref', Event.pullRequest(), 'yes'],
    ['github.event.pull_request.draft == false', Event.pullRequest(), 'yes'],
    ['github.event.pull_request.draft', Event.pullRequest({ draft: true }), 'yes'],
    ['contains(github.event.pull_request.labels.*.name, \'deploy\')', Event.pullRequest({ labels: ['a', 'Deploy'] }), 'yes'],
    ['contains(github.event.pull_request.labels.*.name, \'deploy\')', Event.pullRequest(), 'no'],
    ['github.event.label.name == \'x\'', Event.pullRequest({ action: 'labeled', label: 'x' }), 'yes'],
    ['github.event.label.name == \'x\'', Event.pullRequest({ action: 'labeled' }), 'unknown'],
    ['github.event.label.name == \'x\'', Event.pullRequest(), 'no'],
    ['github.event.pull_request.head.repo.full_name == github.repository', Event.pullRequest(), 'yes'],
    ['github.event.pull_request.head.repo.full_name == github.repository', Event.pullRequest({ fork: true }), 'no'],
    ['github.event.pull_request.head.repo.fork', Event.pullRequest({ fork: true }), 'yes'],
    ['github.event.pull_request.merged && github.ref == \'refs/heads/main\'', Event.pullRequest({ action: 'closed', merged: true }), 'yes'],
    ['github.ref == \'refs/heads/main\'', Event.pullRequest({ target: true }), 'yes'],
    ['github.event.pull_request.title == \'x\'', Event.pullRequest(), 'unknown'],
    ['github.event.pull_request.title == \'x\'', Event.pullRequest({ payload: { pull_request: { title: 'X' } } }), 'yes'],
    ['github.actor != \'dependabot[bot]\'', Event.pullRequest(), 'yes'],
    ['github.actor == \'dependabot[bot]\'', Event.pullRequest({ actor: 'dependabot[bot]' }), 'yes'],
    ['github.event.pull_request.user.login != \'dependabot[bot]\'', Event.pullRequest(), 'yes'],
    ['github.actor == \'mona\'', Event.pullRequest(), 'unknown'],
    ['github.event.release.prerelease == false && github.event.release.tag_name == \'v1\'', Event.release({ tag: 'v1' }), 'yes'],
    ['github.event.schedule == \'1 2 * * *\'', Event.schedule({ cron: '1 2 * * *' }), 'yes'],
    ['github.event.schedule == \'1 2 * * *\'', Event.schedule(), 'unknown'],
    ['inputs.level == \'info\' && github.event.inputs.level == \'info\'', Event.manual(), 'yes'],
    ['inputs.dry == false && github.event.inputs.dry == \'false\'', Event.manual(), 'yes'],
    ['inputs.dry == true && github.event.inputs.dry == \'true\'', Event.manual({ inputs: { dry: 'true' } }), 'yes'],
    ['inputs.env == \'x\'', Event.manual(), 'unknown'],
    ['inputs.level', Event.push(), 'no'],
    ['inputs.deploy && github.event_name == \'push\'', Event.call({ inputs: { deploy: true }, caller: Event.push() }), 'yes'],
    ['github.event_name == \'push\'', Event.call(), 'unknown'],
    ['github.event.issue.pull_request', Event.custom('issue_comment', { payload: { issue: { pull_request: null } } }), 'no'],
    ['github.event.comment.body == \'/deploy\'', Event.custom('issue_comment'), 'unknown'],
    ['github.event.pull_request', Event.custom('issue_comment'), 'no'],
  ])('%s', (text, event, runs) => {
    expect(condition(text, event).job('a').runs).toBe(runs);
  });

  test('a repository that is not known still is what it is', () => {
    const text = 'github.event.pull_request.head.repo.full_name == github.repository';
    expect(condition(text, Event.pullRequest(), { repository: undefined }).job('a').runs).toBe('yes');
    expect(condition(text, Event.pullRequest({ fork: true }), { repository: undefined }).job('a').runs).toBe('no');
    expect(condition('github.repository == \'a/b\'', Event.push(), { repository: undefined }).job('a').runs).toBe('unknown');
  });
});

describe('what only the run knows', () => {
  test('is unknown, and named', () => {
    const plan = condition('vars.DEPLOY == \'yes\'');
    expect([plan.runs, plan.uncertain, plan.skipped]).toEqual([[], ['a'], []]);
    expect(plan.job('a').reason).toEqual({
      text: 'only the run knows vars.DEPLOY, on which `vars.DEPLOY == \'yes\'` depends',
      condition: 'vars.DEPLOY == \'yes\'',
      values: { 'vars.DEPLOY': '<unknown: vars.DEPLOY>' },
      unknown: ['vars.DEPLOY'],
    });
  });

  test('unless it is given, or does not matter', () => {
    expect(condition('vars.DEPLOY == \'yes\'', Event.push(), { vars: { DEPLOY: 'Yes' } }).runs).toEqual(['a']);
    expect(condition('vars.DEPLOY || true').runs).toEqual(['a']);
    expect(condition('vars.DEPLOY && false').skipped).toEqual(['a']);
    expect(condition('vars.A && github.event_name == \'release\' || github.event_name == \'push\'').runs).toEqual(['a']);
  });

  test('what waits for it is uncertain, too, unless it always runs', () => {
    const plan = jobs(`
      maybe: { if: vars.X }
      behind: { needs: maybe }
      always: { needs: maybe, if: "!cancelled()" }
      unless: { needs: maybe, if: "failure()" }
      asks: { needs: maybe, if: "!cancelled() && needs.maybe.result == 'skipped'" }
      never: { needs: maybe, if: "!cancelled() && needs.maybe.result == 'failure'" }`);
    expect(plan.runs).toEqual(['always']);
    expect(plan.uncertain).toEqual(['maybe', 'behind', 'asks']);
    expect(plan.skipped).toEqual(['unless', 'never']);
    expect(plan.job('behind').reason.text).toBe('it needs maybe, which may not run');
    expect(jobs('      maybe: { if: vars.X }\n      behind: { needs: maybe }', { assume: { maybe: 'success' } }).runs).toEqual(['maybe', 'behind']);
  });
});

describe('results of other jobs', () => {
  const chain = `
      a: {}
      b: { needs: a }
      c: { needs: b }
      onFailure: { needs: c, if: failure() }
      always: { needs: c, if: always() }
      notCancelled: { needs: c, if: "!cancelled()" }
      afterAlways: { needs: always }
      cleanup: { needs: [a, c], if: "cancelled() || failure()" }
      report: { needs: [a, b, c], if: "always() && contains(needs.*.result, 'failure')" }`;

  test.each<[string, Record<string, string>, string[]]>([
    ['all succeed', {}, ['a', 'b', 'c', 'always', 'notCancelled', 'afterAlways']],
    ['the first fails', { a: 'failure' }, ['a', 'onFailure', 'always', 'notCancelled', 'cleanup', 'report']],
    ['the last fails', { c: 'failure' }, ['a', 'b', 'c', 'onFailure', 'always', 'notCancelled', 'cleanup', 'report']],
    ['the first is skipped', { a: 'skipped' }, ['always', 'notCancelled']],
    ['the run is cancelled in the second', { b: 'cancelled' }, ['a', 'b', 'always', 'cleanup']],
  ])('%s', (_, assume, runs) => {
    expect(jobs(chain, { assume }).runs.sort()).toEqual([...runs].sort());
  });

  test('a skipped ancestor stops a job however far up it is, though what it needs ran', () => {
    const plan = jobs(`
      a: { if: false }
      b: { needs: a, if: always() }
      c: { needs: b }
      d: { needs: b, if: "needs.b.result == 'success'" }
      e: { needs: b, if: "!cancelled() && needs.b.result == 'success'" }`);
    expect(plan.runs).toEqual(['b', 'e']);
    expect(plan.job('c').reason).toEqual({ text: 'it waits, by way of b, for a, which is skipped', needs: ['a'] });
  });

  test('with continue-on-error the jobs behind see a success', () => {
    const yaml = '      a: { continue-on-error: true }\n      b: { needs: a }\n      c: { needs: a, if: failure() }';
    expect(jobs(yaml, { assume: { a: 'failure' } }).runs).toEqual(['a', 'b']);
    expect(jobs(yaml.replace('true', '"${{ vars.X }}"'), { assume: { a: 'failure' } }).uncertain).toEqual(['b', 'c']);
  });

  test('outputs are unknown, except where nothing in them is', () => {
    const plan = jobs(`
      a: { outputs: { tag: "\${{ steps.x.outputs.y }}", main: "\${{ github.ref == 'refs/heads/main' }}", text: v1 } }
      b: { needs: a, if: needs.a.outputs.tag == 'v1' }
      c: { needs: a, if: needs.a.outputs.main == 'true' && needs.a.outputs.text == 'v1' }
      d: { needs: a, if: needs.a.outputs.nothing }
      e: { if: false, outputs: { x: "1" } }
      f: { needs: e, if: "always() && needs.e.outputs.x" }
      g: { uses: ./.github/workflows/x.yml }
      h: { needs: g, if: needs.g.outputs.any }`);
    expect([plan.runs, plan.uncertain, plan.skipped]).toEqual([['a', 'c', 'g'], ['b', 'h'], ['d', 'e', 'f']]);
    expect(plan.job('b').reason.unknown).toEqual(['needs.a.outputs.tag']);
    expect(plan.job('g').uses).toBe('./.github/workflows/x.yml');
  });

  test('success and failure of named jobs', () => {
    const plan = jobs('      a: {}\n      b: {}\n      c: { needs: [a, b], if: success(\'b\') }\n      d: { needs: [a, b], if: "failure(\'b\')" }', { assume: { a: 'failure' } });
    expect(plan.runs).toEqual(['a', 'b', 'c']);
  });
});

describe('how a condition is read', () => {
  test.each<[string, boolean]>([
    ['${{ github.event_name == \'release\' }}', false],
    ['github.event_name == \'release\'', false],
    // anything beside the braces makes it a text, which is true
    ['${{ github.event_name == \'release\' }} ', true],
    ['${{ false }} && false', true],
    ['!${{ true }}', true],
    ['${{ \'false\' }}', false],
    ['', true],
    ['false', false],
    ['0', false],
    ['\'\'', false],
    ['github.event_name == \'success()\'', false],
  ])('%s', (text, runs) => {
    expect(condition(text).runs).toEqual(runs ? ['a'] : []);
  });

  test('one that is no expression does not run, and the reason is GitHub\'s', () => {
    const { runs, reason } = condition('github.ref = 1').job('a');
    expect([runs, reason.text]).toEqual(['no', 'its condition is refused: Unexpected symbol: \'=\'. Located at position 12 within expression: github.ref = 1']);
    expect(condition('fromJSON(\'{\')').job('a').reason.text).toMatch(/its condition is refused: .*JSON/);
    expect(condition('hashFiles(\'a\')').job('a').reason.text).toMatch(/hashFiles\(\) has no meaning here/);
  });
});

describe('the part that decided', () => {
  test.each<[string, string]>([
    ['github.event_name == \'push\' && github.ref == \'refs/heads/dev\'', '`github.ref == \'refs/heads/dev\'` is false: github.ref is "refs/heads/main"'],
    ['github.ref == \'x\' || (github.actor && github.ref == \'refs/heads/main\')', '`github.actor && github.ref == \'refs/heads/main\'` is true: github.actor is "<unknown: github.actor>", github.ref is "refs/heads/main"'],
    ['github.event_name == \'push\' && (vars.A || vars.B)', 'only the run knows vars.A, vars.B, on which `vars.A || vars.B` depends'],
    ['(github.ref) == \'x\' && true', '`(github.ref) == \'x\' && true` is false: github.ref is "refs/heads/main"'],
    ['!(github.event_name == \'push\')', '`!(github.event_name == \'push\')` is false: github.event_name is "push"'],
    ['contains(github.event.commits.*.message, \'x\')', 'only the run knows github.event.commits.*.message, on which `contains(github.event.commits.*.message, \'x\')` depends'],
  ])('%s', (text, reason) => {
    expect(condition(text).job('a').reason.text).toBe(reason);
  });
});

test('the order is topological, ties in the order of definition, and waves follow the longest chain that runs', () => {
  const plan = jobs(`
      deploy: { needs: [build, lint] }
      slow: {}
      build: { needs: gone, if: always() }
      gone: { if: false }
      lint: {}
      after: { needs: slow }`);
  expect(plan.jobs.map((job) => [job.id, job.wave])).toEqual([
    ['slow', 1], ['gone', undefined], ['build', 1], ['lint', 1], ['deploy', undefined], ['after', 2],
  ]);
});

test('a job that is not there is an error that lists what is', () => {
  expect(() => condition('true').job('b')).toThrow(/allowed: a/);
});
