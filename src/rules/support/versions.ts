/** The versions that an input of a set-up action asks for. */
import { asList, asText } from './facts';
import { Leg } from './matrix';
import { isRecord } from '../../values';
import { hasExpression, scanTemplate } from '../../workflow/expression-scan';

/** One a line, or those of a leg of the matrix; none where only the run can know. */
export function versionsOf(value: unknown, leg: Leg | undefined): string[] {
  const text = asText(value);
  if (text === undefined) return [];
  if (!hasExpression(text)) return text.split('\n').map((line) => line.trim());
  const { whole, segments } = scanTemplate(text);
  const [reference] = whole && segments[0].tree === segments[0].references[0]?.node ? segments[0].references : [];
  if (reference?.context !== 'matrix' || !leg) return [];
  const found = reference.path.reduce<unknown>((of, key) => isRecord(of) && key !== undefined ? of[key] : undefined, leg);
  return asList(found).flatMap((one) => asText(one) ?? []);
}
