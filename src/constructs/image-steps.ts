/** What the jobs of an image share. */
import type { ContainerImage } from './container-image';
import { Step } from '../step';

export const ARCHIVE = '${{ runner.temp }}/image.tar';
export const SBOM = '${{ runner.temp }}/sbom.spdx.json';

const TAGS = ['type=ref,event=branch', 'type=ref,event=tag', 'type=semver,pattern={{version}}', 'type=semver,pattern={{major}}.{{minor}}', 'type=sha,format=long'];

/** Labels and tags, from the event. */
export function metadata(image: ContainerImage, name: string): Step {
  return Step.uses('docker/metadata-action', {
    name,
    with: { images: image._infos().map((info) => info.repository).join('\n'), tags: (image._props.tags ?? TAGS).join('\n') },
  });
}
