// The floor: the objects are there already, and only become text.
import { createRequire } from 'node:module';

// the very copy that pipewright loads
const { stringify } = createRequire(new URL('../../lib/index.js', import.meta.url))('yaml');

export function contender(plan) {
  return () => ({ texts: plan.map((workflow) => stringify(workflow)) });
}
