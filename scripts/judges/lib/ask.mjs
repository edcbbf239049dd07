// Asks judges about files: each judge once for as many files as it takes, a few at a time.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { JUDGES } from './registry.mjs';

/**
 * @param files { file, kind, project }[]
 * @returns { judge, files, counts: { file: findings }, output, failed }[]; failed without a count is a judge that broke down
 */
export async function ask(files, judges = JUDGES) {
  const tasks = judges.flatMap(judge => batches(judge, files).map(batch => () => one(judge, batch)));
  return pool(tasks);
}

/** Runs tasks, as many at a time as there are cores, and keeps their order. */
export async function pool(tasks) {
  const results = [];
  let next = 0;
  const worker = async () => {
    while (next < tasks.length) {
      const index = next++;
      results[index] = await tasks[index]();
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, worker));
  return results;
}

function batches(judge, files) {
  const own = files.filter(({ kind }) => judge.kinds.includes(kind));
  if (own.length === 0) return [];
  return judge.perProject ? grouped(own) : [own];
}

/** A judge with a configuration for each project is asked project by project. */
function grouped(files) {
  const projects = [...new Set(files.map(({ project }) => project))];
  return projects.map(project => files.filter(file => file.project === project));
}

async function one(judge, batch) {
  const names = batch.map(({ file }) => file);
  const { code, output } = await run(judge.command(names, batch[0].project));
  const counts = Object.fromEntries(names.map(name => [name, code === 0 ? 0 : mentions(output, name)]));
  return { judge, files: names, counts, output, failed: code !== 0 };
}

/** A finding begins with its file, after zizmor's arrow too; actionlint makes the path relative. */
function mentions(output, name) {
  const names = [name, path.relative('', name)];
  return output.split('\n').map(line => line.replace(/^\s*(-->)?\s*/, '')).filter(line => names.some(one => line.startsWith(`${one}:`))).length;
}

function run([program, ...args]) {
  return new Promise(resolve => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', chunk => (output += chunk));
    child.stderr.on('data', chunk => (output += chunk));
    child.on('error', error => resolve({ code: 127, output: `${error.message}\n` }));
    child.on('close', code => resolve({ code, output }));
  });
}
