/**
 * bash and sh. One pass that knows where it is: bare words, quotes, substitutions, comments, heredocs.
 * Where a quoted value would still be evaluated (arithmetic, subscripts, eval, another shell) it refuses.
 */
import { commandOf, isShell, refusesArgument, runsInput } from './bash-commands';
import { Arithmetic, Code, code, Frame, Parameter } from './bash-frames';
import { HeredocRewriter } from './bash-heredoc';
import { Refusal, Source, TOO_COMPLEX } from './refusal';
import { Segment } from '../workflow/expression-scan';

export function rewriteBash(source: Source): string {
  return new BashRewriter(source).run();
}

class BashRewriter extends HeredocRewriter {
  private readonly stack: Frame[] = [code('')];

  public run(): string {
    while (!this.done) this.step();
    if (this.frame.kind !== 'code' || this.stack.length > 1) this.refuse(TOO_COMPLEX, 0);
    this.endCommand(this.frame, false);
    return this.out;
  }

  private get frame(): Frame {
    return this.stack[this.stack.length - 1];
  }

  private step(): void {
    const { frame } = this;
    const segment = this.segment();
    if (segment) this.expression(segment, frame);
    else if (this.char === '\\') this.escape(frame);
    else if (this.char === '$') this.dollar(frame);
    else if (frame.kind === 'code') this.code(frame);
    else if (frame.kind === 'double') this.double();
    else if (frame.kind === 'parameter') this.parameter(frame);
    else this.arithmetic(frame);
  }

  private expression(segment: Segment, frame: Frame): void {
    if (frame.kind === 'parameter') this.refuse('bash evaluates what stands in ${ }');
    if (frame.kind === 'arithmetic') this.refuse('bash evaluates what stands in arithmetic: a[$(command)] is run');
    this.checkCommands(segment, frame);
    const name = this.name(segment);
    this.put(frame.kind === 'double' ? `\${${name}}` : `"\${${name}}"`, segment);
  }

  /** The value reaches every command that it stands in, also through a substitution. */
  private checkCommands(segment: Segment, inner: Frame): void {
    for (const frame of this.stack) {
      if (frame.kind !== 'code') continue;
      const why = refusesArgument(frame.words, frame.word);
      if (why !== undefined) this.refuse(why);
      this.checkTest(frame);
      frame.expression = true;
      frame.inWord = true;
    }
    const own = [...this.stack].reverse().find((frame): frame is Code => frame.kind === 'code')!;
    const rest = this.script.slice(segment.end, segment.end + 2);
    const alone = /^($|[\s;&|)`])/.test(inner.kind === 'double' ? rest.replace(/^["']/, '') : rest) && (inner.kind === 'code' || /^["']/.test(rest));
    if (!own.array && commandOf(own.words).length === 0 && own.word === '' && alone) this.refuse('it is the command itself: which program runs must be written in the script');
    own.word += '\0';
  }

  /** `[[ x -eq 1 ]]` evaluates both sides as arithmetic. */
  private checkTest(frame: Code): void {
    if (commandOf(frame.words)[0] !== '[[') return;
    const end = this.script.indexOf(']]', this.at);
    const test = this.script.slice(frame.start, end < 0 ? undefined : end);
    if (/\s-(eq|ne|lt|le|gt|ge|v)\s/.test(test)) this.refuse('[[ ]] evaluates numbers as arithmetic: a[$(command)] is run; [ ] does not');
  }

  private escape(frame: Frame): void {
    if (this.segment(this.at + 1)) this.refuse('a backslash stands before it');
    if (frame.kind === 'code' && this.script[this.at + 1] !== '\n') this.letter(frame, this.script[this.at + 1] ?? '');
    this.copy(2);
  }

  private dollar(frame: Frame): void {
    if (this.segment(this.at + 1)) this.refuse('a $ stands before it: the value would name a variable');
    if (frame.kind === 'code') this.letter(frame, '$');
    if (this.sees("$'") && frame.kind === 'code') this.quoted("$'");
    else if (this.sees('$((')) this.open({ kind: 'arithmetic', depth: 0 }, 3);
    else if (this.sees('$(')) this.open(code(')', this.at + 2), 2);
    else if (this.sees('${')) this.open({ kind: 'parameter', quoted: this.isQuoted() }, 2);
    else this.copy();
  }

  private code(frame: Code): void {
    switch (this.char) {
      case "'": return this.quoted("'");
      case '"':
        frame.inWord = true;
        return this.open({ kind: 'double' }, 1);
      case '`': return this.backtick(frame);
      case '#': return frame.inWord ? this.plain(frame) : this.comment(frame);
      case '\n': return this.newline(frame);
      case ' ': case '\t': case '\r':
        this.endWord(frame);
        return this.copy();
      case ';': case '&': case '|': return this.operator(frame);
      case '(': return this.parenthesis(frame);
      case ')': return frame.close === ')' ? this.close(frame) : this.operator(frame);
      case '<': return this.redirect(frame);
      case '>':
        this.endWord(frame);
        return this.copy();
      default: return this.plain(frame);
    }
  }

  private plain(frame: Code): void {
    this.letter(frame, this.char);
    this.copy();
  }

  private letter(frame: Code, char: string): void {
    frame.word += char;
    frame.inWord = true;
  }

  private double(): void {
    if (this.char === '"') {
      this.stack.pop();
      this.copy();
    } else if (this.char === '`') {
      this.backtickInDouble();
    } else {
      this.collect(this.char);
      this.copy();
    }
  }

  /** What stands in quotes is a part of the word: `"eval" x` is eval. */
  private collect(text: string): void {
    const below = this.stack[this.stack.length - 2];
    if (below?.kind === 'code') this.letter(below, text);
  }

  /** `'…'` and `$'…'`: the quotes are closed for the value, and opened again. */
  private quoted(open: "'" | "$'"): void {
    const frame = this.frame as Code;
    frame.inWord = true;
    this.copy(open.length);
    while (!this.done && this.char !== "'") {
      const segment = this.segment();
      if (segment) {
        this.checkCommands(segment, { kind: 'double' });
        this.put(`'"\${${this.name(segment)}}"${open}`, segment);
      } else {
        if (open === "$'" && this.char === '\\') {
          if (this.segment(this.at + 1)) this.refuse('a backslash stands before it');
          this.copy();
        }
        this.letter(frame, this.char);
        this.copy();
      }
    }
    if (this.done) this.refuse(TOO_COMPLEX, 0);
    this.copy();
  }

  private backtick(frame: Code): void {
    if (frame.close === '`') this.close(frame);
    else this.open(code('`', this.at + 1), 1);
  }

  /** Quotes within backticks within quotes are read in a way of their own: copied, but never written. */
  private backtickInDouble(): void {
    const end = this.script.slice(this.at + 1).search(/(?<!\\)`/);
    if (end < 0) this.refuse(TOO_COMPLEX, 0);
    for (let i = this.at; i < this.at + end + 1; i++) {
      if (this.segment(i)) this.refuse('it stands in backticks within quotes: write $( ) instead', i);
    }
    this.copy(end + 2);
  }

  private comment(frame: Code): void {
    this.remark('\n');
    if (frame.close === '`') throw new Refusal(TOO_COMPLEX, 0);
  }

  private newline(frame: Code): void {
    this.endCommand(frame, false);
    this.copy();
    this.copyHeredocs();
    frame.start = this.at;
  }

  private operator(frame: Code): void {
    const pipe = this.char === '|' && !this.sees('||') && this.script[this.at - 1] !== '|' && this.script[this.at - 1] !== '>';
    this.endCommand(frame, pipe);
    this.copy();
    frame.start = this.at;
  }

  private parenthesis(frame: Code): void {
    if (this.sees('((') && !frame.inWord) {
      this.open({ kind: 'arithmetic', depth: 0 }, 2);
      return;
    }
    this.open(code(')', this.at + 1, frame.word.endsWith('=')), 1);
  }

  private redirect(frame: Code): void {
    if (this.sees('<<<')) {
      const reader = runsInput(frame.words);
      this.endWord(frame);
      // what follows is data, unless the command runs it
      if (reader !== undefined && this.script.slice(this.at).split('\n')[0].includes('${{')) this.refuse(`${reader} would run it as code`, this.script.indexOf('${{', this.at));
      this.copy(3);
      return;
    }
    this.endWord(frame);
    if (!this.beginHeredoc(runsInput(frame.words))) this.copy();
  }

  private parameter(frame: Parameter): void {
    if (this.char === '}') {
      this.stack.pop();
      this.copy();
    } else if (this.char === '"') {
      this.open({ kind: 'double' }, 1);
    } else if (this.char === "'" && !frame.quoted) {
      const end = this.script.indexOf("'", this.at + 1);
      if (end < 0 || this.script.slice(this.at, end).includes('${{')) this.refuse(TOO_COMPLEX);
      this.copy(end + 1 - this.at);
    } else {
      this.copy();
    }
  }

  private arithmetic(frame: Arithmetic): void {
    if (this.sees('))') && frame.depth === 0) {
      this.stack.pop();
      this.copy(2);
      return;
    }
    if (this.char === '(') frame.depth++;
    if (this.char === ')') frame.depth--;
    // `$( (a) )` looked like arithmetic
    if (frame.depth < 0) this.refuse(TOO_COMPLEX, 0);
    this.copy();
  }

  private open(frame: Frame, length: number): void {
    if (this.frame.kind === 'code') this.frame.inWord = true;
    this.stack.push(frame);
    this.copy(length);
  }

  private close(frame: Code): void {
    this.endCommand(frame, false);
    this.stack.pop();
    this.copy();
  }

  private endWord(frame: Code): void {
    if (!frame.inWord) return;
    frame.words.push(frame.word);
    frame.word = '';
    frame.inWord = false;
    // unmatched brackets: `case a) …` within `$( )`
    if (frame.words[frame.words.length - 1] === 'case' && frame.close === ')' && commandOf(frame.words)[0] === 'case') this.refuse(TOO_COMPLEX, 0);
  }

  private endCommand(frame: Code, pipe: boolean): void {
    this.endWord(frame);
    const shell = frame.piped ? isShell(frame.words) : undefined;
    if (shell !== undefined) this.refuse(`${shell} would run it as code`, 0);
    frame.piped = pipe && (frame.piped || frame.expression);
    frame.expression = false;
    frame.words = [];
  }

  private isQuoted(): boolean {
    return this.stack.some((frame) => frame.kind === 'double');
  }
}
