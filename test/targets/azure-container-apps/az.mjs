#!/usr/bin/env node
// A small stand-in for the Azure CLI: one container app, its revisions, deployments and a what-if. State is the file $AZ_STATE.
import { readFileSync, writeFileSync } from 'node:fs';

const args = process.argv.slice(2);
const state = JSON.parse(readFileSync(process.env.AZ_STATE, 'utf8'));
const flag = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const parameters = Object.fromEntries(args.slice(args.indexOf('--parameters') + 1).map((a) => a.split(/=(.*)/s)).filter(([, v]) => v !== undefined));
const print = (value) => console.log(typeof value === 'string' ? value : JSON.stringify(value));
state.log.push(args.slice(0, 3).join(' '));

const verbs = {
  'resource list'() {
    print(state.app && flag('--name') === state.app.name ? 'id' : '');
  },
  'resource delete'() {
    state.app = undefined;
    state.log.push(`deleted ${flag('--resource-type')}`);
  },
  'deployment group'() {
    const template = JSON.parse(readFileSync(flag('--template-file'), 'utf8'));
    if (args[2] === 'what-if') return print(state.whatIf ?? { changes: [] });
    if (flag('--template-file').endsWith('environment.json')) return state.log.push('environment');
    deploy(template);
  },
  'containerapp revision'() {
    const from = state.revisions[flag('--from-revision')];
    add(`${flag('--name')}--${flag('--revision-suffix')}`, from.template);
  },
  rest() {
    const [path] = flag('--url').split('?');
    const match = /\/revisions(?:\/([^/]+)(?:\/(activate|deactivate))?)?$/.exec(path);
    if (!match) return print({ name: state.app.name, properties: state.app.properties });
    const [, name, verb] = match;
    if (!name) return print({ value: Object.entries(state.revisions).map(([n, properties]) => ({ name: n, properties })) });
    if (!state.revisions[name]) fail(`no revision ${name}`);
    if (verb) {
      state.revisions[name].active = verb === 'activate';
      state.log.push(`${verb} ${name}`);
    } else print({ name, properties: state.revisions[name] });
  },
};

function deploy(template) {
  const app = template.resources[0];
  const { image, revisionSuffix, traffic } = parameters;
  for (const [name, { defaultValue }] of Object.entries(template.parameters)) if (defaultValue === undefined && !(name in parameters)) fail(`${name} is missing`);
  const { configuration } = app.properties;
  const given = traffic ? JSON.parse(traffic) : [{ latestRevision: true, weight: 100 }];
  const sum = given.reduce((total, { weight }) => total + weight, 0);
  if (sum !== 100) fail(`traffic adds up to ${sum}`);
  state.mode = configuration.activeRevisionsMode;
  const name = `${app.name}--${revisionSuffix}`;
  state.app ??= { name: app.name, properties: {} };
  state.app.properties.configuration = { ingress: configuration.ingress ? { ...configuration.ingress, traffic: given, fqdn: `${app.name}.example.test` } : null };
  state.app.properties.template = { ...app.properties.template, revisionSuffix, containers: [{ ...app.properties.template.containers[0], image }] };
  state.log.push(`traffic ${given.map((t) => `${t.revisionName ?? 'latest'}=${t.weight}${t.label ? `@${t.label}` : ''}`).join(' ')}`);
  if (!state.revisions[name]) add(name, state.app.properties.template);
}

function add(name, template) {
  const broken = state.broken.includes(template.containers[0].image);
  const before = state.app.properties.latestReadyRevisionName;
  state.revisions[name] = { active: true, template, provisioningState: 'Provisioned', healthState: broken ? 'Unhealthy' : 'Healthy', replicas: 1 };
  if (broken) return;
  state.app.properties.latestReadyRevisionName = name;
  if (state.mode === 'Single' && before) state.revisions[before].active = false;
}

function fail(message) {
  console.error(`ERROR: ${message}`);
  process.exit(1);
}

(verbs[args[0]] ?? verbs[args.slice(0, 2).join(' ')] ?? (() => fail(`unexpected: ${args.join(' ')}`)))();
writeFileSync(process.env.AZ_STATE, JSON.stringify(state));
