// @googleapis/run v1 → schemas of a Cloud Run Service and of a WorkerPool. The types say names and types only; what is required, what
// Cloud Run does not support, and which annotation belongs to which resource, stands in their documentation.
import { readInterfaces } from './interfaces.mjs';

/** What the reference does not list of a worker pool: https://cloud.google.com/run/docs/configuring/workerpools/manual-scaling */
const SCALING = ['launch-stage', 'scalingMode', 'manualInstanceCount'].map(name => `run.googleapis.com/${name}`);

export function cloudRunSchema(file) {
  let annotations = {};
  let ofWorkerPools = [];
  const read = readInterfaces(file, {
    alone: true,
    member(owner, name, documentation) {
      if (owner === 'ObjectMeta' && name === 'annotations') annotations = allowedOn(documentation);
      if (owner === 'WorkerPool' && name === 'metadata') ofWorkerPools = [...documentation.matchAll(/\* `([a-z.]+\/[A-Za-z-]+)`/g)].map(([, one]) => one);
      return {
        // gcloud fills in the namespace: it is the project
        required: name !== 'namespace' && /^Required\b/.test(documentation),
        forbidden: /\bnot supported by cloud run\b/i.test(documentation.split('. ')[0]),
      };
    },
  });
  const objects = { 'serving.knative.dev/v1/Service': read.define(read.exported.Schema$Service), 'run.googleapis.com/v1/WorkerPool': read.define(read.exported.Schema$WorkerPool) };
  for (const name of [...ofWorkerPools, ...SCALING]) annotations[name] = [...(annotations[name] ?? []), 'WorkerPool'];
  return { annotations, objects, definitions: read.definitions };
}

/** "* `run.googleapis.com/ingress`: Service, Instance. * …" → { 'run.googleapis.com/ingress': ['Service', 'Instance'] } */
function allowedOn(documentation) {
  const resources = 'Service|Revision|Job|Execution|Instance|All resources';
  const entry = new RegExp(`\`([a-z.]+/[A-Za-z-]+)\`: ((?:(?:${resources})(?:, )?)+)`, 'g');
  return Object.fromEntries([...documentation.matchAll(entry)].map(([, name, on]) => [name, on.split(', ').filter(Boolean)]));
}
