/** Keeps expressions out of scripts: their values are handed over through the environment. */
import type { StepContext } from './step-model';
import { hoist } from '../hoist/hoist';
import { Shell, shellOfInput, toShell } from '../hoist/shells';
import { Scalar, StepModel } from '../workflow/model';

export function hoistStep(model: StepModel, context: StepContext): StepModel {
  if (typeof model.run === 'string' && model.run.includes('${{')) return hoistRun(model, context);
  if (model.uses !== undefined && typeof model.with === 'object') return hoistInputs(model, model.with, context);
  return model;
}

function hoistRun(model: StepModel, context: StepContext): StepModel {
  // where each runner would take a shell of its own, bash is the one that all of them have
  const name = model.shell ?? context.shell ?? 'bash';
  const shell = toShell(name);
  if (shell === undefined) {
    context.report({
      ruleId: 'template-injection', message: `an expression stands in a script for ${name}, whose quoting is not known`, value: model.run,
      fix: 'set the value in the step\'s env, and read the variable in the script',
    });
    return model;
  }
  const stated = context.shell === undefined ? { ...model, shell: name } : model;
  const hoisted = hoisting(String(model.run), shell, stated, context);
  return hoisted ? { ...hoisted.model, run: hoisted.script } : model;
}

/** Inputs that an action runs as code, such as `script` of actions/github-script. */
function hoistInputs(model: StepModel, inputs: Readonly<Record<string, Scalar>>, context: StepContext): StepModel {
  const action = String(model.uses).replace(/@.*/, '');
  let result = model;
  for (const [input, value] of Object.entries(inputs)) {
    const shell = shellOfInput(action, input);
    if (shell === undefined || typeof value !== 'string' || !value.includes('${{')) continue;
    const hoisted = hoisting(value, shell, result, context);
    if (hoisted) result = { ...hoisted.model, with: { ...(result.with as Record<string, Scalar>), [input]: hoisted.script } };
  }
  return result;
}

function hoisting(script: string, shell: Shell, model: StepModel, context: StepContext): { model: StepModel; script: string } | undefined {
  const env = typeof model.env === 'object' ? model.env : {};
  const result = hoist(script, shell, env);
  if ('problem' in result) {
    const { message, expression, fix } = result.problem;
    context.report({ ruleId: 'template-injection', message: `\${{ ${expression} }} stands in a ${shell} script: ${message}`, value: expression, fix });
    return undefined;
  }
  return { script: result.script, model: withEnv(model, { ...env, ...result.env }) };
}

/** `env` stands before `run`, where a reader looks for it. */
function withEnv(model: StepModel, env: Readonly<Record<string, Scalar>>): StepModel {
  const { run, with: inputs, 'continue-on-error': onError, 'timeout-minutes': timeout, ...rest } = model;
  const entries = Object.entries({ ...rest, 'env': env, 'with': inputs, 'run': run, 'continue-on-error': onError, 'timeout-minutes': timeout });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as StepModel;
}
