/** Values that become code wherever quoting is wrong. `touch` writes a file into the working folder if one does. */
export const HOSTILE: readonly string[] = [
  'plain', '', ' ', '  two  spaces ', 'a b', '*', '~', '$HOME', '${HOME}', '$(touch pwned)', '`touch pwned`', '"; touch pwned; "', "'; touch pwned; '",
  "'$(touch pwned)'", '"$(touch pwned)"', "'\"$(touch pwned)\"'", '; touch pwned', '&& touch pwned', '| touch pwned', '\ntouch pwned\n', '\\', '\\"', "\\'",
  'a\\', '!!', '#', '-n', '-e', '--help', 'EOF', '\nEOF\ntouch pwned\n', '$((1+1))', 'a[$(touch pwned)]', '%PATH%', '{a,b}', '<(touch pwned)',
  '\u202e$(touch pwned)', '🙂', "''", '""', "'''", '"""', "\"\"\" + open('pwned','w').close() + \"\"\"", "' + open('pwned','w').close() + '",
  "{open('pwned','w').close()}", '{{', '}}', '${{ x }}', '`${require("fs").writeFileSync("pwned","")}`', '"+require("fs").writeFileSync("pwned","")+"',
  "'+require('fs').writeFileSync('pwned','')+'", '${require("fs").writeFileSync("pwned","")}', '*/ require("fs").writeFileSync("pwned","") /*',
];
