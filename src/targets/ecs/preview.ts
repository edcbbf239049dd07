/** Previews: the same two stacks for every pull request, told apart by its number. */
import type { NameLimit } from './limits';
import type { EcsSettings } from './settings';
import type { Report } from '../support/input';
import { PREVIEW_SUFFIX, withNumber } from '../support/preview';
import type { TargetContext } from '../target';

/** Previews behind one listener take their rules' priorities from as many numbers. */
export const PRIORITIES = 1000;
/** Parameter of the platform's template: which priority is free, only the job can see. */
export const PRIORITY = 'RulePriority';

/** Whether the job looks for the priority of the rule. */
export function choosesPriority({ context, loadBalancer }: EcsSettings): boolean {
  return context.preview !== undefined && loadBalancer?.existing !== undefined;
}

/** A name that the user chose, with the number behind it where it is a preview's. */
export function ofPreview(name: string | undefined, limit: NameLimit, { preview }: TargetContext, at: string, report: Report): string | undefined {
  if (name === undefined || !preview) return name;
  const numbered = `${name}-${preview.suffix}`;
  if (limit.pattern.test(name) && !limit.pattern.test(numbered)) {
    report({
      ruleId: 'target-name', at, message: `with the number of its pull request the name has ${numbered.length} characters`, value: numbered, allowed: [limit.allowed],
      nearest: [name.slice(0, name.length - 1).replace(/[-_]+$/, '')],
    });
  }
  return numbered;
}

/** The settings as a script reads them: the number is in its environment. */
export function inScript(settings: EcsSettings): EcsSettings {
  const { context, names } = settings;
  if (!context.preview) return settings;
  const read = <T>(text: T) => (typeof text === 'string' ? withNumber(text, '${PR_NUMBER}') : text);
  return {
    ...settings,
    context: { ...context, workload: { ...context.workload, name: read(context.workload.name) } },
    names: Object.fromEntries(Object.entries(names).map(([key, name]) => [key, read(name)])) as unknown as EcsSettings['names'],
  };
}

/** A name within a script: a preview's holds a variable. */
export function scriptName(name: string): string {
  return name.includes('${') ? `"${name}"` : name;
}

/** What a person applies once holds for every number. */
export function ofAllNumbers<T>(document: T): T {
  return JSON.parse(JSON.stringify(document).replaceAll(PREVIEW_SUFFIX, 'pr-*')) as T;
}
