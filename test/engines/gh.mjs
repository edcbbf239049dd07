#!/usr/bin/env node
// A stand-in for `gh attestation verify`: the attestations are the JSON lines of the file $ATTESTATIONS.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const text = { type: 'string' };
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'repo': text, 'signer-workflow': text, 'source-ref': text, 'deny-self-hosted-runners': { type: 'boolean' } },
});
const [noun, verb, file] = positionals;
if (noun !== 'attestation' || verb !== 'verify') fail(`unexpected: ${positionals.join(' ')}`);
for (const name of ['repo', 'signer-workflow', 'source-ref', 'deny-self-hosted-runners']) if (!values[name]) fail(`--${name} is missing`);

const digest = `sha256:${createHash('sha256').update(readFileSync(file)).digest('hex')}`;
const lines = existsSync(process.env.ATTESTATIONS) ? readFileSync(process.env.ATTESTATIONS, 'utf8').split('\n').filter(Boolean) : [];
const found = lines.map((line) => JSON.parse(line)).filter((one) => one.digest === digest);
if (found.length === 0) fail(`no attestations found for ${digest}`);
const wanted = { repo: values.repo, workflow: values['signer-workflow'], ref: values['source-ref'] };
if (!found.some((one) => Object.entries(wanted).every(([name, value]) => one[name] === value))) fail(`no attestation of ${JSON.stringify(wanted)}: ${JSON.stringify(found)}`);
console.log(`${digest}: attested by ${wanted.workflow} for ${wanted.ref}`);

function fail(message) {
  console.error(message);
  process.exit(1);
}
