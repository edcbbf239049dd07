import { Finding, Rule } from './rule';
import { strict, zizmor } from './support/audit';
import { asText, factsOf, StepFacts } from './support/facts';

export const githubApp: Rule = {
  id: 'github-app',
  severity: 'warning',
  description: 'A token of a GitHub App is made for named repositories and scopes, and revoked.',
  reason: 'By default the token has every permission of the app\'s installation; with owner alone, in all repositories of that owner.',
  source: zizmor('github-app'),
  *check(document) {
    for (const step of factsOf(document).steps) {
      if (step.action !== 'actions/create-github-app-token') continue;
      for (const finding of judge(step)) yield { ...finding, severity: strict(document) };
    }
  },
};

function* judge({ with: inputs, path }: StepFacts): Generator<Finding> {
  if (inputs['skip-token-revoke'] !== undefined && asText(inputs['skip-token-revoke']) !== 'false') {
    yield { path: [...path, 'with', 'skip-token-revoke'], message: 'the token lives on after the job', fix: 'remove skip-token-revoke' };
  }
  if (inputs.owner !== undefined && inputs.repositories === undefined) {
    yield { path: [...path, 'with', 'owner'], message: 'the token holds for all repositories of this owner', fix: 'name them in repositories' };
  }
  if (!Object.keys(inputs).some((input) => input.startsWith('permission-'))) {
    yield { path: [...path, 'uses'], message: 'the token has every permission of the app', fix: 'set permission-… inputs' };
  }
}
