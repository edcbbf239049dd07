// @googleapis/run v1 → a schema for a Cloud Run Service. The types say names and types only; what is required, what
// Cloud Run does not support, and which annotation belongs to which resource, stands in their documentation.
import { readInterfaces } from './interfaces.mjs';

export function cloudRunSchema(file) {
  let annotations = {};
  const read = readInterfaces(file, {
    alone: true,
    member(owner, name, documentation) {
      if (owner === 'ObjectMeta' && name === 'annotations') annotations = allowedOn(documentation);
      return {
        // gcloud fills in the namespace: it is the project
        required: name !== 'namespace' && /^Required\b/.test(documentation),
        forbidden: /\bnot supported by cloud run\b/i.test(documentation.split('. ')[0]),
      };
    },
  });
  const service = read.define(read.exported.Schema$Service);
  return { annotations, objects: { 'serving.knative.dev/v1/Service': service }, definitions: read.definitions };
}

/** "* `run.googleapis.com/ingress`: Service, Instance. * …" → { 'run.googleapis.com/ingress': ['Service', 'Instance'] } */
function allowedOn(documentation) {
  const resources = 'Service|Revision|Job|Execution|Instance|All resources';
  const entry = new RegExp(`\`([a-z.]+/[A-Za-z-]+)\`: ((?:(?:${resources})(?:, )?)+)`, 'g');
  return Object.fromEntries([...documentation.matchAll(entry)].map(([, name, on]) => [name, on.split(', ').filter(Boolean)]));
}
