/** The commands: one file each in `commands/`, one line each here. */
import type { Command } from './command';

export interface Registration {
  readonly summary: string;
  readonly load: () => Promise<{ readonly command: Command }>;
}

export const COMMANDS: Readonly<Record<string, Registration>> = {
  synth: { summary: 'write the workflows and the infrastructure', load: () => import('./commands/synth.js') },
};
