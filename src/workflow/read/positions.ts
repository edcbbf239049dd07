/** From a path in the model to the line and column where it stands in the text. */
import { Document, isAlias, isMap, isScalar, isSeq, LineCounter, Node, Pair } from 'yaml';
import { SourceLocation } from '../../problem';
import { Path } from '../model';

interface Place {
  readonly key?: Node;
  readonly value?: Node;
}

export class Positions {
  constructor(
    private readonly file: string,
    private readonly text: string,
    private readonly yaml: Document.Parsed,
    private readonly lines: LineCounter,
  ) {}

  /** A scalar's own place, the key of a map or a list, or an offset within a string. What does not exist is where its parent is. */
  public of(path: Path, at?: 'key' | number): SourceLocation {
    const { key, value } = this.find(path);
    if (at === 'key') return this.at(key ?? value);
    if (typeof at === 'number' && isScalar(value)) return this.within(value, at);
    return this.at(isScalar(value) && value.value !== null && value.value !== '' ? value : key ?? value);
  }

  private find(path: Path): Place {
    let place: Place = { value: this.yaml.contents ?? undefined };
    for (const part of path) {
      const next = this.child(place.value, part);
      if (!next) return place.key ? { key: place.key } : place;
      place = next;
    }
    return place;
  }

  private child(node: Node | undefined, part: string | number): Place | undefined {
    const parent = isAlias(node) ? node.resolve(this.yaml) : node;
    if (isSeq(parent)) return typeof part === 'number' && parent.items[part] ? { value: parent.items[part] as Node } : undefined;
    if (!isMap(parent)) return undefined;
    const pair = (parent.items as Pair<Node, Node | null>[]).find((one) => this.keyText(one.key) === String(part));
    return pair ? { key: pair.key, value: pair.value ?? undefined } : undefined;
  }

  private keyText(key: Node | null): string {
    const target = isAlias(key) ? key.resolve(this.yaml) : key;
    return isScalar(target) && target.value !== null ? String(target.value) : '';
  }

  /**
   * The text of a string is not what the file shows (quotes, indents, folded lines). Expressions look the same in both,
   * so the place is found by counting them; without any, by counting lines in a literal block.
   */
  private within(node: Node & { value: unknown }, offset: number): SourceLocation {
    const [start, end] = node.range ?? [0, 0, 0];
    const written = this.text.slice(start, end);
    const value = String(node.value);
    const opening = value.lastIndexOf('${{', offset);
    if (opening >= 0 && !value.slice(opening, offset).includes('}}')) {
      const at = nth(written, '${{', count(value.slice(0, opening), '${{'));
      if (at >= 0) return this.position(Math.min(start + at + (offset - opening), end));
    }
    const line = value.slice(value.lastIndexOf('\n', offset - 1) + 1).split('\n')[0].trim();
    const at = line === '' ? -1 : written.indexOf(line);
    return at < 0 ? this.at(node) : this.position(start + at + columnIn(value, offset, line));
  }

  private at(node: Node | undefined): SourceLocation {
    return this.position(node?.range?.[0] ?? 0);
  }

  private position(offset: number): SourceLocation {
    const { line, col } = this.lines.linePos(offset);
    return { file: this.file, line, column: col };
  }
}

/** How far into its trimmed line an offset lies. */
function columnIn(value: string, offset: number, line: string): number {
  const start = value.lastIndexOf('\n', offset - 1) + 1;
  const indent = value.slice(start).indexOf(line);
  return Math.max(0, Math.min(offset - start - indent, line.length));
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}

function nth(text: string, part: string, n: number): number {
  let at = text.indexOf(part);
  for (let i = 0; i < n && at >= 0; i++) at = text.indexOf(part, at + part.length);
  return at;
}
