/** The library as programs import it. projen is loaded by those that name its classes, and by no others. */
import * as core from '../core';

type Library = typeof import('../index');

// by name: what they are is known only once projen is loaded
const PROJEN: readonly (keyof Library)[] = ['PipelineComponent', 'PipelineProject'];

export function library(): Library {
  const exported = Object.fromEntries(PROJEN.map((name): [string, PropertyDescriptor] => [name, {
    enumerable: true,
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    get: () => (require('../projen') as Partial<Library>)[name],
  }]));
  return Object.defineProperties({ ...core }, { ...exported, __esModule: { value: true } }) as Library;
}
