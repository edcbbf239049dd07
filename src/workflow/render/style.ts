/**
 * How each scalar is written. Stricter than YAML asks: what any reader of any version could take for something else
 * (yes, 0x1F, 12:30, a date) is quoted, and characters that nobody sees are escaped.
 */
import { Scalar } from 'yaml';

const LINE_OR_CONTROL = /[\u0000-\u001f\u007f-\u009f]/; // eslint-disable-line no-control-regex
/** Line breaks of YAML 1.1, byte order marks, what turns the direction of text, halves of pairs, no characters at all. */
const HIDDEN = /[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffc\ufffe\uffff]|\p{Cs}/u;
const MAYBE_HIDDEN = /[\u007f-\u009f\u061c\u200b-\u206f\ud800-\udfff\ufeff\ufff9-\uffff]/;
/** Null, booleans and numbers of YAML 1.1 and 1.2, times, dates, merge keys. */
const AMBIGUOUS = /^(?:~|null|true|false|yes|no|on|off|y|n|=|<<|[-+]?(?:[0-9][0-9_,.:eExXoO+-]*[0-9a-fA-F_.]*|\.[0-9][0-9eE+-]*|\.inf|\.nan)|[0-9]{4}-[0-9]{1,2}-.*)$/i;

/** The style of a text; undefined leaves it to the library, which writes it plain where YAML 1.2 lets it. */
export function styleOf(text: string): Scalar.Type | undefined {
  if (text.includes('\n')) return isBlock(text) ? 'BLOCK_LITERAL' : 'QUOTE_DOUBLE';
  if (text === '' || AMBIGUOUS.test(text) || LINE_OR_CONTROL.test(text) || isHidden(text)) return 'QUOTE_DOUBLE';
  return undefined;
}

/** A literal block holds whole lines; the last one must show something, or readers differ on where it ends. */
function isBlock(text: string): boolean {
  // eslint-disable-next-line no-control-regex
  return !/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(text) && /\S[^\n]*\n*$/.test(text) && !/[ \t]\n*$/.test(text) && !isHidden(text);
}

function isHidden(text: string): boolean {
  // halves of pairs are told from pairs by the slower expression only
  return MAYBE_HIDDEN.test(text) && HIDDEN.test(text);
}

/** Escapes what nobody sees. It stands in double quotes only: `styleOf` saw to that, and remarks hold none. */
export function escapeHidden(yaml: string): string {
  if (!MAYBE_HIDDEN.test(yaml)) return yaml;
  return yaml.replace(new RegExp(`${HIDDEN.source}|[\\u007f-\\u009f]`, 'gu'), (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
