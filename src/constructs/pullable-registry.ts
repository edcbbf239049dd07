import type { ContainerImage } from './container-image';
import { Platform } from '../platform';
import { RegistryInfo } from '../registries/registry';
import { ConstructProblem } from '../synth/job-spec';

/** The first of the image's registries that the platform can pull from without a stored secret; else the first that has one. */
export function pullableRegistry(platform: Platform, image: ContainerImage, report: (problem: ConstructProblem) => void): RegistryInfo | undefined {
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
