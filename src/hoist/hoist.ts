/**
 * Takes expressions out of a script: each becomes a variable in `env`, and the script reads that, quoted for its shell.
 * GitHub would otherwise put the value into the script as text, and the shell would run what it says.
 */
import { rewriteBash } from './bash';
import { rewriteCmd } from './cmd';
import { rewriteJavaScript } from './javascript';
import { Names } from './names';
import { rewritePowerShell } from './powershell';
import { rewritePython } from './python';
import { Refusal, Rewrite } from './refusal';
import { Shell } from './shells';
import { scanTemplate, Segment } from '../workflow/expression-scan';

export interface Hoisted {
  readonly script: string;
  /** What has to be added to `env`: name → `${{ … }}`. */
  readonly env: Readonly<Record<string, string>>;
}

/** Why an expression cannot be taken out, and where it stands in the script. */
export interface HoistProblem {
  readonly message: string;
  readonly expression: string;
  readonly offset: number;
  readonly fix: string;
}

export type HoistResult = Hoisted | { readonly problem: HoistProblem };

const REWRITERS: Readonly<Record<Shell, Rewrite>> = {
  bash: rewriteBash,
  sh: rewriteBash,
  pwsh: rewritePowerShell,
  powershell: rewritePowerShell,
  cmd: rewriteCmd,
  python: rewritePython,
  javascript: rewriteJavaScript,
};

/** @param existingEnv the step's own `env`: no key of it is changed, and one that already holds the expression is used. */
export function hoist(script: string, shell: Shell, existingEnv: Readonly<Record<string, unknown>> = {}): HoistResult {
  const { segments } = scanTemplate(script);
  if (segments.length === 0) return { script, env: {} };
  const names = new Names(existingEnv);
  try {
    for (const segment of segments) check(segment);
    const rewritten = REWRITERS[shell]({ script, segments, nameOf: (segment) => names.of(segment) });
    return { script: rewritten, env: names.added };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const segment = segments.find(({ start, end }) => error.offset >= start && error.offset < end) ?? segments[0];
    return { problem: { message: error.message, expression: segment.text, offset: segment.start, fix: FIX } };
  }
}

const FIX = 'set the value in env yourself, and use the variable in the script where it is safe';

function check(segment: Segment): void {
  if (segment.error) throw new Refusal(segment.error.message, segment.start);
}
