// The versions of what is installed, read from where each is installed: asking the tools themselves takes seconds.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

const CACHE = process.env.PIPEWRIGHT_JUDGES ?? path.join(homedir(), '.cache/pipewright-judges');

export function npm(name) {
  return () => JSON.parse(readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url), 'utf8')).version;
}

/** A package's version stands in the name of its folder: NAME-VERSION.dist-info. */
export function python(name) {
  return () => {
    const lib = path.join(CACHE, 'python/lib');
    const folder = `${name.replaceAll('-', '_')}-`;
    const names = readdirSync(lib).flatMap(version => readdirSync(path.join(lib, version, 'site-packages')));
    const found = names.find(one => one.startsWith(folder) && one.endsWith('.dist-info'));
    if (!found) throw new Error(`${name} is not installed`);
    return found.slice(folder.length, -'.dist-info'.length);
  };
}

/** A Go program carries the versions of the modules it is built from; ours are worth those of the module they ask. */
export function go(program, module) {
  return () => {
    const { stdout, error } = spawnSync(path.join(CACHE, 'bin', program), ['-version'], { encoding: 'utf8', input: '' });
    if (error) throw error;
    return stdout.split('\n').map(line => line.split(' ')).find(([name]) => name === module)?.[1] ?? stdout.split('\n')[0].trim();
  };
}
