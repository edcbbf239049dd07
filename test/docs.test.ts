// What the documents show is true: each program is loaded and synthesized, and all TypeScript is type-checked.
import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { repository } from './write/repository';
import { synthesizeProgram } from '../src/load/program';

const ROOT = path.resolve(__dirname, '..');
const DOCUMENTS = ['README.md', ...fs.readdirSync(path.join(ROOT, 'docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];

function read(file: string): string {
  return fs.readFileSync(path.join(ROOT, file), 'utf8');
}

/** As GitHub makes them of headings. */
function anchors(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replace(/ /g, '-'));
}

interface Snippet {
  readonly where: string;
  readonly text: string;
  readonly isProgram: boolean;
}

const snippets = DOCUMENTS.flatMap((document): Snippet[] => {
  const markdown = read(document);
  return [...markdown.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map((match) => ({
    where: `${document}:${markdown.slice(0, match.index).split('\n').length}`,
    text: match[1],
    isProgram: match[1].startsWith('// pipeline.ts'),
  }));
});
const programs = snippets.filter((snippet) => snippet.isProgram);

describe('a program of the documents', () => {
  test.each(programs.map(({ where, text }) => [where, text]))('%s synthesizes', async (_, text) => {
    const cwd = repository({ 'pipeline.ts': text, 'package.json': '{}' });
    const { files, problems } = await synthesizeProgram('pipeline.ts', { cwd, typeCheck: false });
    expect(problems.filter((p) => p.severity === 'error')).toEqual([]);
    expect(files.map((file) => file.path)).toContainEqual(expect.stringMatching(/^\.github\/workflows\/.+\.yml$/));
  });
});

test('each link leads to a file, and to a heading of it', () => {
  const documents = [...DOCUMENTS, ...fs.readdirSync(path.join(ROOT, 'examples')).map((name) => `examples/${name}/README.md`)];
  const broken = documents.flatMap((document) => {
    const links = [...read(document).replace(/^```[\s\S]*?^```$/gm, '').matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)];
    return links.map(([, file, anchor]) => ({ document, file: file === '' ? document : path.join(path.dirname(document), file), anchor }))
      .filter(({ file, anchor }) => !fs.existsSync(path.join(ROOT, file)) || (anchor !== undefined && !anchors(read(file)).includes(anchor)));
  });
  expect(broken).toEqual([]);
});

test('the troubleshooting names problems that exist', () => {
  const files = fs.readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const sources = files.map((file) => read(`src/${file}`)).join('\n');
  const synthesis = read('docs/troubleshooting.md').split('\n## ').find((section) => section.startsWith('Synthesis'))!;
  const named = [...synthesis.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell]) => [...cell.matchAll(/`([a-z-]+)`/g)].map(([, id]) => id));
  expect(named).toContain('edited-file');
  expect(named.filter((id) => !sources.includes(`'${id}'`))).toEqual([]);
});

test('each snippet of TypeScript compiles', () => {
  const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.dev.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, ROOT);
  const folder = path.join(ROOT, 'test', '.snippets'); // nothing is written: the compiler reads them from memory
  const stub = path.join(folder, 'stub.d.ts'); // large packages that no snippet names
  const files = snippets.flatMap((snippet, i) => filesOf(snippet, i, folder));
  const texts = new Map([...files, [stub, 'declare const any: any; export = any;']]);
  options.paths = { ...options.paths, 'aws-cdk-lib': [stub], 'aws-cdk-lib/*': [stub], '@pulumi/*': [stub] };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => texts.has(file) || fileExists(file);
  host.readFile = (file) => texts.get(file) ?? readFile(file);
  host.getSourceFile = (file, ...rest) => (texts.has(file) ? ts.createSourceFile(file, texts.get(file)!, options.target!) : getSourceFile(file, ...rest));
  host.directoryExists = () => true;
  const program = ts.createProgram(files.map(([file]) => file), { ...options, noEmit: true, noUnusedLocals: false }, host);
  const wrong = files.flatMap(([file]) => {
    const source = program.getSourceFile(file)!;
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((d) => ({
      where: snippets[Number(/(\d+)\/[^/]+$/.exec(file)![1])].where,
      line: source.text.slice(0, d.start).split('\n').length,
      message: ts.flattenDiagnosticMessageText(d.messageText, ' '),
    }));
  });
  expect(wrong).toEqual([]);
});

/** Each in a folder of its own; a test reads the document's program before it. */
function filesOf({ text, where }: Snippet, index: number, folder: string): [string, string][] {
  const name = /^\/\/ (\S+\.ts)$/m.exec(text.split('\n')[0])?.[1] ?? 'snippet.ts';
  const own: [string, string] = [path.join(folder, String(index), name), text];
  const before = snippets.slice(0, index).reverse().find((other) => other.isProgram && other.where.startsWith(`${where.split(':')[0]}:`));
  return text.includes('from \'./pipeline\'') && before ? [own, [path.join(folder, String(index), 'pipeline.ts'), before.text]] : [own];
}
