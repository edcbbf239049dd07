/** Valid programs with a hostile string in one place where a user can write one. */
import * as fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { Choices, program } from './arbitrary/program';
import { places, replaced } from './malformed';
import { Expr, Node, Program, Statement } from './program';
import { hostile } from './strings';
import { Verdict, verdictOfProgram } from './verdict';
import { shellQuote } from '../../src/toolchains/linter';

export interface HostileProgram {
  readonly program: Program;
  readonly text: string;
  /** The place as `Job.displayName`: class and prop, without ids and indices. */
  readonly place: string;
  /** The same program with another text in that place. */
  with(text: string): Program;
}

export function hostilePrograms(choices: Choices = {}): fc.Arbitrary<HostileProgram> {
  return fc.record({ valid: program(choices), where: fc.nat(100_000), text: hostile }).map(({ valid, where, text }) => {
    const strings = valid.flatMap((statement, i) => places(statement.expr, [], []).filter((place) => typeof at(statement.expr, place) === 'string').map((place) => ({ i, place })));
    const { i, place } = strings[where % strings.length];
    const using = (other: string) => valid.map((statement, n): Statement => (n === i ? { ...statement, expr: replaced(statement.expr, place, () => other) } : statement));
    return { program: using(text), with: using, text, place: placeName(valid[i].expr, place) };
  });
}

function at(expr: Expr, place: readonly (string | number)[]): Expr {
  return place.reduce<Expr>((value, key) => {
    if (value instanceof Node) return key === 'of' ? value.of! : value.args[Number(String(key).slice(3))];
    return (value as Record<string, Expr>)[key];
  }, expr);
}

/** The innermost call and the keys within it. */
function placeName(expr: Expr, place: readonly (string | number)[]): string {
  let name = '';
  let keys: (string | number)[] = [];
  place.forEach((key, i) => {
    const here = at(expr, place.slice(0, i));
    if (here instanceof Node) {
      name = here.name;
      keys = here.args.length > 1 && key === 'arg0' && typeof at(expr, place.slice(0, i + 1)) === 'string' ? ['first'] : [];
    }
    if (!String(key).startsWith('arg') && typeof key !== 'number') keys.push(key);
  });
  return [name, ...keys].join('.');
}

/** Whether an accepted program lost or changed the text: it is not in what was written, where any other text would be. */
export function isLost(hostileProgram: HostileProgram, verdict: Verdict): boolean {
  // a reason is a remark in the YAML: it is brought onto one line, and what nobody sees is left out
  if (/permissionReasons|disableRule/.test(hostileProgram.place)) return false;
  // an expression means what it says
  if (!verdict.accepted || hostileProgram.text.includes('${{') || isKept(hostileProgram.text, verdict)) return false;
  const harmless = verdictOfProgram(hostileProgram.with('zqmarker'));
  // the overview is for people, who do not see what sort of space it is
  return harmless.files.some((file) => !file.path.endsWith('.md') && file.text.toLowerCase().includes('zqmarker'));
}

/** Does the text stand, exactly as given or as a word of a shell, somewhere in what was written? */
function isKept(text: string, { files }: Verdict): boolean {
  if (text === '') return true;
  const forms = [text, shellQuote(text)];
  return files.some((file) => [file.text, ...leavesOf(file.path, file.text)].some((written) => forms.some((form) => written.includes(form))));
}

function leavesOf(path: string, text: string): string[] {
  if (!/\.(ya?ml|json)$/.test(path)) return [];
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value === 'string') found.push(value);
    else if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) for (const [key, item] of Object.entries(value)) (found.push(key), visit(item));
  };
  for (const document of parseAllDocuments(text)) visit(document.toJS());
  return found;
}
