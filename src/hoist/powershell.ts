/**
 * PowerShell. A variable is never read again as code, but a bare word next to one is read in many ways:
 * so each bare word, and each text in single quotes, that holds an expression becomes one text in double quotes.
 */
import { Rewriter, Source } from './refusal';
import { Segment } from '../workflow/expression-scan';

export function rewritePowerShell(source: Source): string {
  return new PowerShellRewriter(source).run();
}

/** PowerShell takes typographic quotes as quotes. */
const SINGLE = "'\u2018\u2019\u201a\u201b";
const DOUBLE = '"\u201c\u201d\u201e';
const ENDS_WORD = /[\s;|&(){},=]/;
const RUNS_TEXT = /\b(iex|invoke-expression|invoke-command|icm|scriptblock|add-type|start-process|cmd(\.exe)?\s+\/c|(pwsh|powershell)(\.exe)?\s.*-c(ommand)?|(ba|z|da)?sh\s+-\w*c|python3?\s+-c|node\s+-e|ssh|wsl)\b/i;

class PowerShellRewriter extends Rewriter {
  /** Where in the output the bare word began. */
  private word = 0;

  public run(): string {
    this.code('');
    return this.out;
  }

  /** Until the closing bracket of `$( )`, or the end. */
  private code(close: string): void {
    this.word = this.out.length;
    let depth = 0;
    while (!this.done) {
      const segment = this.segment();
      if (segment) {
        this.bare(segment);
        continue;
      }
      if (close !== '' && depth === 0 && this.char === close) return;
      if (this.char === '(') depth++;
      if (this.char === ')') depth--;
      this.codeChar();
    }
  }

  private codeChar(): void {
    if (this.sees('<#')) {
      this.remark('#>');
    } else if (this.char === '#' && this.out.length === this.word) {
      this.remark('\n');
    } else if (/^@["'\u2018-\u201e][ \t]*\r?\n/.test(this.script.slice(this.at, this.at + 20))) {
      this.hereString();
    } else if (DOUBLE.includes(this.char)) {
      this.double();
    } else if (SINGLE.includes(this.char)) {
      this.single();
    } else if (this.char === '`') {
      if (this.segment(this.at + 1)) this.refuse('a backtick stands before it');
      this.copy(2);
    } else {
      if (this.char === '$' && this.segment(this.at + 1)) this.refuse('a $ stands before it: the value would name a variable');
      const ends = ENDS_WORD.test(this.char);
      this.copy();
      if (ends) this.word = this.out.length;
    }
  }

  /** The whole word around the expression becomes one text. */
  private bare(segment: Segment): void {
    const before = this.out.slice(this.word);
    if (/["'`$@#]/.test(before)) this.refuse('the word around it has quotes or variables: put the whole into double quotes');
    this.check(segment);
    if (before === '' && this.isCommand(segment)) this.refuse('it is the command itself: which program runs must be written in the script');
    const start = this.word;
    let text = before;
    while (!this.done) {
      const inner = this.segment();
      if (inner) {
        text += `\${env:${this.name(inner)}}`;
        this.at = inner.end;
      } else if (ENDS_WORD.test(this.char)) {
        break;
      } else {
        if (/["'`$@\u2018-\u201e]/.test(this.char)) this.refuse('the word around it has quotes or variables: put the whole into double quotes', segment.start);
        text += this.char;
        this.at++;
      }
    }
    this.out = `${this.out.slice(0, start)}"${text}"`;
  }

  /** At the start of a statement a text is printed, not run; before an operator it is a value. */
  private isCommand(segment: Segment): boolean {
    const before = this.out.trimEnd().slice(-1);
    const newStatement = /\n[ \t]*$/.test(this.out) || this.out.trim() === '';
    if (!newStatement && !'({|;&.'.includes(before)) return false;
    return !/^[ \t]*-[a-z]+[ \t]/i.test(this.script.slice(segment.end));
  }

  private double(): void {
    this.copy();
    while (!this.done && !DOUBLE.includes(this.char)) this.expandable();
    this.endQuotes();
  }

  private expandable(): void {
    const segment = this.segment();
    if (segment) {
      this.check(segment);
      this.put(`\${env:${this.name(segment)}}`, segment);
    } else if (this.char === '`') {
      if (this.segment(this.at + 1)) this.refuse('a backtick stands before it');
      this.copy(2);
    } else if (this.sees('$(')) {
      this.copy(2);
      this.code(')');
      this.copy();
    } else {
      if (this.char === '$' && this.segment(this.at + 1)) this.refuse('a $ stands before it: the value would name a variable');
      this.copy();
    }
  }

  /** `'a'` takes no variables: with an expression in it, it becomes `"a"`. */
  private single(): void {
    let end = this.at + 1;
    let holds = false;
    while (end < this.script.length) {
      const segment = this.segment(end);
      if (segment) {
        holds = true;
        end = segment.end;
      } else if (SINGLE.includes(this.script[end])) {
        if (!SINGLE.includes(this.script[end + 1] ?? ' ')) break;
        end += 2;
      } else {
        end++;
      }
    }
    if (end >= this.script.length) this.refuse('the quotes around it cannot be followed', 0);
    if (!holds) {
      this.copy(end + 1 - this.at);
      return;
    }
    this.at++;
    this.out += `"${this.asExpandable(end, true)}"`;
    this.at = end + 1;
  }

  /** What was plain stays plain: $, backticks and double quotes are escaped. */
  private asExpandable(end: number, unescape: boolean): string {
    let text = '';
    while (this.at < end) {
      const segment = this.segment();
      if (segment) {
        this.check(segment);
        text += `\${env:${this.name(segment)}}`;
        this.at = segment.end;
        continue;
      }
      const doubled = unescape && SINGLE.includes(this.char);
      text += /[$`]/.test(this.char) || (unescape && DOUBLE.includes(this.char)) ? `\`${this.char}` : this.char;
      this.at += doubled ? 2 : 1;
    }
    return text;
  }

  private hereString(): void {
    const literal = SINGLE.includes(this.script[this.at + 1]);
    const quote = literal ? SINGLE : DOUBLE;
    const header = this.script.indexOf('\n', this.at) + 1;
    const close = this.script.slice(header - 1).search(new RegExp(`\n[${quote}]@`));
    if (close < 0) this.refuse('the quotes around it cannot be followed', 0);
    const end = header - 1 + close;
    const body = this.script.slice(header, Math.max(header, end));
    if (literal && body.includes('${{')) {
      if (/(^|\n)["\u201c-\u201e]@/.test(body)) this.refuse('the quotes around it cannot be followed', header + body.indexOf('${{'));
      this.at = header;
      this.out += `@"\n${this.asExpandable(end, false)}\n"@`;
      this.at = end + 3;
      return;
    }
    this.copy(header - this.at);
    while (this.at < end) {
      if (literal) this.copy();
      else this.expandable();
    }
    this.copy(3);
  }

  /** A text that another command runs is code again. */
  private check(segment: Segment): void {
    const start = this.script.lastIndexOf('\n', segment.start) + 1;
    const line = this.script.slice(start, segment.start).split(/[;|]/).pop()!;
    const runs = RUNS_TEXT.exec(line);
    if (runs) this.refuse(`${runs[0].trim()} would run it as code`, segment.start);
    const rest = this.script.slice(segment.end).split('\n')[0];
    if (/\|\s*(iex|invoke-expression|cmd|(ba|da|z)?sh|pwsh|powershell)\b/i.test(rest)) this.refuse('the end of the pipe would run it as code', segment.start);
  }

  private endQuotes(): void {
    if (this.done) this.refuse('the quotes around it cannot be followed', 0);
    this.copy();
  }
}
