import { Rule } from './rule';
import { PRIVILEGED_EVENTS, zizmor } from './support/audit';
import { factsOf } from './support/facts';

const FILES = /\$\{?(?:env:)?(GITHUB_ENV|GITHUB_PATH)\b|%(GITHUB_ENV|GITHUB_PATH)%|environ(?:\.get)?[[(]['"](GITHUB_ENV|GITHUB_PATH)/i;
/** `echo "KEY=value" >> $GITHUB_ENV` with nothing in it that could change. */
const STATIC = /^\s*echo\s+(["']?)[^$`%\\]*\1\s*>>?\s*"?\$\{?GITHUB_(ENV|PATH)\}?"?\s*$/;

export const githubEnv: Rule = {
  id: 'github-env',
  severity: 'warning',
  description: 'Steps hand values on by GITHUB_OUTPUT, not by GITHUB_ENV or GITHUB_PATH.',
  reason: 'Whoever controls the value sets any variable of all later steps, such as LD_PRELOAD or NODE_OPTIONS, and with it what they run. '
    + 'An error in runs that strangers can start with secrets.',
  source: zizmor('github-env'),
  *check(document) {
    const facts = factsOf(document);
    const exposed = PRIVILEGED_EVENTS.find((event) => facts.events.has(event));
    if (exposed === undefined && !document.generated) return;
    for (const { run, path } of facts.steps) {
      if (run === undefined || !run.includes('GITHUB_')) continue;
      for (const line of run.split('\n')) {
        const file = FILES.exec(line);
        if (!file || STATIC.test(line)) continue;
        const name = file[1] ?? file[2] ?? file[3];
        yield {
          path: [...path, 'run'], at: run.indexOf(line), severity: exposed ? 'error' : 'warning', fix: 'write to GITHUB_OUTPUT, and read the output where it is needed',
          message: `what is written to ${name} changes how all later steps run${exposed ? `, and ${exposed} lets strangers decide it` : ''}`,
        };
        break;
      }
    }
  },
};
