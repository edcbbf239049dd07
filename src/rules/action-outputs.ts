import { Rule } from './rule';
import { nearest } from '../nearest';
import { factsOf, jobAt } from './support/facts';
import { isSameMajor, knownAction } from './support/known-actions';

export const actionOutputs: Rule = {
  id: 'action-outputs',
  severity: 'error',
  description: 'A reference to the output of an action names an output that it has.',
  reason: 'GitHub reads an unknown output as an empty text, and says nothing.',
  source: 'https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#outputs-for-docker-container-and-javascript-actions',
  *check(document) {
    const facts = factsOf(document);
    for (const text of facts.texts) {
      for (const { references, offset } of text.scan.segments) {
        for (const { context, path: [id, key, output], node } of references) {
          if (context !== 'steps' || key?.toLowerCase() !== 'outputs' || id === undefined || output === undefined || output === '*') continue;
          const step = jobAt(facts, text.path)?.steps.find((one) => one.id?.toLowerCase() === id.toLowerCase());
          const action = step && knownAction(document, step);
          if (!action || !isSameMajor(document, step, action)) continue;
          if (action.outputs.some((name) => name.toLowerCase() === output.toLowerCase()) || isDynamic(step.action)) continue;
          yield {
            path: text.path, at: offset + node.start, message: `${step.action ?? String(step.step.uses)} has no output '${output}'`, value: output,
            allowed: action.outputs, nearest: nearest(output, action.outputs),
          };
        }
      }
    }
  },
};

/** Their outputs depend on what they are told, and are not all listed. */
const DYNAMIC = new Set(['actions/github-script', 'dorny/paths-filter', 'pulumi/actions', 'google-github-actions/get-secretmanager-secrets', 'azure/bicep-deploy', 'aws-actions/aws-cloudformation-github-deploy']);

function isDynamic(action: string | undefined): boolean {
  return action !== undefined && DYNAMIC.has(action);
}
