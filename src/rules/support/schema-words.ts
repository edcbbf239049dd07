/** GitHub's schema in a person's words: what a place takes, and what a mistyped key probably meant. */
import { Definition, MappingDefinition } from './schema';
import { nearest } from '../../nearest';

const NAMES: Readonly<Record<string, string>> = {
  'workflow-root-strict': 'a workflow',
  'job': 'a job',
  'job-factory': 'a job',
  'workflow-job': 'a job that calls a reusable workflow',
  'steps-item': 'a step',
  'run-step': 'a step',
  'regular-step': 'a step with uses',
  'wait-step': 'a step with wait',
  'wait-all-step': 'a step with wait-all',
  'cancel-step': 'a step with cancel',
  'parallel-step': 'a step with parallel',
  'on-strict': 'on',
  'on-mapping-strict': 'on',
  'permissions-mapping': 'permissions',
  'concurrency-mapping': 'concurrency',
  'job-environment-mapping': 'environment',
  'container-mapping': 'container',
  'service-container-mapping': 'a service',
  'container-registry-credentials': 'credentials',
  'workflow-dispatch-input': 'an input of workflow_dispatch',
  'workflow-call-input-definition': 'an input of workflow_call',
  'workflow-call-output-definition': 'an output of workflow_call',
  'cron-mapping': 'an item of schedule',
  'runs-on-mapping': 'runs-on',
  'snapshot-mapping': 'snapshot',
};

export function describeDefinition(name: string): string {
  return NAMES[name] ?? name.replace(/-(mapping|strict|definition)/g, '').replace(/-/g, ' ');
}

/** "a text or a list". */
export function expected(definition: Definition): string {
  const kinds: string[] = [];
  if (definition.text === 'any') kinds.push('a text');
  if (definition.text === 'non-empty') kinds.push('a text that is not empty');
  if (definition.text === 'constants') kinds.push(`one of ${definition.constants.slice(0, 6).join(', ')}${definition.constants.length > 6 ? ', …' : ''}`);
  if (definition.takesNumber) kinds.push('a number');
  if (definition.takesBoolean) kinds.push('true or false');
  if (definition.sequence !== undefined) kinds.push('a list');
  if (definition.mappings.length > 0) kinds.push('a map');
  if (definition.takesNull) kinds.push('nothing');
  const last = kinds.pop();
  return `${kinds.length > 0 ? `${kinds.join(', ')} or ` : ''}${last} is expected`;
}

/** "a job has no key 'step'", with the nearest keys that it has. */
export function unknownKey(key: string, candidates: readonly MappingDefinition[], definition: Definition): UnknownKey {
  const only = candidates.length === 1 ? candidates[0] : undefined;
  const allowed = [...new Set(candidates.flatMap((candidate) => [...candidate.properties.keys()]))];
  const value = key;
  // another kind of the same thing has it: `uses` in a step with `run`
  if (only && definition.mappings.some((other) => other !== only && other.properties.has(key))) {
    return { message: `${describeDefinition(definition.name)} with ${only.required.join(', ')} cannot have '${key}'`, value, allowed, definition: only.name };
  }
  const message = `${describeDefinition(only?.name ?? definition.name)} has no key '${key}'`;
  const found = { message, value, allowed, definition: only?.name ?? definition.name };
  if (key === '<<') return { ...found, fix: 'GitHub knows anchors and aliases, but no merge keys: repeat the keys' };
  return { ...found, nearest: nearest(key, allowed) };
}

export interface UnknownKey {
  readonly message: string;
  readonly value: string;
  readonly allowed: string[];
  readonly nearest?: string[];
  readonly fix?: string;
  readonly definition: string;
}
