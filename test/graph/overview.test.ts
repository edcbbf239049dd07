/** `.github/PIPELINES.md` */
import { describe, expect, test } from 'vitest';
import { mermaid } from '../../src/graph/mermaid';
import { pipelinesOverview } from '../../src/graph/overview';
import { workflow } from '../plan/document';

const CI = workflow(`
name: CI/CD
on: { push: { branches: [main, develop, 'release/**'], tags: ['v*'] }, pull_request: , workflow_dispatch: , schedule: [{ cron: '1 2 * * *' }, { cron: '3 4 * * 0' }] }
jobs:
  test: { runs-on: ubuntu-24.04, strategy: { matrix: { v: [1, 2] } }, steps: [{ run: x }] }
  test-codecov: { needs: test, if: github.event_name != 'schedule', runs-on: ubuntu-24.04, steps: [{ run: x }] }
  image-build: { needs: test, runs-on: ubuntu-24.04, steps: [{ run: x }] }
  image: { needs: image-build, if: github.event_name == 'push', runs-on: ubuntu-24.04, steps: [{ run: x }] }
  label: { if: github.event_name == 'pull_request' && !github.event.pull_request.head.repo.fork, runs-on: ubuntu-24.04, steps: [{ run: x }] }
  canary: { if: vars.CANARY == 'on', runs-on: ubuntu-24.04, steps: [{ run: x }] }
  production: { needs: image, if: github.ref == 'refs/heads/main', runs-on: ubuntu-24.04, environment: production, steps: [{ run: x }] }
`, { 'test-codecov': 'test', 'image-build': 'image', 'test': 'test', 'image': 'image' });

const table = (text: string) => text.split('\n').filter((line) => line.startsWith('|'));

describe('the trigger table', () => {
  test('says what runs, what runs in part, what does not, and what only the run knows', () => {
    expect(table(pipelinesOverview([CI], 'main'))).toEqual([
      '| event | test | image | label | canary | production |',
      '|---|---|---|---|---|---|',
      '| push to main | ✓ | ✓ | – | ? | ✓ |',
      '| push to develop, release/** | ✓ | ✓ | – | ? | – |',
      '| push of the tag v* | ✓ | ✓ | – | ? | – |',
      '| pull request | ✓ | build only | ✓ | ? | – |',
      '| pull request from a fork | ✓ | build only | – | ? | – |',
      '| by hand on main | ✓ | build only | – | ? | – |',
      '| schedule `1 2 * * *`, `3 4 * * 0` | ✓ without codecov | build only | – | ? | – |',
    ]);
  });

  test('with filters that the event cannot show, says what was taken for granted', () => {
    const paths = workflow('on: { push: { paths: ["src/**"] } }\njobs: { a: { runs-on: ubuntu-24.04, steps: [{ run: x }] } }');
    expect(pipelinesOverview([paths], 'main')).toContain('\n\n- the changed files were not given; taken to pass paths: src/**\n');
  });

  test('gives inputs that must be given, and the activity that is named', () => {
    const document = workflow(`
on: { workflow_dispatch: { inputs: { env: { required: true, type: choice, options: [a, b] } } }, issues: { types: [opened, closed] }, release: { types: [released] } }
jobs: { a: { if: inputs.env != 'b', runs-on: ubuntu-24.04, steps: [{ run: x }] } }
`);
    expect(table(pipelinesOverview([document], 'main')).slice(2)).toEqual(['| by hand on main | ✓ |', '| issues (opened, closed) | ✓ |', '| release (released) | ✓ |']);
  });
});

test('the legend speaks of what is there', () => {
  expect(pipelinesOverview([CI], 'main').split('\n').slice(0, 4)).toEqual([
    '# Pipelines', '',
    'An arrow leads from a job to one that waits for it; hexagons are deployments, boxes with double sides are a matrix of jobs.',
    'The tables say what each event runs: ✓ runs, – does not run, `build only`: of its jobs only that one runs, ? only the run knows.',
  ]);
  const plain = workflow('on: push\njobs: { a: { runs-on: ubuntu-24.04, steps: [{ run: x }] } }');
  expect(pipelinesOverview([plain], 'main')).toContain('waits for it.\nThe tables say what each event runs: ✓ runs.\n');
});

test('several pipelines have an index', () => {
  const nightly = { ...workflow('name: "Night | all"\non: { schedule: [{ cron: 1 2 * * * }] }\njobs: { a: { runs-on: ubuntu-24.04, steps: [{ run: x }] } }'), file: '.github/workflows/nightly.yml' };
  const text = pipelinesOverview([CI, nightly], 'main');
  expect(text).toContain('| [CI/CD](#cicd) | push to main, push to develop, push to release/**, push of the tag v*, pull request, by hand on main, schedule `1 2 * * *`, schedule `3 4 * * 0` |');
  expect(text).toContain('| [Night \\| all](#night--all) | schedule `1 2 * * *` |');
  expect(text).toBe(pipelinesOverview([CI, nightly], 'main'));
});

test('what Mermaid would read as Markdown is text', () => {
  const chart = mermaid([{ title: '', nodes: ['1. First *bold* _it_ my_id', '- item', '12) x', 'v1.2'].map((label, i) => ({ id: `${i}`, label, kind: 'job' as const })), edges: [] }]);
  expect(chart.split('\n').slice(1, 5)).toEqual([
    '  j0["1#46; First #42;bold#42; #95;it#95; my_id"]', '  j1["#45; item"]', '  j2["12#41; x"]', '  j3["v1.2"]',
  ]);
});
