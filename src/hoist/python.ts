/**
 * Python. Outside of a text the expression becomes the variable's value, which is a text;
 * a text that holds one is closed for it, and the parts are added up.
 */
import { Rewriter, Source } from './refusal';
import { Segment } from '../workflow/expression-scan';

export function rewritePython(source: Source): string {
  return new PythonRewriter(source).run();
}

const RUNS_TEXT = /\b(eval|exec|compile|os\.(system|popen|exec\w*|spawn\w*)|subprocess\.(getoutput|getstatusoutput)|__import__)\s*\(|shell\s*=\s*True/;
const PREFIX = /([A-Za-z]{0,2})$/;

class PythonRewriter extends Rewriter {
  public run(): string {
    while (!this.done) {
      const segment = this.segment();
      if (segment) this.code(segment);
      else if (this.char === '#') this.remark('\n');
      else if (this.char === '"' || this.char === "'") this.text();
      else this.copy();
    }
    return this.out;
  }

  private code(segment: Segment): void {
    this.check(segment);
    const glued = /[\w.]$/.test(this.out) || /^\w/.test(this.script.slice(segment.end));
    if (glued) this.refuse('it is a part of a name or a number');
    this.put(this.value(segment), segment);
  }

  private value(segment: Segment): string {
    return `__import__("os").environ["${this.name(segment)}"]`;
  }

  private text(): void {
    const prefix = PREFIX.exec(this.out)![1];
    const isPrefix = /^(r|u|b|f|t|rb|br|fr|rf|tr|rt)?$/i.test(prefix) && !/[\w.]$/.test(this.out.slice(0, this.out.length - prefix.length));
    const kind = isPrefix ? prefix.toLowerCase() : '';
    const quote = this.sees('"""') || this.sees("'''") ? this.script.slice(this.at, this.at + 3) : this.char;
    const start = this.out.length - kind.length;
    const from = this.at;
    this.copy(quote.length);
    const holds = this.body(quote, kind, this.out.slice(start));
    if (!holds) return;
    const [before, after] = [this.out.slice(0, start), this.script.slice(this.at)];
    if (/(^|[^\\])["'][ \t]*(\\\r?\n[ \t]*)?$/.test(before) || /^[ \t]*[a-z]{0,2}["']/i.test(after)) {
      this.refuse('it stands in one of several texts side by side: join them with +', from + this.script.slice(from).indexOf('${{'));
    }
    this.out = `${before}(${this.out.slice(start)})`;
  }

  /** Copies up to the closing quotes; says whether an expression was among it. */
  private body(quote: string, kind: string, open: string): boolean {
    let holds = false;
    let braces = 0;
    while (!this.done && !this.sees(quote)) {
      const segment = this.segment();
      if (segment) {
        this.checkText(segment, kind, braces);
        holds = true;
        // `"""a "${{ x }}` must not end as `"""a """"`
        if (this.out.endsWith(quote[0]) && !this.out.endsWith(open)) this.out = kind.includes('r') ? this.refuse('quotes stand before it') : `${this.out.slice(0, -1)}\\${quote[0]}`;
        this.put(`${quote} + ${this.value(segment)} + ${open}`, segment);
      } else if (this.char === '\\') {
        if (this.segment(this.at + 1)) this.refuse('a backslash stands before it');
        this.copy(2);
      } else {
        if (quote.length === 1 && this.char === '\n') this.refuse('the quotes around it cannot be followed', 0);
        if (kind.includes('f') && this.char === '{') braces++;
        if (kind.includes('f') && this.char === '}') braces--;
        this.copy();
      }
    }
    if (this.done) this.refuse('the quotes around it cannot be followed', 0);
    this.copy(quote.length);
    return holds;
  }

  private checkText(segment: Segment, kind: string, braces: number): void {
    this.check(segment);
    if (kind.includes('b') || kind.includes('t')) this.refuse('a text of bytes cannot be added to one of letters');
    if (braces !== 0) this.refuse('it stands in the braces of an f-string');
  }

  private check(segment: Segment): void {
    const start = this.script.lastIndexOf('\n', segment.start) + 1;
    const end = this.script.indexOf('\n', segment.end);
    const line = this.script.slice(start, end < 0 ? undefined : end);
    const runs = RUNS_TEXT.exec(line);
    if (runs) this.refuse(`${runs[0]} would run it as code`, segment.start);
  }
}
