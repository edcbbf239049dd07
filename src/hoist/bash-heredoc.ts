/** The heredocs of a bash script: announced on one line, written from the next line on. */
import { Rewriter, TOO_COMPLEX } from './refusal';

interface Heredoc {
  readonly delimiter: string;
  readonly quoted: boolean;
  readonly tabs: boolean;
  /** The command that would run the text. */
  readonly runs?: string;
}

const START = /^<<(-?)[ \t]*((?:'[^'\n]*'|"[^"\n]*"|\\.|[^\s;&|<>()'"\\])+)/;

export abstract class HeredocRewriter extends Rewriter {
  private waiting: Heredoc[] = [];

  /** `<<EOF`; false where none begins. */
  protected beginHeredoc(runs: string | undefined): boolean {
    const start = this.sees('<<') ? START.exec(this.script.slice(this.at)) : null;
    if (!start) return false;
    const [whole, dash, mark] = start;
    if (mark.includes('${{')) this.refuse('it is the end mark of a heredoc', this.script.indexOf('${{', this.at));
    this.waiting.push({ delimiter: mark.replace(/['"\\]/g, ''), quoted: /['"\\]/.test(mark), tabs: dash === '-', runs });
    this.copy(whole.length);
    return true;
  }

  /** At the start of a line: the bodies of all heredocs that the line before announced. */
  protected copyHeredocs(): void {
    const heredocs = this.waiting;
    this.waiting = [];
    for (const heredoc of heredocs) this.body(heredoc);
  }

  private body(heredoc: Heredoc): void {
    while (!this.done) {
      const end = this.script.indexOf('\n', this.at);
      const line = this.script.slice(this.at, end < 0 ? undefined : end);
      if ((heredoc.tabs ? line.replace(/^\t+/, '') : line).replace(/\r$/, '') === heredoc.delimiter) {
        this.copy(line.length + (end < 0 ? 0 : 1));
        return;
      }
      this.line(heredoc, this.at + line.length);
      if (!this.done) this.copy();
    }
  }

  private line({ quoted, runs }: Heredoc, end: number): void {
    let nested = 0;
    while (this.at < end) {
      const segment = this.segment();
      if (segment) {
        if (runs !== undefined) this.refuse(`${runs} would run it as code`);
        if (quoted) this.refuse('a heredoc with quotes around its end mark takes no variables: remove the quotes');
        if (nested > 0) this.refuse(TOO_COMPLEX);
        this.put(`\${${this.name(segment)}}`, segment);
        end = Math.max(end, this.at);
      } else if (!quoted && this.char === '\\') {
        if (this.segment(this.at + 1)) this.refuse('a backslash stands before it');
        this.copy(Math.min(2, end - this.at));
      } else {
        if (!quoted && this.char === '$' && this.segment(this.at + 1)) this.refuse('a $ stands before it: the value would name a variable');
        if (!quoted && (this.sees('$(') || this.sees('${') || this.char === '`')) nested++;
        this.copy();
      }
    }
  }
}
