/** What is known of a value: true, false, or not known (`undefined`). */
import { Data, githubExpressions } from './github-expressions';
import { isUnknown } from './unknown';

export function truthOf(value: Data): boolean | undefined {
  return isUnknown(value) ? value.truth : githubExpressions().truthy(value);
}

/** Whether two values are equal by GitHub's `==`. */
export function equalOrUnknown(left: Data, right: Data): boolean | undefined {
  if (left === right && isUnknown(left)) return true;
  if (isUnknown(left) && left.isNot(right)) return false;
  if (isUnknown(right) && right.isNot(left)) return false;
  return isUnknown(left) || isUnknown(right) ? undefined : githubExpressions().equals(left, right);
}
