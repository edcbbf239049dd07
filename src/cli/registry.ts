/** The commands: one file each in `commands/`, one line each here. */
import type { Command } from './command';

export interface Registration {
  readonly summary: string;
  readonly load: () => Promise<{ readonly command: Command }>;
}

export const COMMANDS: Readonly<Record<string, Registration>> = {
  init: { summary: 'make a first pipeline.ts in this repository', load: () => import('./commands/init.js') },
  synth: { summary: 'write the workflows and the infrastructure', load: () => import('./commands/synth.js') },
  check: { summary: 'check the app, or any workflow YAML', load: () => import('./commands/check.js') },
  diff: { summary: 'say what synthesis would change', load: () => import('./commands/diff.js') },
  plan: { summary: 'say what an event would run, and why', load: () => import('./commands/plan.js') },
  graph: { summary: 'draw the pipelines, or what an event would run', load: () => import('./commands/graph.js') },
  cost: { summary: 'estimate the time and the cost of an event', load: () => import('./commands/cost.js') },
  run: { summary: 'run a job\'s shell steps on this machine', load: () => import('./commands/run.js') },
  import: { summary: 'make a pipeline.ts from workflow YAML', load: () => import('./commands/import.js') },
  actions: { summary: 'list the action pins; find newer releases', load: () => import('./commands/actions.js') },
  bootstrap: { summary: 'print the commands that create the one-time trust', load: () => import('./commands/bootstrap.js') },
};
