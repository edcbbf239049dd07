/** What makes a deploy job impossible, whatever the platform. */
import type { DeployTargetProps } from './deploy-target';
import { rolloutLimits, smokeTestLimits } from './target-limits';
import { hasReference } from '../references';
import { RunnerOs } from '../runner';
import { LoweringScope } from '../synth/job-spec';
import { hasExpression } from '../workflow/expression-scan';

export function checkDeploy({ url, smokeTest, runner, rollout }: DeployTargetProps, scope: LoweringScope): void {
  for (const [at, value] of [['url', url], ['smokeTest.url', smokeTest?.url]] as const) {
    if (value === undefined || isUrl(value)) continue;
    scope.report({
      ruleId: 'target-url', message: `${at}: no URL that a browser opens`, value, allowed: ['https://host/path'],
      nearest: /^[\w.-]+\.[a-z]{2,}(\/|$)/i.test(value) ? [`https://${value}`] : [], fix: 'write it in full, with https://',
    });
  }
  if (runner && runner.os !== RunnerOs.LINUX) {
    scope.report({ ruleId: 'target-runner', message: 'a target is deployed by bash on Linux', value: runner.label, allowed: ['a Linux runner'], fix: 'leave the runner out, or give one that runs Linux' });
  }
  [...smokeTestLimits(smokeTest), ...rolloutLimits(rollout)].forEach((problem) => scope.report(problem));
  checkBranch(scope);
}

/** An expression is for GitHub to judge. */
function isUrl(text: string): boolean {
  return hasExpression(text) || hasReference(text) || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol));
}

/** Pushes of other branches only: the job would be skipped for ever. */
function checkBranch({ facts, report }: LoweringScope): void {
  const { pushBranches, defaultBranch } = facts;
  const literal = pushBranches?.every((branch) => /^[\w./-]+$/.test(branch));
  if (!literal || !pushBranches || facts.isRelease || facts.call || facts.manual || pushBranches.includes(defaultBranch)) return;
  report({
    ruleId: 'deploy-trigger', message: `a target is deployed from the app's default branch, ${defaultBranch}, whose pushes do not start this pipeline`,
    value: pushBranches, allowed: [defaultBranch], fix: `add ${defaultBranch} to the branches of Trigger.push, or say new App({ defaultBranch: '${pushBranches[0] ?? 'main'}' })`,
  });
}
