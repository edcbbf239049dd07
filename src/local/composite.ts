/** Reads a composite action of the repository. */
import * as fs from 'fs';
import * as path from 'path';
import { parse } from 'yaml';
import { StepModel } from '../workflow/model';

export interface Composite {
  /** Names, and what stands for an input that is not given. */
  readonly inputs: Readonly<Record<string, string | undefined>>;
  readonly outputs: Readonly<Record<string, string>>;
  readonly steps: readonly StepModel[];
}

export interface NoComposite {
  readonly reason: string;
  /** There is nothing to run at all: GitHub fails. */
  readonly missing: boolean;
}

interface Manifest {
  readonly inputs?: Readonly<Record<string, { readonly default?: unknown } | null>> | null;
  readonly outputs?: Readonly<Record<string, { readonly value?: string } | null>> | null;
  readonly runs?: { readonly using?: string; readonly steps?: readonly StepModel[] };
}

export function readComposite(workspace: string, folder: string): Composite | NoComposite {
  const file = ['action.yml', 'action.yaml'].map((name) => path.join(workspace, folder, name)).find((candidate) => fs.existsSync(candidate));
  if (file === undefined) return { reason: `there is no action in ${folder}; is the repository checked out, and are its workflows synthesized?`, missing: true };
  const manifest = parse(fs.readFileSync(file, 'utf8')) as Manifest | null;
  if (manifest?.runs?.using !== 'composite') return { reason: `${folder} is an action for ${manifest?.runs?.using}; only composite ones run here`, missing: false };
  return {
    inputs: map(manifest.inputs, (input) => (input?.default === undefined || input.default === null ? undefined : String(input.default))),
    outputs: map(manifest.outputs, (output) => String(output?.value ?? '')),
    steps: manifest.runs.steps ?? [],
  };
}

function map<T, R>(values: Readonly<Record<string, T>> | null | undefined, each: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, each(value)]));
}
