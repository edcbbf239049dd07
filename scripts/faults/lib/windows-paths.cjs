// Preloaded by `node --require`: the library's own relative paths are joined as on Windows, with backslashes.
// Absolute paths stay as they are, so that its files are still found here. Says at the end how often it was asked.
const Module = require('node:module');
const path = require('node:path');

const SOURCES = path.join(__dirname, '..', '..', '..', 'src') + path.sep;
const isAbsolute = (args) => args.some((arg) => typeof arg === 'string' && arg.startsWith('/'));
let asked = 0;

const mixed = Object.fromEntries(Object.entries(path).map(([name, value]) => [name, typeof value !== 'function' ? value : (...args) => {
  asked++;
  return (isAbsolute(args) ? path.posix : path.win32)[name](...args);
}]));
const windows = { ...mixed, sep: '\\', delimiter: ';', win32: path.win32, posix: path.posix };

const load = Module._load;
Module._load = function (request, parent, isMain) {
  const isOurs = parent?.filename?.startsWith(SOURCES);
  return isOurs && /^(node:)?path$/.test(request) ? windows : load.call(this, request, parent, isMain);
};
process.on('exit', () => {
  if (asked === 0) process.stdout.write('no path was made');
});
