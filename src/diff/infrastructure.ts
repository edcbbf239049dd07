/** How two versions of an infrastructure file differ, resource by resource. */
import { parseAllDocuments } from 'yaml';
import { Detail, DiffItem } from './model';
import { replacesObject, replacesResource } from './replacement';
import { compareValues, describeChange, ValueChange } from './values';
import { isRecord } from '../values';

/** A thing that a platform knows by its own name. */
interface Resource {
  readonly subject: string;
  readonly value: unknown;
  replaces(path: string): boolean;
}

type Resources = ReadonlyMap<string, Resource>;

const never = () => false;

/** Undefined where a file is neither JSON nor YAML of a form that is known. */
export function compareInfrastructure(before: string | undefined, after: string | undefined): DiffItem[] | undefined {
  const [left, right] = [before === undefined ? new Map() : resources(before), after === undefined ? new Map() : resources(after)];
  if (left === undefined || right === undefined) return undefined;
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((key) => compare(left.get(key), right.get(key)));
}

function compare(before: Resource | undefined, after: Resource | undefined): DiffItem[] {
  if (!before) return after ? [{ mark: 'added', subject: after.subject, details: [] }] : [];
  if (!after) return [{ mark: 'removed', subject: before.subject, details: [] }];
  const details = compareValues(before.value, after.value).map((change) => detail(change, after));
  if (details.length === 0) return [];
  return [{ mark: 'changed', subject: after.subject, details, ...(details.some((d) => d.replaces) ? { replaced: true } : {}) }];
}

function detail(change: ValueChange, resource: Resource): Detail {
  return { text: describeChange(change), ...(resource.replaces(change.path) ? { replaces: true } : {}) };
}

function resources(text: string): Resources | undefined {
  const values = parse(text);
  if (values === undefined || !values.every(isRecord)) return undefined;
  return new Map(values.flatMap((value) => resourcesOf(value).map((resource): [string, Resource] => [resource.subject, resource])));
}

function parse(text: string): unknown[] | undefined {
  try {
    const documents = parseAllDocuments(text, { logLevel: 'silent' });
    if (!Array.isArray(documents) || documents.some((document) => document.errors.length > 0)) return undefined;
    return documents.map((document) => document.toJS() as unknown).filter((value) => value !== null);
  } catch {
    return undefined;
  }
}

function resourcesOf(value: Readonly<Record<string, unknown>>): Resource[] {
  if (isRecord(value.Resources)) return cloudFormation(value);
  if (Array.isArray(value.resources) && typeof value.$schema === 'string') return azure(value);
  if (isRecord(value.resource) && Object.values(value.resource).every(isRecord)) return terraform(value);
  if (isRecord(value.services)) return parts(value, 'services', 'service');
  if (typeof value.kind === 'string' && isRecord(value.metadata)) return [kubernetes(value)];
  return [{ subject: 'file', value, replaces: never }];
}

function cloudFormation(template: Readonly<Record<string, unknown>>): Resource[] {
  const found = Object.entries(template.Resources as Record<string, { Type?: string }>).map(([id, resource]): Resource => ({
    subject: `${resource.Type} ${id}`,
    value: resource,
    replaces: (path) => replacesResource(String(resource.Type), path),
  }));
  const { Resources: _resources, ...rest } = template;
  return [...found, { subject: 'template', value: rest, replaces: never }];
}

function azure(template: Readonly<Record<string, unknown>>): Resource[] {
  const found = (template.resources as Record<string, unknown>[]).map((resource): Resource => ({
    subject: `${String(resource.type)} ${String(resource.name)}`,
    value: resource,
    replaces: (path) => path === 'location',
  }));
  const { resources: _resources, ...rest } = template;
  return [...found, { subject: 'template', value: rest, replaces: never }];
}

/** Terraform says itself what it replaces, when it plans. */
function terraform(file: Readonly<Record<string, unknown>>): Resource[] {
  const found = Object.entries(file.resource as Record<string, Record<string, unknown>>).flatMap(([type, named]) => Object.entries(named).map(([name, value]): Resource => ({
    subject: `${type} ${name}`, value, replaces: never,
  })));
  const { resource: _resource, ...rest } = file;
  return [...found, { subject: 'file', value: rest, replaces: never }];
}

/** A Compose file: its services one by one, the rest as one. */
function parts(file: Readonly<Record<string, unknown>>, key: string, word: string): Resource[] {
  const found = Object.entries(file[key] as Record<string, unknown>).map(([name, value]): Resource => ({ subject: `${word} ${name}`, value, replaces: never }));
  const { [key]: _parts, ...rest } = file;
  return [...found, { subject: 'file', value: rest, replaces: never }];
}

/** Kubernetes and Cloud Run: an object is its kind, namespace and name. */
function kubernetes(object: Readonly<Record<string, unknown>>): Resource {
  const kind = String(object.kind);
  const { namespace, name } = object.metadata as { namespace?: string; name?: string };
  return { subject: `${kind} ${namespace ? `${namespace}/` : ''}${name ?? ''}`, value: object, replaces: (path) => replacesObject(kind, path) };
}
