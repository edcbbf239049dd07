/**
 * Plain data → YAML text in one style: block maps and lists, no folding, no anchors. Keys as they are, in their order.
 * Written directly: a document of nodes, as the `yaml` library has it, takes ten times as long. That library reads
 * in the tests what is written here.
 */
import { scalarText } from './scalar';
import { isPlain } from '../../values';
import { Path } from '../model';

/** What is written beside the data. */
export interface Annotations {
  /** Behind the value on its own line, as long as the value is still the one that the remark speaks of. */
  readonly behind?: readonly { readonly path: Path; readonly value: unknown; readonly text: string }[];
  /** In lines of their own above a key; an empty path is the top of the file. */
  readonly above?: readonly { readonly path: Path; readonly text: string }[];
  /** Parts with an empty line above them. */
  readonly spaced?: readonly Path[];
}

/** The annotations of one place, and of the places in it. */
class Place {
  public behind?: { readonly value: unknown; readonly text: string };
  public readonly above: string[] = [];
  public spaced = false;
  private readonly inner = new Map<string, Place>();

  public at(path: Path): Place {
    return path.reduce<Place>((place, part) => place.make(String(part)), this);
  }

  public get(part: string | number): Place | undefined {
    return this.inner.size === 0 ? undefined : this.inner.get(String(part));
  }

  private make(part: string): Place {
    const known = this.inner.get(part);
    if (known) return known;
    const place = new Place();
    this.inner.set(part, place);
    return place;
  }
}

/** The longest key that may stand before a colon; a longer one is marked as a key. */
const LONGEST_KEY = 1024;

export function yamlText(value: object, annotations: Annotations = {}): string {
  const root = new Place();
  for (const { path, ...remark } of annotations.behind ?? []) root.at(path).behind = remark;
  for (const { path, text } of annotations.above ?? []) root.at(path).above.push(remarkText(text));
  for (const path of annotations.spaced ?? []) root.at(path).spaced = true;
  const top = root.above.map((remark) => `${remark}\n`).join('');
  return `${top}${top && '\n'}${new Writer().collection(value, '', root)}\n`;
}

class Writer {
  /** The text so far ends with a block whose empty lines are its own: one more would be part of it. */
  private keepsLines = false;

  /** Without an indent before its first line. */
  public collection(value: object, indent: string, place: Place | undefined): string {
    return Array.isArray(value) ? this.list(value, indent, place) : this.map(value as Record<string, unknown>, indent, place);
  }

  private map(value: Record<string, unknown>, indent: string, place: Place | undefined): string {
    let text = '';
    for (const key in value) {
      if (value[key] === undefined) continue;
      const here = place?.get(key);
      if (text !== '') text += `\n${here?.spaced && !this.keepsLines ? '\n' : ''}${indent}`;
      else if (here?.spaced) text += `\n${indent}`;
      for (const remark of here?.above ?? []) text += `${remark}\n${indent}`;
      text += this.pair(key, value[key], indent, here);
    }
    return text === '' ? '{}' : text;
  }

  private pair(key: string, value: unknown, indent: string, place: Place | undefined): string {
    // everybody writes GitHub's own key plain
    const name = indent === '' && key === 'on' ? key : scalarText(key, indent, true);
    const before = name.length > LONGEST_KEY ? `? ${name}\n${indent}:` : `${name}:`;
    const inner = `${indent}  `;
    const isBlock = isCollection(value) && !isEmpty(value);
    const text = this.value(value, inner, place);
    return isBlock ? `${before}\n${inner}${text}` : text === '' ? before : `${before} ${text}`;
  }

  private list(value: readonly unknown[], indent: string, place: Place | undefined): string {
    if (value.length === 0) return '[]';
    const inner = `${indent}  `;
    return value.map((item, i) => {
      const text = this.value(item, inner, place?.get(i));
      return text === '' ? '-' : `- ${text}`;
    }).join(`\n${indent}`);
  }

  private value(value: unknown, indent: string, place: Place | undefined): string {
    this.keepsLines = false;
    if (isCollection(value)) return this.collection(value, indent, place);
    const text = typeof value === 'string' ? scalarText(value, indent, false) : otherText(value);
    const isBlock = text.startsWith('|');
    this.keepsLines = isBlock && /^\|2?\+/.test(text);
    // behind a block, a remark would be part of its last line
    if (isBlock || place?.behind === undefined || place.behind.value !== value) return text;
    return `${text}${text && ' '}${remarkText(place.behind.text)}`;
  }
}

function isCollection(value: unknown): value is object {
  return Array.isArray(value) || isPlain(value);
}

function isEmpty(value: object): boolean {
  if (Array.isArray(value)) return value.length === 0;
  for (const key in value) if ((value as Record<string, unknown>)[key] !== undefined) return false;
  return true;
}

function otherText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return numberText(value);
  throw new TypeError(`not plain data: ${typeof value}`); // what users give is checked before
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value < 0 ? '-.inf' : '.inf';
  return Object.is(value, -0) ? '-0' : String(value);
}

/** A remark ends at the end of its line: nothing in it may start a new one, or hide. */
function remarkText(text: string): string {
  // eslint-disable-next-line no-control-regex
  return `# ${text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g, ' ').replace(/\p{Cs}/gu, '\ufffd').trim()}`;
}
