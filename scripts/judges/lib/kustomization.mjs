// A strict schema of a Kustomization, after the reference of kustomize 5 ("The kustomization file"). Fields that kustomize has
// deprecated (commonLabels, patchesStrategicMerge, patchesJson6902, bases, vars, imageTags) are refused.
const text = { type: 'string', minLength: 1 };
const texts = { type: 'array', items: text, minItems: 1 };
const strings = { type: 'object', additionalProperties: { type: 'string' } };
const object = (properties, required = []) => ({ type: 'object', properties, required, additionalProperties: false });
const list = items => ({ type: 'array', items, minItems: 1 });

const target = object({ group: text, version: text, kind: text, name: text, namespace: text, labelSelector: text, annotationSelector: text });
const options = object({ labels: strings, annotations: strings, disableNameSuffixHash: { type: 'boolean' }, immutable: { type: 'boolean' } });
const generated = {
  name: text, namespace: text, behavior: { enum: ['create', 'replace', 'merge'] }, files: texts, literals: texts, envs: texts, options,
};
const fieldPath = { type: 'array', items: text, minItems: 1 };

export const kustomization = object({
  apiVersion: { const: 'kustomize.config.k8s.io/v1beta1' },
  kind: { const: 'Kustomization' },
  metadata: object({ name: text, annotations: strings, labels: strings }),
  namespace: text,
  namePrefix: text,
  nameSuffix: text,
  resources: texts,
  components: texts,
  generators: texts,
  transformers: texts,
  configurations: texts,
  crds: texts,
  labels: list(object({
    pairs: strings, includeSelectors: { type: 'boolean' }, includeTemplates: { type: 'boolean' },
    fields: list(object({ group: text, version: text, kind: text, path: text, create: { type: 'boolean' } }, ['path'])),
  }, ['pairs'])),
  commonAnnotations: strings,
  configMapGenerator: list(object(generated, ['name'])),
  secretGenerator: list(object({ ...generated, type: text }, ['name'])),
  generatorOptions: options,
  images: list(object({
    name: text, newName: text, newTag: text, tagSuffix: text, digest: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' },
  }, ['name'])),
  replicas: list(object({ name: text, count: { type: 'integer', minimum: 0 } }, ['name', 'count'])),
  patches: list({
    ...object({ path: text, patch: text, target, options: object({ allowNameChange: { type: 'boolean' }, allowKindChange: { type: 'boolean' } }) }),
    oneOf: [{ required: ['path'] }, { required: ['patch'] }],
  }),
  replacements: list(object({
    path: text,
    source: object({ group: text, version: text, kind: text, name: text, namespace: text, fieldPath: text, options: {} }),
    targets: list(object({ select: target, reject: list(target), fieldPaths: fieldPath, options: {} }, ['select'])),
  })),
  sortOptions: object({ order: { enum: ['legacy', 'fifo'] }, legacySortOptions: object({ orderFirst: texts, orderLast: texts }) }),
  buildMetadata: { type: 'array', items: { enum: ['managedByLabel', 'originAnnotations', 'transformerAnnotations'] } },
  openapi: object({ path: text, version: text }),
}, ['apiVersion', 'kind']);
