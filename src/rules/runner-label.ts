import { Finding, Rule } from './rule';
import { distance, nearest } from '../nearest';
import { isRecord } from '../values';
import { asText, factsOf, JobFacts } from './support/facts';
import { GOING, GONE, HOSTED, Label, labelsOf } from './support/runners';
import { hasExpression } from '../workflow/expression-scan';

export const runnerLabel: Rule = {
  id: 'runner-label',
  severity: 'error',
  description: 'A job asks for a runner that exists.',
  reason: 'A job with a retired or mistyped label waits for a day and is cancelled. No validator knows which labels are gone.',
  source: 'https://docs.github.com/actions/reference/runners/github-hosted-runners',
  *check(document) {
    for (const job of factsOf(document).jobs) {
      yield* group(job);
      const labels = labelsOf(job);
      if (labels.some(({ text }) => text.toLowerCase() === 'self-hosted')) continue;
      const told = new Set<string>();
      for (const label of labels) {
        const finding = told.has(label.text) ? undefined : judge(label, isRecord(job.job['runs-on']), document.generated);
        told.add(label.text);
        if (finding) yield finding;
      }
    }
  },
};

function judge({ text, path }: Label, grouped: boolean, chosen: boolean): Finding | undefined {
  const label = text.toLowerCase();
  if (Object.hasOwn(GONE, label)) return { path, message: `${text} is gone: the job never starts`, value: text, nearest: [GONE[label]], fix: `use ${GONE[label]}` };
  if (Object.hasOwn(GOING, label)) {
    const { until, instead } = GOING[label];
    return { path, message: `${text} is there until ${until} only`, value: text, severity: 'warning', fix: `use ${instead}` };
  }
  if (HOSTED.has(label) || grouped || text === '') return undefined;
  const finding = unknown(text, path);
  // in a program, Runner.custom says that it is a runner of one's own
  return chosen && finding.severity === 'warning' && !isNear(label) ? undefined : finding;
}

/** A letter or two beside one of GitHub's; a longer name, such as ubuntu-24.04-8-cores, is meant. */
function isNear(label: string): boolean {
  return [...HOSTED].some((hosted) => !label.startsWith(hosted) && distance(label, hosted) <= 2);
}

/** A label of GitHub's form is a typing error; any other may be a runner of somebody's own. */
function unknown(text: string, path: Finding['path']): Finding {
  const near = nearest(text, HOSTED, 3);
  const typo = isTypo(text);
  const message = typo ? `there is no runner '${text}': the job never starts` : `'${text}' is no runner of GitHub's`;
  const fix = typo ? undefined : 'fine if it is a runner of your own';
  return { path, message, value: text, allowed: [...HOSTED], nearest: near, severity: typo ? 'error' : 'warning', fix };
}

function isTypo(text: string): boolean {
  if (/^(ubuntu-\d\d\.\d\d|macos-\d\d(\.\d+)?|windows-20\d\d)(-arm|-intel|-x?large)?$/i.test(text)) return true;
  const rest = /^(?:ubuntu|windows|macos)-([a-z]+)$/i.exec(text)?.[1];
  return rest !== undefined && nearest(rest, ['latest', 'slim']).length > 0;
}

function* group({ job, path }: JobFacts): Generator<Finding> {
  const name = isRecord(job['runs-on']) ? asText(job['runs-on'].group) : undefined;
  if (name === undefined || !name.includes('/') || hasExpression(name)) return;
  const [prefix, rest, ...more] = name.split('/');
  if (['org', 'organization', 'ent', 'enterprise'].includes(prefix) && rest !== '' && more.length === 0) return;
  yield { path: [...path, 'runs-on', 'group'], message: `'${name}' is no runner group`, value: name, allowed: ['org/<name>', 'ent/<name>'] };
}
