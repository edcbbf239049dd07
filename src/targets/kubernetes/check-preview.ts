/** What previews in one namespace cannot share: objects whose names the user chose. */
import type { KubernetesPlatformProps } from './props';
import { isRecord } from '../../values';
import { Report } from '../support/input';
import type { PreviewContext } from '../target';

export function checkPreview(props: KubernetesPlatformProps, { suffix }: PreviewContext, report: Report): void {
  if (Array.isArray(props.extraObjects) && props.extraObjects.length) {
    report({
      ruleId: 'preview', at: 'platform.extraObjects', message: 'every preview would have the same objects, and the first that is destroyed would take them away',
      value: props.extraObjects.map((object: unknown) => (isRecord(object) ? object.kind : object)), fix: 'apply by hand, once, what all previews share',
    });
  }
  const named = (Array.isArray(props.patches) ? props.patches : []).filter((given) => {
    const patch: unknown = isRecord(given) ? given.patch : undefined;
    const name: unknown = given?.target ? given.target.name : isRecord(patch) && isRecord(patch.metadata) ? patch.metadata.name : undefined;
    return typeof name === 'string' && !name.includes(suffix);
  });
  if (named.length === 0) return;
  report({
    ruleId: 'preview', at: 'platform.patches', message: 'the objects of a preview are named by its pull request', value: named.map(({ target, patch }) => target?.name ?? patch.metadata.name),
    fix: 'choose the objects of a patch by `target: { kind: \'Deployment\' }`',
  });
}
