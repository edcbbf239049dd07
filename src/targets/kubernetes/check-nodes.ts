/** Nodes that the user chose by a patch, and whether they run the image: the scheduler does not look at it. */
import type { KubernetesPlatformProps } from './props';
import { isRecord } from '../../values';
import { platformOf, reportImagePlatform } from '../support/image-platform';
import { Report } from '../support/input';
import type { TargetContext } from '../target';

const LABEL = 'kubernetes.io/arch';

export function checkNodes(context: TargetContext, props: KubernetesPlatformProps, report: Report): void {
  for (const architecture of selected(props.patches)) {
    const needed = platformOf(architecture);
    if (needed) reportImagePlatform(context, needed, `a patch chooses nodes of ${needed}`, `build it for ${needed}, too, or choose other nodes`, report);
  }
}

/** Values of the label, wherever in a patch it is: merged, or as the value of an operation. */
function selected(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(selected);
  if (!isRecord(value)) return [];
  const path = value.path === '/spec/template/spec/nodeSelector/kubernetes.io~1arch' ? [value.value] : [];
  return [...path, ...Object.entries(value).flatMap(([key, inner]) => (key === LABEL ? [inner] : selected(inner)))];
}
