/** Names of variables, unique in the file. */

const TAKEN = [
  'break', 'case', 'catch', 'class', 'const', 'continue', 'debugger', 'default', 'delete', 'do', 'else', 'enum', 'export', 'extends', 'false', 'finally',
  'for', 'function', 'if', 'import', 'in', 'instanceof', 'new', 'null', 'return', 'super', 'switch', 'this', 'throw', 'true', 'try', 'typeof', 'var',
  'void', 'while', 'with', 'yield', 'let', 'static', 'await', 'async', 'package', 'private', 'protected', 'public', 'interface', 'implements',
  'arguments', 'eval', 'undefined', 'app', 'module', 'exports', 'require', 'global', 'process',
];

export class Names {
  private readonly taken = new Set(TAKEN);

  /** `build-and-test` → `buildAndTest`, or `buildAndTestJob` where that is taken. */
  public claim(id: string, suffix: string): string {
    const words = id.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
    const joined = words.map((word, i) => (i === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1)).join('');
    const base = /^[A-Za-z]/.test(joined) ? joined : `${suffix.toLowerCase()}${joined}`;
    let name = this.taken.has(base) ? `${base}${suffix}` : base;
    for (let i = 2; this.taken.has(name); i++) name = `${base}${suffix}${i}`;
    this.taken.add(name);
    return name;
  }
}
