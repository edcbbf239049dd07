/** Every cell of events × jobs of the example's own workflows, as they are written in examples/shop. */
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Event } from '../../src/plan/event';
import { planWorkflow } from '../../src/plan/plan';
import { Runs } from '../../src/plan/runs';
import { readWorkflow } from '../../src/workflow/read/read-workflow';

const FOLDER = path.join(__dirname, '../../examples/shop/.github/workflows');

const EVENTS: Readonly<Record<string, Event>> = {
  'push to main': Event.push({ branch: 'main' }),
  'push to develop': Event.push({ branch: 'develop' }),
  'push to another branch': Event.push({ branch: 'feature/x' }),
  'push of a tag': Event.push({ tag: 'v1.2.3' }),
  'pull request': Event.pullRequest({ base: 'main' }),
  'pull request to develop': Event.pullRequest({ base: 'develop' }),
  'pull request, draft': Event.pullRequest({ base: 'main', draft: true }),
  'pull request, fork': Event.pullRequest({ base: 'main', fork: true }),
  'pull request, Dependabot': Event.pullRequest({ base: 'main', actor: 'dependabot[bot]' }),
  'pull request, merged': Event.pullRequest({ base: 'main', action: 'closed', merged: true }),
  'release': Event.release({ tag: 'v1.2.3' }),
  'release, draft': Event.release({ tag: 'v1.2.3', action: 'created' }),
  'schedule': Event.schedule(),
  'by hand on main': Event.manual({ branch: 'main' }),
  'by hand on develop': Event.manual({ branch: 'develop' }),
  'by hand on another branch': Event.manual({ branch: 'feature/x' }),
  'by hand on a tag': Event.manual({ tag: 'v1.2.3' }),
  'call': Event.call(),
};

/** One row an event: `x` runs, `.` does not, `?` only the run knows. The first row names the jobs. */
function cells(file: string): string[] {
  const { document } = readWorkflow(file, readFileSync(path.join(FOLDER, file), 'utf8'));
  const jobs = Object.keys(document!.model.jobs);
  const rows = Object.entries(EVENTS).map(([name, event]) => {
    const plan = planWorkflow(document!, event, { repository: 'acme/shop' });
    const mark = (id: string) => ({ [Runs.YES]: 'x', [Runs.NO]: '.', [Runs.UNKNOWN]: '?' })[plan.job(id).runs];
    return `${name}: ${jobs.map(mark).join(' ')}`;
  });
  return [jobs.join(' '), ...rows];
}

describe('which jobs run when', () => {
  test('no workflow is left out', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(['ci-cd.yml', 'nightly.yml', 'release.yml']);
  });

  test('ci-cd', () => {
    expect(cells('ci-cd.yml')).toEqual([
      'test test-codecov lint image-build image scan scan-scout staging production',
      'push to main: x x x x x x x x x',
      'push to develop: x x x x x x x . .',
      'push to another branch: . . . . . . . . .',
      'push of a tag: . . . . . . . . .',
      'pull request: x x x x . x x . .',
      'pull request to develop: x x x x . x x . .',
      'pull request, draft: x x x x . x x . .',
      'pull request, fork: x x x x . x x . .',
      'pull request, Dependabot: x x x x . x x . .',
      'pull request, merged: . . . . . . . . .',
      'release: . . . . . . . . .',
      'release, draft: . . . . . . . . .',
      'schedule: . . . . . . . . .',
      'by hand on main: x x x x x x x x x',
      'by hand on develop: x x x x x x x . .',
      'by hand on another branch: x x x x . x x . .',
      'by hand on a tag: x x x x . x x . .',
      'call: . . . . . . . . .',
    ]);
  });

  test('release', () => {
    expect(cells('release.yml')).toEqual([
      'image-build image scan',
      'push to main: . . .',
      'push to develop: . . .',
      'push to another branch: . . .',
      'push of a tag: . . .',
      'pull request: . . .',
      'pull request to develop: . . .',
      'pull request, draft: . . .',
      'pull request, fork: . . .',
      'pull request, Dependabot: . . .',
      'pull request, merged: . . .',
      'release: x x x',
      'release, draft: . . .',
      'schedule: . . .',
      'by hand on main: x . x',
      'by hand on develop: x . x',
      'by hand on another branch: x . x',
      'by hand on a tag: x x x',
      'call: . . .',
    ]);
  });

  test('nightly', () => {
    expect(cells('nightly.yml')).toEqual([
      'test',
      'push to main: .',
      'push to develop: .',
      'push to another branch: .',
      'push of a tag: .',
      'pull request: .',
      'pull request to develop: .',
      'pull request, draft: .',
      'pull request, fork: .',
      'pull request, Dependabot: .',
      'pull request, merged: .',
      'release: .',
      'release, draft: .',
      'schedule: x',
      'by hand on main: x',
      'by hand on develop: x',
      'by hand on another branch: x',
      'by hand on a tag: x',
      'call: .',
    ]);
  });
});
