// Cloud Run services (serving.knative.dev/v1) and worker pools, as `gcloud run services replace` takes them: fields and types by @googleapis/run,
// what Cloud Run requires, does not support, and allows as annotation by its documentation, quantities and ranges by Knative's models.
//   node cloud-run.mjs FILE-OR-FOLDER...
import { Service } from '@kubernetes-models/knative/serving.knative.dev/v1/Service';
import { filesOf, readDocuments } from './lib/documents.mjs';
import { report } from './lib/report.mjs';
import { explain, readMade, strictJudge } from './lib/schema.mjs';

const made = readMade('cloud-run.json');
const strict = strictJudge(made);

const findings = [];
let judged = 0;
for (const file of filesOf(process.argv.slice(2), ['.yaml', '.yml', '.json'])) {
  const read = readDocuments(file, '1.1');
  findings.push(...read.findings);
  for (const value of read.values) {
    judged++;
    const name = `${value.kind ?? '?'}/${value.metadata?.name ?? '?'}`;
    for (const { path, message } of judge(value)) findings.push(`${file}: ${name}: ${path}: ${message}`);
  }
}
report(findings, judged + findings.length);

function judge(value) {
  const fields = strict(`${value.apiVersion}/${value.kind}`, value);
  if (!fields) return [{ path: '/', message: `no schema for ${value.apiVersion} ${value.kind}` }];
  const known = new Set(fields.map(({ path }) => path));
  const template = value.spec?.template;
  return [
    ...fields,
    ...required(value),
    ...annotations('/metadata', value.kind, value.metadata?.annotations),
    ...annotations('/spec/template/metadata', 'Revision', template?.metadata?.annotations),
    ...traffic('traffic', value.spec?.traffic ?? []),
    ...traffic('instanceSplits', value.spec?.instanceSplits ?? []),
    ...(value.kind === 'Service' ? knative(value).filter(({ path }) => !known.has(path)) : []),
  ];
}

function required(value) {
  const paths = { '/metadata/name': value.metadata?.name, '/spec/template/spec': value.spec?.template?.spec };
  return Object.entries(paths).filter(([, one]) => one === undefined).map(([path]) => ({ path, message: 'required, but missing' }));
}

/** Cloud Run drops or refuses an annotation of its own that does not belong to the resource. */
function annotations(path, resource, given = {}) {
  return Object.keys(given ?? {}).filter(name => /^(run\.googleapis\.com|autoscaling\.knative\.dev)\//.test(name)).flatMap(name => {
    const on = made.annotations[name];
    if (!on) return [{ path: `${path}/annotations/${name}`, message: 'no annotation of Cloud Run' }];
    if (on.includes(resource) || on.includes('All resources')) return [];
    return [{ path: `${path}/annotations/${name}`, message: `belongs to ${on.join(', ')}, not to ${resource}` }];
  });
}

/** Of a service by requests, of a worker pool by instances. */
function traffic(key, targets) {
  if (targets.length === 0) return [];
  const findings = [];
  const sum = targets.reduce((total, { percent = 0 }) => total + percent, 0);
  if (sum !== 100) findings.push({ path: `/spec/${key}`, message: `percentages must add up to 100, not ${sum}` });
  targets.forEach(({ latestRevision, revisionName }, index) => {
    if (Boolean(latestRevision) === Boolean(revisionName)) {
      findings.push({ path: `/spec/${key}/${index}`, message: 'needs either latestRevision: true or a revisionName' });
    }
  });
  return findings;
}

function knative(value) {
  try {
    new Service(value).validate();
    return [];
  } catch (error) {
    if (!Array.isArray(error.errors)) throw error;
    return error.errors.filter(({ keyword }) => !['oneOf', 'anyOf'].includes(keyword)).map(explain);
  }
}
