// Versions come from people: whatever they hold, the answer is there at once.
import { expect, test } from 'vitest';
import { documentOf, workflowOf } from './documents';
import { runRules } from '../../src/rules/run';

const LONG = 50_000;

test.each([
  ['actions/setup-python', 'python-version'], ['actions/setup-node', 'node-version'], ['actions/setup-go', 'go-version'], ['actions/setup-java', 'java-version'],
  ['actions/setup-dotnet', 'dotnet-version'], ['ruby/setup-ruby', 'ruby-version'], ['actions-rust-lang/setup-rust-toolchain', 'toolchain'],
])('a long %s of the same parts is refused without a search', (action, input) => {
  for (const part of ['-1', ' 1', '.1', ' - 1', '||1', 'x']) {
    const version = `1${part.repeat(LONG)}!`;
    const found = runRules(documentOf(workflowOf({ steps: [{ uses: `${action}@v1`, with: { [input]: version } }] })));
    expect(found.map(({ ruleId }) => ruleId)).toContain('toolchain-version');
  }
});
