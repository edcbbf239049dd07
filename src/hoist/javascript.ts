/** JavaScript, for actions/github-script: `process.env.NAME`, in a text by closing it, in a template by `${ }`. */
import { Rewriter, Source } from './refusal';
import { Segment } from '../workflow/expression-scan';

export function rewriteJavaScript(source: Source): string {
  return new JavaScriptRewriter(source).run();
}

const RUNS_TEXT = /\b(eval|Function|execSync|exec|spawnSync|spawn|setTimeout|runInNewContext|runInThisContext)\s*\(/;
const BEFORE_REGEX = /(^|[(,=:[!&|?{};+\-*%~^<>\n]|\b(return|typeof|case|in|of|do|else|void|delete|await|yield))[ \t]*$/;

class JavaScriptRewriter extends Rewriter {
  /** Braces that are open within `${ }` of templates; the last is the innermost. */
  private readonly templates: number[] = [];

  public run(): string {
    while (!this.done) this.step();
    if (this.templates.length > 0) this.refuse('the quotes around it cannot be followed', 0);
    return this.out;
  }

  private step(): void {
    const segment = this.segment();
    if (segment) return this.code(segment);
    if (this.sees('//')) return this.remark('\n');
    if (this.sees('/*')) return this.remark('*/');
    if (this.char === '"' || this.char === "'") return this.text(this.char);
    if (this.char === '`') return this.template();
    if (this.char === '/' && BEFORE_REGEX.test(this.out)) return this.regex();
    if (this.templates.length > 0) return this.brace();
    return this.copy();
  }

  private code(segment: Segment): void {
    this.check(segment);
    if (/[\w$.]$/.test(this.out) || /^\w/.test(this.script.slice(segment.end))) this.refuse('it is a part of a name or a number');
    this.put(`process.env.${this.name(segment)}`, segment);
  }

  private text(quote: string): void {
    const start = this.out.length;
    let holds = false;
    this.copy();
    while (!this.done && this.char !== quote) {
      const segment = this.segment();
      if (segment) {
        this.check(segment);
        holds = true;
        this.put(`${quote} + process.env.${this.name(segment)} + ${quote}`, segment);
      } else {
        if (this.char === '\\' && this.segment(this.at + 1)) this.refuse('a backslash stands before it');
        if (this.char === '\n') this.refuse('the quotes around it cannot be followed', 0);
        this.copy(this.char === '\\' ? 2 : 1);
      }
    }
    if (this.done) this.refuse('the quotes around it cannot be followed', 0);
    this.copy();
    if (holds) this.out = `${this.out.slice(0, start)}(${this.out.slice(start)})`;
  }

  /** From a backtick, or from the brace that ends a `${ }`, to the next of either. */
  private template(): void {
    this.copy();
    while (!this.done && this.char !== '`') {
      const segment = this.segment();
      if (segment) {
        this.check(segment);
        this.put(`\${process.env.${this.name(segment)}}`, segment);
      } else if (this.sees('${')) {
        this.templates.push(0);
        return this.copy(2);
      } else {
        if (this.char === '\\' && this.segment(this.at + 1)) this.refuse('a backslash stands before it');
        if (this.char === '$' && this.segment(this.at + 1)) this.refuse('a $ stands before it');
        this.copy(this.char === '\\' ? 2 : 1);
      }
    }
    if (this.done) this.refuse('the quotes around it cannot be followed', 0);
    this.copy();
  }

  private brace(): void {
    const last = this.templates.length - 1;
    if (this.char === '{') this.templates[last]++;
    if (this.char === '}' && this.templates[last]-- === 0) {
      this.templates.pop();
      return this.template();
    }
    return this.copy();
  }

  private regex(): void {
    let inClass = false;
    this.copy();
    while (!this.done && (inClass || this.char !== '/')) {
      if (this.segment()) this.refuse('it stands in a regular expression');
      if (this.char === '\n') this.refuse('the quotes around it cannot be followed', 0);
      if (this.char === '[') inClass = true;
      if (this.char === ']') inClass = false;
      this.copy(this.char === '\\' ? 2 : 1);
    }
    if (!this.done) this.copy();
  }

  private check(segment: Segment): void {
    const start = this.script.lastIndexOf('\n', segment.start) + 1;
    const runs = RUNS_TEXT.exec(this.script.slice(start, segment.start));
    if (runs) this.refuse(`${runs[1]} would run it as code`, segment.start);
  }
}
