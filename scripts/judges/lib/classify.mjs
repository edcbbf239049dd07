// What a file is, by its content where that tells, otherwise by the place where GitHub looks for it.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import YAML from 'yaml';
import { isObject } from './documents.mjs';

/** The kinds, each with the judges of registry.mjs that take it. A file of no kind has no judge: undefined. */
export function kindOf(file) {
  const name = path.basename(file);
  if (/(^|\/)\.github\/workflows\/[^/]+\.ya?ml$/.test(file)) return 'workflow';
  if (/^action\.ya?ml$/.test(name)) return 'action';
  if (/\.github\/dependabot\.ya?ml$/.test(file)) return 'dependabot';
  const text = readFileSync(file, 'utf8');
  if (/\.(sh|bash)$/.test(name) || /^#!.*\b(ba|da|k)?sh\b/.test(text)) return 'shell';
  if (!/\.(ya?ml|json)$/.test(name)) return undefined;
  const documents = parse(text);
  // what cannot be parsed is broken whatever it is meant to be: the strictest reader says where
  return documents ? kindOfData(documents) : 'kubernetes';
}

function parse(text) {
  // CloudFormation's tags (!Ref) are unknown here, and no reason to give up
  const documents = YAML.parseAllDocuments(text, { logLevel: 'silent', strict: false });
  if (documents.some(document => document.errors.length > 0)) return undefined;
  return documents.map(document => document.toJS()).filter(isObject);
}

/** What has the shape of a Kubernetes object, and is for somebody else. */
const GROUPS = {
  'serving.knative.dev': 'cloud-run', 'run.googleapis.com': 'cloud-run',
  // resources that a cluster gets from outside, and a file that the API server reads
  'gateway.networking.k8s.io': 'gateway-api', 'apiserver.config.k8s.io': 'api-server',
};

function kindOfData(documents) {
  const [first] = documents;
  if (!first) return undefined;
  if (typeof first.apiVersion === 'string' && typeof first.kind === 'string') {
    return GROUPS[first.apiVersion.split('/')[0]] ?? 'kubernetes';
  }
  if (/deploymentTemplate\.json/i.test(first.$schema)) return 'arm';
  if ('AWSTemplateFormatVersion' in first || Object.values(first.Resources ?? {}).some(one => /^(AWS|Custom)::/.test(one?.Type))) return 'cloudformation';
  if (isObject(first.services)) return 'swarm';
  if (isObject(first.terraform) || isObject(first.resource)) return 'terraform';
  return undefined;
}
