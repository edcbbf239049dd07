/**
 * YAML nodes → plain data. GitHub takes anchors and aliases, but no merge keys, no custom tags and no key twice.
 */
import { Alias, Document, isAlias, isScalar, isSeq, Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { Comment } from '../document';
import { Path } from '../model';

export interface ReadError {
  readonly message: string;
  readonly offset?: number;
  readonly fix?: string;
}

export interface Converted {
  readonly value: unknown;
  readonly errors: readonly ReadError[];
  readonly comments: readonly Comment[];
}

/** Aliases of aliases can make billions of parts out of a few lines. GitHub's limit lies below this one. */
const MOST_PARTS = 100_000;

export function convert(yaml: Document.Parsed): Converted {
  const converter = new Converter(yaml);
  const value = converter.value(yaml.contents, []);
  return { value, errors: converter.errors, comments: converter.comments };
}

class Converter {
  public readonly errors: ReadError[] = [];
  public readonly comments: Comment[] = [];
  private readonly open = new Set<Node>();
  private parts = 0;

  constructor(private readonly yaml: Document.Parsed) {}

  public value(node: Node | null, path: Path): unknown {
    if (++this.parts > MOST_PARTS) return this.tooMany();
    if (node === null) return null;
    if (isAlias(node)) return this.alias(node, path);
    if (isScalar(node)) return this.scalar(node, path);
    this.open.add(node);
    const value = isSeq(node) ? this.list(node, path) : this.map(node as YAMLMap, path);
    this.open.delete(node);
    return value;
  }

  private alias(node: Alias, path: Path): unknown {
    const target = node.resolve(this.yaml);
    if (target && !this.open.has(target)) return this.value(target, path);
    this.fail(node, target ? `*${node.source} stands within what it repeats` : `there is no anchor &${node.source} before this`);
    return null;
  }

  private scalar(node: Scalar, path: Path): unknown {
    const { value } = node;
    if (node.comment) this.comments.push({ path, value, text: node.comment.trim() });
    if (value === undefined) return null;
    if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value;
    // a tag such as !!binary or !!timestamp
    this.fail(node, `a value of the kind ${node.tag ?? typeof value} is not for workflows`);
    return null;
  }

  private list(node: YAMLSeq, path: Path): unknown[] {
    return node.items.map((item, i) => this.value(item as Node | null, [...path, i]));
  }

  private map(node: YAMLMap, path: Path): Record<string, unknown> {
    const map: Record<string, unknown> = {};
    for (const pair of node.items as Pair<Node | null, Node | null>[]) {
      const key = this.key(pair.key);
      if (key === undefined) continue;
      if (Object.hasOwn(map, key)) {
        this.fail(pair.key, `'${key}' is already defined in this map`, 'remove one of the two');
        continue;
      }
      const value = this.value(pair.value, [...path, key]);
      // a plain assignment to __proto__ would be lost
      Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
    }
    return map;
  }

  private key(node: Node | null): string | undefined {
    const target = isAlias(node) ? node.resolve(this.yaml) : node;
    if (target === null || target === undefined) return '';
    if (isScalar(target)) return target.value === null || target.value === undefined ? '' : String(target.value);
    this.fail(target, 'a key is one text, not a list or a map');
    return undefined;
  }

  private tooMany(): null {
    if (this.parts === MOST_PARTS + 1) this.errors.push({ message: `the file has more than ${MOST_PARTS.toLocaleString('en')} parts with its aliases written out` });
    return null;
  }

  private fail(node: Node | null | undefined, message: string, fix?: string): void {
    this.errors.push({ message, offset: node?.range?.[0], fix });
  }
}
