#!/usr/bin/env node
// A small stand-in for docker on a manager: one stack with one service. State is the file $DOCKER_STATE.
import { readFileSync, writeFileSync } from 'node:fs';

const args = process.argv.slice(2);
const state = JSON.parse(readFileSync(process.env.DOCKER_STATE, 'utf8'));
const print = (value) => console.log(typeof value === 'string' ? value : JSON.stringify(value));
state.log.push(args.slice(0, 2).join(' '));

const verbs = {
  'info --format': () => print('true'),
  'service ls': () => print(state.service ? state.service.Spec.Name : ''),
  'service inspect': () => (state.service ? print([state.service]) : fail('no such service')),
  'service ps': () => Array.from({ length: state.service.Spec.Mode.Replicated.Replicas }, () => print({ CurrentState: 'Running 5 seconds ago', Image: image() })),
  'service rollback': () => update(state.previous, 'rollback_completed'),
  'stack rm': () => { state.service = undefined; },
  'stack deploy'() {
    readFileSync(0, 'utf8');
    if (!args.includes('--detach=false') || !args.includes('--with-registry-auth')) fail('flags are missing');
    const wanted = process.env.IMAGE;
    if (!wanted) fail('required variable IMAGE is missing a value');
    const before = state.service && image();
    if (state.broken.includes(wanted) && before) return update(before, 'rollback_completed'); // and ends well, as docker does
    state.previous = before;
    update(wanted, before ? 'completed' : undefined);
  },
};

function image() {
  return state.service.Spec.TaskTemplate.ContainerSpec.Image;
}

function update(to, updateState) {
  const { defined } = state;
  state.service = {
    Version: { Index: (state.service?.Version.Index ?? 0) + 10 },
    Spec: { ...defined.Spec, TaskTemplate: { ...defined.Spec.TaskTemplate, ContainerSpec: { ...defined.Spec.TaskTemplate.ContainerSpec, Image: to } } },
    ...(updateState ? { UpdateStatus: { State: updateState, Message: updateState } } : {}),
  };
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

(verbs[args.slice(0, 2).join(' ')] ?? (() => fail(`unexpected: ${args.join(' ')}`)))();
writeFileSync(process.env.DOCKER_STATE, JSON.stringify(state));
