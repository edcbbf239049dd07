/** What a platform is told of a target: one that is deployed, or the previews of pull requests. */
import { Construct } from 'constructs';
import type { ContainerImage } from './container-image';
import { App } from '../app';
import { Platform } from '../platform';
import { RegistryInfo } from '../registries/registry';
import { ConstructProblem } from '../synth/job-spec';
import { TargetContext } from '../targets/target';
import { environmentSubject } from '../trust/subject';

type Report = (problem: ConstructProblem) => void;
/** What follows from the app, the platform and the image. */
type Derived = 'imagePlatforms' | 'repository' | 'defaultBranch' | 'subject' | 'registry' | 'imageRepository' | 'report';

export function targetContext(app: App, platform: Platform, image: ContainerImage, report: Report, own: Omit<TargetContext, Derived>): TargetContext {
  const registry = pullableRegistry(platform, image, report);
  return {
    ...own,
    imagePlatforms: image.platforms,
    repository: app.repository,
    defaultBranch: app.defaultBranch,
    subject: app.repository && environmentSubject(app.repository, own.environment),
    registry,
    imageRepository: registry?.repository ?? image._infos()[0]?.repository ?? '',
    report: ({ at, message, ...rest }) => report({ ...rest, message: at ? `${at}: ${message}` : message }),
  };
}

/** The first of the image's registries that the platform can pull from without a stored secret; else the first that has one. */
function pullableRegistry(platform: Platform, image: ContainerImage, report: Report): RegistryInfo | undefined {
  const provider = platform._provider;
  const infos = image._infos();
  const free = infos.find((info) => info.isPublic || (info.pullSecret === undefined && provider.canPull(info)));
  const found = free ?? infos.find((info) => provider.canPull(info) || info.pullSecret !== undefined);
  if (!found) {
    report({
      ruleId: 'registry', message: `${provider.title} can pull from none of the image's registries without a stored secret`,
      value: infos.map((info) => info.repository), allowed: provider.pullable,
      fix: `add ${provider.pullable[0]} to ${image.node.path}, or give a registry public: true or a pullSecret`,
    });
  }
  return found;
}

/** Folder of a target's files, from the repository's root. */
export function targetDirectory({ node: { root } }: Construct, id: string): string {
  return [root instanceof App ? root.directory : '', 'deploy', id].filter(Boolean).join('/');
}

/** Jobs that push to the project's registry need its number, too. */
export function rememberProject({ node: { root } }: Construct, platform: Platform | undefined): void {
  const project = platform?._googleProject;
  if (root instanceof App && project) root._projectNumbers.set(project.id, project.number);
}

/** Undefined for what is no URL: that is reported elsewhere. */
export function hostOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).hostname : undefined;
}
