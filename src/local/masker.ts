/** Keeps secrets out of everything that is printed, as the runner does. */

const MASK = '***';

/** Values to hide; more are added while a job runs (`::add-mask::`). */
export class Masker {
  private readonly values = new Set<string>();

  constructor(secrets: Iterable<string> = []) {
    for (const secret of secrets) this.add(secret);
  }

  /** A value in all forms in which it may be printed; of several lines also each line. */
  public add(secret: string): void {
    for (const value of [secret, ...secret.split(/\r?\n/)]) {
      const bare = value.trim();
      if (bare !== '') for (const form of formsOf(bare)) this.values.add(form);
    }
  }

  public mask(text: string): string {
    const spans = this.spans(text);
    if (spans.length === 0) return text;
    let masked = '';
    let at = 0;
    for (const [start, end] of spans) {
      masked += text.slice(at, start) + MASK;
      at = end;
    }
    return masked + text.slice(at);
  }

  public hides(text: string): boolean {
    return this.spans(text).length > 0;
  }

  /** Every string within plain data, keys too. */
  public maskDeep<T>(value: T): T {
    if (typeof value === 'string') return this.mask(value) as T;
    if (Array.isArray(value)) return value.map((item) => this.maskDeep(item)) as T;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [this.mask(key), this.maskDeep(item)])) as T;
  }

  /** Where something is to be hidden; what overlaps or touches is one span. */
  private spans(text: string): (readonly [number, number])[] {
    const found: [number, number][] = [];
    for (const value of this.values) {
      for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) found.push([at, at + value.length]);
    }
    found.sort((a, b) => a[0] - b[0]);
    const merged: [number, number][] = [];
    for (const span of found) {
      const last = merged.at(-1);
      if (last && span[0] <= last[1]) last[1] = Math.max(last[1], span[1]);
      else merged.push(span);
    }
    return merged;
  }
}

/** As it is, and as tools encode it: base64 at any offset, JSON, a URL. */
function formsOf(value: string): string[] {
  return [value, ...base64Forms(value), JSON.stringify(value).slice(1, -1), encodeURI(wellFormed(value)), encodeURIComponent(wellFormed(value))];
}

/** Half of a character pair is no text of a URL. */
function wellFormed(value: string): string {
  return Buffer.from(value, 'utf8').toString('utf8');
}

/** What base64 makes of it within a longer text, without the characters that also depend on the neighbours. */
function base64Forms(value: string): string[] {
  const bytes = Buffer.from(value, 'utf8');
  const whole = bytes.toString('base64').replace(/=+$/, '');
  const shifted = [1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64').replace(/=+$/, '');
    return text.slice(before + 1, text.length - 1);
  });
  // short ones would hide ordinary text
  return [whole, ...shifted].filter((form) => form.length >= 8);
}
