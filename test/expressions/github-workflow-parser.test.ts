/** GitHub's own parser, from the bundle. */
import { expect, test } from 'vitest';
import { parseWithGitHub, workflowSchema } from '../../src/expressions/github-workflow-parser';

const good = 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo\n';

test('accepts what is right', () => {
  expect(parseWithGitHub('ci.yml', good)).toEqual([]);
});

test('says what is wrong, with its place', () => {
  expect(parseWithGitHub('ci.yml', good.replace('runs-on', 'run-on'))).toContainEqual({ message: 'Unexpected value \'run-on\'', line: 4, column: 5 });
  expect(parseWithGitHub('ci.yml', good.replace('echo', '${{ secret.x }}'))[0].message).toMatch(/Unrecognized named-value: 'secret'/);
});

test('errors of the conversion are there at once', () => {
  expect(parseWithGitHub('ci.yml', good.replace('runs-on', 'needs: b\n    runs-on'))[0].message).toMatch(/at least one job with no dependencies/);
});

test('GitHub\'s schema is at hand', () => {
  expect(workflowSchema().definitions['pull-request-activity-type']['allowed-values']).toContain('ready_for_review');
});
