/** Containers of a job, its own and those beside it, as props. */
import { key, Override, props, strings } from './file';
import { JobModel, ServiceModel } from '../workflow/model';

const CONTAINER_KEYS = ['image', 'credentials', 'env', 'ports', 'volumes', 'options', 'entrypoint', 'command'];

/** An image alone, or with its options; what an expression decides is set on the rendered job. */
export function container(value: string | ServiceModel | undefined, path: string, overrides: Override[]): object | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return { image: value };
  if (typeof value.env === 'string' || value.image === undefined) {
    overrides.push({ path, value });
    return undefined;
  }
  for (const [name, unknown] of Object.entries(value)) {
    if (!CONTAINER_KEYS.includes(name)) overrides.push({ path: `${path}.${key(name)}`, value: unknown });
  }
  return {
    image: value.image,
    username: value.credentials?.username,
    password: value.credentials?.password,
    env: value.env ? strings(value.env) : undefined,
    ports: value.ports?.map(String),
    volumes: value.volumes,
    options: value.options,
    entrypoint: value.entrypoint,
    command: value.command,
  };
}

export function services(model: JobModel, overrides: Override[]): object | undefined {
  if (typeof model.services === 'string') overrides.push({ path: 'services', value: model.services });
  if (typeof model.services !== 'object' || model.services === null) return undefined;
  return props(Object.fromEntries(Object.entries(model.services).map(([name, value]) => [name, container(value, `services.${key(name)}`, overrides)])));
}
