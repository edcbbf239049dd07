/** The types of `shapes.json`, each taken apart once: `class Step[]?` is an optional list of instances. */
import { SHAPES } from './shapes';

export type Shape = 'list' | 'map' | 'class' | 'enum' | 'interface' | 'struct' | 'any' | 'plain';

export interface Prop {
  readonly name: string;
  readonly type: Type;
}

export class Type {
  public readonly isOptional: boolean;
  /** As people read it, without the mark of an optional one. */
  public readonly kind: string;
  public readonly shape: Shape;
  /** Of the class, enum or struct; of the primitive type otherwise. */
  public readonly name: string;
  /** Of a list or a map. */
  public readonly item?: Type;
  private found?: readonly Prop[];

  constructor(text: string) {
    this.isOptional = text.endsWith('?');
    this.kind = this.isOptional ? text.slice(0, -1) : text;
    const [word, rest] = /^(class|enum|interface) (.*)$/.exec(this.kind)?.slice(1) ?? ['', this.kind];
    this.name = rest;
    if (/(?:\[\]|\{\})$/.test(this.kind)) {
      this.shape = this.kind.endsWith('[]') ? 'list' : 'map';
      this.item = typeOf(this.kind.slice(0, -2));
    } else if (word !== '') {
      this.shape = word as Shape;
    } else if (Object.hasOwn(SHAPES.structs, this.kind)) {
      this.shape = 'struct';
    } else {
      this.shape = this.kind === 'any' ? 'any' : 'plain';
    }
  }

  /** Of a struct. */
  public get props(): readonly Prop[] {
    return this.found ??= Object.entries(SHAPES.structs[this.name]).map(([name, text]) => ({ name, type: typeOf(text) }));
  }
}

const types = new Map<string, Type>();

export function typeOf(text: string): Type {
  let type = types.get(text);
  if (!type) types.set(text, type = new Type(text));
  return type;
}
