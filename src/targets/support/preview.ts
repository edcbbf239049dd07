/** The names of previews, one set of files for all pull requests. */
import type { TargetContext } from '../target';

/** Six digits are enough for any repository, and no number begins with a zero: the suffix stands for nothing else. */
const NUMBER = '000000';
export const PREVIEW_SUFFIX = `pr-${NUMBER}`;

/** What users write for the number, in a URL. */
export const NUMBER_PLACEHOLDER = '{number}';

/** A text with `pr-{number}`, as it is written to files and checked. */
export function withoutNumber(text: string): string {
  return text.replaceAll(`pr-${NUMBER_PLACEHOLDER}`, PREVIEW_SUFFIX);
}

/** The name that the user chose, else the workload's; a preview's with its number, which the workload's own has already. */
export function nameOf(given: string | undefined, { workload, preview }: TargetContext): string {
  if (given === undefined) return workload.name;
  return preview ? `${given}-${preview.suffix}` : given;
}

/** The same text once the number is known; an expression may stand for it. */
export function withNumber(text: string, number: string): string {
  return text.replaceAll(PREVIEW_SUFFIX, `pr-${number}`);
}
