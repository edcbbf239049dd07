// Kubernetes objects: unknown fields and types by kubernetes-types; required fields, enumerations, formats and quantities by
// kubernetes-models; and what the API server demands of every object.
//   node kubernetes.mjs FILE-OR-FOLDER...
import { filesOf, isObject, readDocuments } from './lib/documents.mjs';
import { kustomization } from './lib/kustomization.mjs';
import { report } from './lib/report.mjs';
import { explain, readMade, schemaJudge, strictJudge } from './lib/schema.mjs';

const WITHOUT_SPEC = ['ServiceAccount', 'ConfigMap', 'Secret', 'Namespace', 'Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding', 'StorageClass', 'PriorityClass'];

/** Its models are a package of their own. */
const GATEWAY = 'gateway.networking.k8s.io/';

const strict = strictJudge(readMade('kubernetes.json'));
const kustomize = schemaJudge(kustomization);

const findings = [];
let judged = 0;
for (const file of filesOf(process.argv.slice(2), ['.yaml', '.yml', '.json'])) {
  const read = readDocuments(file, '1.1');
  findings.push(...read.findings);
  for (const value of read.values) {
    judged++;
    if (!isObject(value)) {
      findings.push(`${file}: an object was expected, not ${JSON.stringify(value)}`);
      continue;
    }
    const name = `${value.kind ?? '?'}/${value.metadata?.name ?? '?'}`;
    for (const { path, message } of await judge(value)) findings.push(`${file}: ${name}: ${path}: ${message}`);
  }
}
report(findings, judged + findings.length);

async function judge(value) {
  const { apiVersion, kind } = value;
  if (kind === 'List') return Promise.all((value.items ?? []).map(judge)).then(all => all.flat());
  if (kind === 'Kustomization') return kustomize(value);
  const fields = strict(`${apiVersion}/${kind}`, value);
  if (!fields) return [{ path: '/', message: `no schema for ${apiVersion} ${kind}` }];
  const known = new Set(fields.map(({ path }) => path));
  return [...fields, ...demanded(value), ...(await models(value)).filter(({ path }) => !known.has(path))];
}

/** Optional in the schemas, since the server fills them in or lists leave them out, but never in a manifest. */
function demanded({ kind, metadata, spec }) {
  const missing = [];
  if (typeof metadata?.name !== 'string' && typeof metadata?.generateName !== 'string') missing.push('/metadata/name');
  if (spec === undefined && !WITHOUT_SPEC.includes(kind)) missing.push('/spec');
  return missing.map(path => ({ path, message: 'required, but missing' }));
}

async function models(value) {
  // the core group has no name, and its folder is its version
  const module = await import(`${value.apiVersion.startsWith(GATEWAY) ? '@kubernetes-models/gateway-api' : 'kubernetes-models'}/${value.apiVersion}`).catch(() => undefined);
  const Model = module?.[value.kind];
  if (!Model) return [{ path: '/', message: `kubernetes-models has no ${value.apiVersion} ${value.kind}` }];
  try {
    new Model(value).validate();
    return [];
  } catch (error) {
    if (!Array.isArray(error.errors)) throw error;
    // of a union (a quantity: number or formatted string) only the format is worth saying
    const formats = error.errors.filter(({ keyword }) => keyword === 'format').map(({ instancePath }) => instancePath);
    return error.errors
      .filter(({ keyword, instancePath }) => !(['oneOf', 'type'].includes(keyword) && formats.includes(instancePath)))
      .map(explain);
  }
}
