/**
 * Plain data → YAML text in one style: block maps and lists, no folding, no anchors. Keys as they are, in their order.
 */
import { Document, isMap, isScalar, Pair, Scalar, ScalarTag, Tags } from 'yaml';
import { scalarText } from './scalar';
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

/** No line is folded: a folded script or expression is hard to read and to find. */
const STYLE = { lineWidth: 0, minContentWidth: 0, blockQuote: 'literal', nullStr: '' } as const;

/** Texts are written our own way; the rest is the library's. */
const TEXT: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  identify: (value) => typeof value === 'string',
  resolve: (text) => text,
  stringify: ({ value, comment }, { indent, implicitKey }, onComment, onChompKeep) => {
    const text = scalarText(value as string, indent, implicitKey ?? false);
    if (text.startsWith('|')) {
      if (comment) onComment?.(); // a remark would stand behind the last line, and be part of it
      if (text.startsWith('|+') || text.startsWith('|2+')) onChompKeep?.(); // empty lines behind it are its own
    }
    return text;
  },
};
/** Data has no other kinds; the library asks each tag about each value. */
const TAGS = (): Tags => ['map', 'seq', TEXT, 'null', 'bool', 'int', 'float'];

export function yamlText(value: object, annotations: Annotations = {}): string {
  const document = new Document(value, { aliasDuplicateObjects: false, customTags: TAGS });
  for (const { path, value: spokenOf, text } of annotations.behind ?? []) {
    const node = document.getIn(path, true);
    if (isScalar(node) && node.value === spokenOf) node.comment = ` ${oneLine(text)}`;
  }
  for (const { path, text } of annotations.above ?? []) addAbove(document, path, ` ${oneLine(text)}`);
  for (const path of annotations.spaced ?? []) {
    const key = keyOf(document, path);
    if (key) key.spaceBefore = true;
  }
  return document.toString(STYLE).replace(/^"on":/m, 'on:'); // everybody writes GitHub's own key plain
}

function addAbove(document: Document, path: Path, text: string): void {
  const place = path.length ? keyOf(document, path) : document;
  if (place) place.commentBefore = [place.commentBefore, text].filter(Boolean).join('\n');
}

function keyOf(document: Document, path: Path): Scalar | undefined {
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  if (!isMap(parent)) return undefined;
  const last = path[path.length - 1];
  const pair = parent.items.find((item: Pair) => isScalar(item.key) && item.key.value === last);
  return isScalar(pair?.key) ? pair.key : undefined;
}

/** A remark ends at the end of its line: nothing in it may start a new one, or hide. */
function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g, ' ').replace(/\p{Cs}/gu, '\ufffd').trim();
}
