/** What makes a preview impossible or unsafe, whatever the platform. */
import { ContainerImage } from './container-image';
import { DeployTarget } from './deploy-target';
import { PreviewImage } from './preview-image';
import type { PreviewTarget } from './preview-target';
import { SecurityScan } from './security-scan';
import { smokeTestLimits } from './target-limits';
import { App } from '../app';
import { JobBase } from '../job-base';
import { ConstructProblem } from '../synth/job-spec';
import { NUMBER_PLACEHOLDER, withoutNumber } from '../targets/support/preview';

type Report = (problem: ConstructProblem) => void;

const WITH_NUMBER = `pr-${NUMBER_PLACEHOLDER}`;

/** Whether there is a platform to ask. */
export function checkPreview(target: PreviewTarget, app: App, report: Report): boolean {
  const others = app.node.findAll().filter((c): c is JobBase => c instanceof JobBase && c.node.scope !== target.node.scope);
  const { like, url, smokeTest } = target.props;
  if (!(like instanceof ContainerImage)) {
    report({ ruleId: 'preview', message: 'image: no ContainerImage', value: like, fix: 'give it the ContainerImage that other pipelines publish' });
  }
  checkUrl('url', url, report);
  checkUrl('smokeTest.url', smokeTest?.url, report);
  smokeTestLimits(smokeTest).forEach(report);
  checkBranches(target, report);
  checkEnvironment(target, others, report);
  checkRepositories(target, others, report);
  const shaped = [url, smokeTest?.url].every((text) => text === undefined || typeof text === 'string') && Array.isArray(target.props.branches);
  return shaped && target.props.platform?._provider !== undefined;
}

function checkUrl(at: string, url: unknown, report: Report): void {
  if (url === undefined) return;
  if (typeof url === 'string' && url.includes(WITH_NUMBER)) {
    if (/^https?:\/\/[^/]/.test(url) && URL.canParse(withoutNumber(url))) return;
    report({ ruleId: 'preview', message: `${at}: no URL that a browser opens`, value: url, allowed: [`https://${WITH_NUMBER}.host/path`], fix: 'write it in full, with https://' });
    return;
  }
  report({
    ruleId: 'preview', message: `${at}: every preview would have the same address`, value: url, allowed: [`a URL with ${WITH_NUMBER} in it`],
    nearest: [`https://${WITH_NUMBER}.preview.example.com`],
  });
}

/** They are trusted letter by letter: a merged pull request is closed on its branch, and not on its own ref. */
function checkBranches({ props: { branches } }: PreviewTarget, report: Report): void {
  const given: unknown = branches;
  const wrong = Array.isArray(given) ? given.filter((branch) => typeof branch !== 'string' || !/^[\w./-]+$/.test(branch)) : [given];
  if (wrong.length === 0 && branches.length) return;
  report({ ruleId: 'preview', message: 'branches: the branches of previewed pull requests are named exactly', value: wrong.length ? wrong : given, allowed: ['[\'main\']'] });
}

function checkEnvironment(target: PreviewTarget, others: readonly JobBase[], report: Report): void {
  const other = others.find((construct) => environmentOf(construct) === target.environment);
  if (!other) return;
  report({
    ruleId: 'preview', message: `environment: ${other.node.path} uses it, so pull requests would be trusted like it`, value: target.environment,
    fix: 'give the previews an environment of their own, such as preview',
  });
}

function environmentOf(construct: JobBase): string | undefined {
  if (construct instanceof DeployTarget) return construct.environment;
  if (construct instanceof PreviewImage) return undefined;
  if (construct instanceof ContainerImage) return construct._environment();
  return construct instanceof SecurityScan ? construct._environment : undefined;
}

function checkRepositories(target: PreviewTarget, others: readonly JobBase[], report: Report): void {
  const own = target.props.image._infos().map((info) => info.repository);
  for (const other of others) {
    if (!(other instanceof ContainerImage) || other instanceof PreviewImage) continue;
    const shared = other._infos().map((info) => info.repository).filter((repository) => own.includes(repository));
    if (shared.length === 0) continue;
    report({
      ruleId: 'preview', message: `registries: a pull request could replace the tags of ${other.node.path}`, value: shared,
      fix: 'give previews a repository of their own: Registry.ghcr({ repository: \'acme/shop-preview\' })',
    });
  }
}
