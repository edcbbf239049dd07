/**
 * How each text is written. Stricter than YAML asks: what any reader of any version could take for something else
 * (yes, 0x1F, 12:30, a date) is quoted, and characters that nobody sees are escaped. The library's own way with texts
 * is not used: it folds quoted lines wrongly (a backslash too many) and says no indent where libyaml needs one.
 */

const LINE_OR_CONTROL = /[\u0000-\u001f\u007f-\u009f]/; // eslint-disable-line no-control-regex
/** Line breaks of YAML 1.1, byte order marks, what turns the direction of text, halves of pairs, no characters at all. */
const HIDDEN = /[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffc\ufffe\uffff]|\p{Cs}/u;
const MAYBE_HIDDEN = /[\u061c\u200b-\u206f\ud800-\udfff\ufeff\ufff9-\uffff]/;
const ESCAPED = new RegExp(`${HIDDEN.source}|[\\u007f-\\u009f]`, 'gu');

/** Indicators at the start, and what ends or begins something within. */
const SPECIAL = /^[\s,[\]{}#&*!|>'"%@`]|^[-?:](?:\s|$)|^(?:---|\.\.\.)|:(?:\s|$)|\s#|\s$/;
/** Null, booleans and numbers of YAML 1.1 and 1.2, times, dates, merge keys. */
const AMBIGUOUS = /^(?:~|null|true|false|yes|no|on|off|y|n|=|<<|[-+]?(?:[0-9][0-9_,.:eExXoO+-]*[0-9a-fA-F_.]*|\.[0-9][0-9eE+-]*|\.inf|\.nan)|[0-9]{4}-[0-9]{1,2}-.*)$/i;

/** Most texts: words of letters and digits, of which only a few single ones mean something else. */
const WORDS = /^[A-Za-z][\w./@-]*(?: [\w./@-]+)*$/;
const AMBIGUOUS_WORD = /^(?:null|true|false|yes|no|on|off|y|n)$/i;

/** Plain, a literal block at the given indent, or quoted. A key is never a block. */
export function scalarText(text: string, indent: string, isKey: boolean): string {
  if (isPlain(text)) return text;
  return !isKey && isBlock(text) ? block(text, indent) : quoted(text);
}

function isPlain(text: string): boolean {
  if (WORDS.test(text)) return !AMBIGUOUS_WORD.test(text);
  return text !== '' && !SPECIAL.test(text) && !LINE_OR_CONTROL.test(text) && !AMBIGUOUS.test(text) && !isHidden(text);
}

function isHidden(text: string): boolean {
  // halves of pairs are told from pairs by the slower expression only
  return MAYBE_HIDDEN.test(text) && HIDDEN.test(text);
}

/** A literal block holds whole lines; the last one must show something, or readers differ on where it ends. */
function isBlock(text: string): boolean {
  // eslint-disable-next-line no-control-regex
  return text.includes('\n') && !/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(text) && endsVisibly(text) && !isHidden(text);
}

/** By hand: an expression with `$` looks for it from every place. */
function endsVisibly(text: string): boolean {
  let end = text.length;
  while (text[end - 1] === '\n') end--;
  const line = text.slice(text.lastIndexOf('\n', end - 1) + 1, end);
  return /\S/.test(line) && !line.endsWith(' ') && !line.endsWith('\t');
}

function block(text: string, indent: string): string {
  // where the first line begins with a space or a tab, the indent must be said
  const said = /^\n*[ \t]/.test(text) ? '2' : '';
  const end = !text.endsWith('\n') ? '-' : text.endsWith('\n\n') ? '+' : '';
  const lines = (end === '-' ? text : text.slice(0, -1)).split('\n');
  return `|${said}${end}\n${lines.map((line) => (line === '' ? '' : indent + line)).join('\n')}`;
}

function quoted(text: string): string {
  const strange = LINE_OR_CONTROL.test(text) || isHidden(text);
  if (!strange && /["\\]/.test(text) && !text.includes('\'')) return `'${text}'`;
  const json = JSON.stringify(text); // a double-quoted scalar of YAML is nearly a string of JSON
  return strange ? json.replace(ESCAPED, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`) : json;
}
