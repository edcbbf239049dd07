/**
 * One scalar as YAML text. Stricter than YAML asks: what any reader of any version could take for something else
 * (yes, 0x1F, 12:30, a date) is quoted, and characters that nobody sees are escaped.
 */
import { Scalar } from '../model';

const LINE_OR_CONTROL = /[\u0000-\u001f\u007f-\u009f]/; // eslint-disable-line no-control-regex
/** Line breaks of YAML 1.1, byte order marks, what turns the direction of text, halves of pairs, no characters at all. */
const INVISIBLE = /[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufff9-\uffff]/;
const HIDDEN = /[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffc\ufffe\uffff]|\p{Cs}/u;

/** Indicators at the start, and what ends or begins something within. */
const SPECIAL = /^[\s,[\]{}#&*!|>'"%@`]|^[-?:](?:\s|$)|^(?:---|\.\.\.)|:(?:\s|$)|\s#|\s$/;
/** Null, booleans and numbers of YAML 1.1 and 1.2, times, dates, merge keys. */
const AMBIGUOUS = /^(?:~|null|true|false|yes|no|on|off|y|n|=|<<|[-+]?(?:[0-9][0-9_,.:eExXoO+-]*[0-9a-fA-F_.]*|\.[0-9][0-9eE+-]*|\.inf|\.nan)|[0-9]{4}-[0-9]{1,2}-.*)$/i;

/** What goes behind `key:` or `-`: on the same line, or a literal block below, at the indent of `indent` spaces. */
export function scalarText(value: Scalar | null | undefined | bigint, indent: number): string {
  if (typeof value === 'string') return stringText(value, indent);
  if (value === null || value === undefined) return '';
  return typeof value === 'number' ? numberText(value) : String(value);
}

export function keyText(key: string): string {
  return isPlain(key) ? key : quoted(key);
}

function stringText(text: string, indent: number): string {
  if (isPlain(text)) return text;
  return isBlock(text) ? block(text, indent) : quoted(text);
}

function isPlain(text: string): boolean {
  return text !== '' && !SPECIAL.test(text) && !LINE_OR_CONTROL.test(text) && !AMBIGUOUS.test(text) && !hidden(text);
}

function hidden(text: string): boolean {
  // halves of pairs are told from pairs by the slower expression only
  return INVISIBLE.test(text) && HIDDEN.test(text);
}

/** A literal block holds whole lines; the last one must show something, or readers differ on where it ends. */
function isBlock(text: string): boolean {
  // eslint-disable-next-line no-control-regex
  return text.includes('\n') && !/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(text) && /\S[^\n]*\n*$/.test(text) && !/[ \t]$/.test(text.replace(/\n+$/, '')) && !hidden(text);
}

function block(text: string, indent: number): string {
  const space = ' '.repeat(indent);
  // where the first line begins with a space or a tab, the indent must be said
  const said = /^\n*[ \t]/.test(text) ? '2' : '';
  const end = !text.endsWith('\n') ? '-' : text.endsWith('\n\n') ? '+' : '';
  const lines = (end === '-' ? text : text.slice(0, -1)).split('\n');
  return `|${said}${end}\n${lines.map((line) => (line === '' ? '' : space + line)).join('\n')}`;
}

function quoted(text: string): string {
  if (/["\\]/.test(text) && !text.includes('\'') && !LINE_OR_CONTROL.test(text) && !hidden(text)) return `'${text}'`;
  const json = JSON.stringify(text); // a double-quoted scalar of YAML is nearly a string of JSON
  return LINE_OR_CONTROL.test(text) || hidden(text) ? json.replace(new RegExp(HIDDEN, 'gu'), escaped).replace(/[\u007f-\u009f]/g, escaped) : json;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function numberText(value: number): string {
  if (Object.is(value, -0)) return '-0';
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf';
}
