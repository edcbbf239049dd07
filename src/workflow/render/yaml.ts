/**
 * Plain data → YAML text in one style: block maps and lists, no folding, no anchors. Keys as they are, in their order.
 */
import { keyText, scalarText } from './scalar';
import { Path, Scalar } from '../model';

/** What is written beside the data. */
export interface Annotations {
  /** Behind the value on its own line, as long as the value is still the one that the remark speaks of. */
  readonly behind?: readonly { readonly path: Path; readonly value: unknown; readonly text: string }[];
  /** In lines of their own above a key. */
  readonly above?: readonly { readonly path: Path; readonly text: string }[];
  /** Parts with an empty line above them. */
  spaced?(path: readonly (string | number)[]): boolean;
}

const STEP = 2;

/** The remarks at one place and below it. */
class Remarks {
  public readonly below = new Map<string | number, Remarks>();
  public behind?: { readonly value: unknown; readonly text: string };
  public above: string[] = [];

  public static of({ behind = [], above = [] }: Annotations): Remarks {
    const root = new Remarks();
    for (const { path, value, text } of behind) root.at(path).behind = { value, text: oneLine(text) };
    for (const { path, text } of above) root.at(path).above.push(oneLine(text));
    return root;
  }

  private at(path: Path): Remarks {
    let place: Remarks = this; // eslint-disable-line @typescript-eslint/no-this-alias
    for (const part of path) {
      let next = place.below.get(part);
      if (!next) place.below.set(part, next = new Remarks());
      place = next;
    }
    return place;
  }
}

/** A remark ends at the end of its line: nothing in it may start a new one, or hide. */
function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]+/g, ' ').replace(/\p{Cs}/gu, '\ufffd').trim();
}

export function yamlText(value: object, annotations: Annotations = {}): string {
  const writer = new Writer(annotations.spaced);
  const remarks = Remarks.of(annotations);
  for (const text of remarks.above) writer.lines.push(`# ${text}`);
  if (remarks.above.length) writer.lines.push('');
  writer.map(value as Record<string, unknown>, 0, '', remarks);
  return `${writer.lines.join('\n')}\n`;
}

class Writer {
  public readonly lines: string[] = [];
  private readonly path: (string | number)[] = [];

  constructor(private readonly spaced: Annotations['spaced']) {}

  /** `first` stands before the first key: the dash of a list. */
  public map(map: Readonly<Record<string, unknown>>, indent: number, first: string, remarks: Remarks | undefined): void {
    const space = ' '.repeat(indent);
    let lead = first;
    for (const key of Object.keys(map)) {
      const value = map[key];
      if (value === undefined) continue;
      const here = remarks?.below.get(key);
      this.path.push(key);
      if (here?.above.length || this.spaced) this.above(here, lead === '' ? space : space.slice(STEP), lead !== '');
      this.entry(`${lead === '' ? space : lead}${this.key(key)}:`, value, indent, here);
      this.path.pop();
      lead = '';
    }
  }

  /** GitHub's own `on` stands plain: everybody writes it so, and whoever reads workflows knows. */
  private key(key: string): string {
    return key === 'on' && this.path.length === 1 ? key : keyText(key);
  }

  private above(remarks: Remarks | undefined, space: string, isFirst: boolean): void {
    if (!isFirst && this.spaced?.(this.path) && this.lines.length) this.lines.push('');
    for (const text of remarks?.above ?? []) this.lines.push(`${space}# ${text}`);
  }

  private entry(lead: string, value: unknown, indent: number, remarks: Remarks | undefined): void {
    if (typeof value !== 'object' || value === null) return this.scalar(lead, value as Scalar | null, indent + STEP, remarks);
    if (Array.isArray(value)) {
      if (value.length === 0) return void this.lines.push(`${lead} []`);
      this.lines.push(lead);
      return this.list(value, indent + STEP, remarks);
    }
    if (isEmpty(value)) return void this.lines.push(`${lead} {}`);
    this.lines.push(lead);
    this.map(value as Record<string, unknown>, indent + STEP, '', remarks);
  }

  private list(list: readonly unknown[], indent: number, remarks: Remarks | undefined): void {
    const dash = `${' '.repeat(indent)}-`;
    for (const [i, value] of list.entries()) {
      this.path.push(i);
      const here = remarks?.below.get(i);
      if (typeof value !== 'object' || value === null) this.scalar(dash, value as Scalar | null, indent + STEP, here);
      else if (Array.isArray(value)) this.entry(dash, value, indent, here);
      else if (isEmpty(value)) this.lines.push(`${dash} {}`);
      else this.map(value as Record<string, unknown>, indent + STEP, `${dash} `, here);
      this.path.pop();
    }
  }

  private scalar(lead: string, value: Scalar | null | undefined, indent: number, remarks: Remarks | undefined): void {
    const text = scalarText(value, indent);
    const remark = remarks?.behind;
    const said = remark && remark.value === value && !text.startsWith('|') ? ` # ${remark.text}` : '';
    this.lines.push(text === '' ? `${lead}${said}` : `${lead} ${text}${said}`);
  }
}

function isEmpty(map: object): boolean {
  for (const key of Object.keys(map)) if ((map as Record<string, unknown>)[key] !== undefined) return false;
  return true;
}
