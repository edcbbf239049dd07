/** Whether the image runs on the machines that it is deployed to. */
import type { Report } from './input';
import type { TargetContext } from '../target';

const ARCHITECTURES: Readonly<Record<string, string>> = { x86_64: 'linux/amd64', amd64: 'linux/amd64', aarch64: 'linux/arm64', arm64: 'linux/arm64' };

/** The platform of an architecture, as Docker and Kubernetes call them. */
export function platformOf(architecture: unknown): string | undefined {
  return typeof architecture === 'string' && Object.hasOwn(ARCHITECTURES, architecture) ? ARCHITECTURES[architecture] : undefined;
}

/** The image must be built for `needed`; `because` says who runs nothing else. */
export function reportImagePlatform(context: TargetContext, needed: string, because: string, fix: string, report: Report): void {
  const built = context.imagePlatforms;
  if (!Array.isArray(built) || built.includes(needed)) return;
  report({
    ruleId: 'image-platform', at: 'image.platforms', message: `${because}, and the image is not built for it`, value: built, allowed: [needed],
    fix,
  });
}
