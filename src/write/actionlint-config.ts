/** Runner labels of the user's own in `.github/actionlint.yaml`; comments and order of the file stay. */
import { Document, isMap, isSeq, parse, parseDocument, YAMLMap, YAMLSeq } from 'yaml';

/** The configuration with the labels added; an unreadable one is returned as it is. */
export function mergeActionlintConfig(existing: string | undefined, labels: readonly string[]): string {
  const wanted = [...new Set(labels)].sort();
  if (existing === undefined || existing.trim() === '') {
    return new Document({ 'self-hosted-runner': { labels: wanted } }).toString();
  }
  const document = parseDocument(existing);
  if (document.errors.length > 0) return existing;
  const list = labelList(document);
  if (list === undefined) return existing;
  const present = list.toJSON() as unknown[];
  const missing = wanted.filter((label) => !present.includes(label));
  if (missing.length === 0) return existing;
  for (const label of missing) list.add(document.createNode(label));
  const text = document.toString({ lineWidth: 0 });
  return existing.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text;
}

/** The labels that a configuration names. */
export function actionlintLabels(text: string): string[] {
  const labels: unknown = parse(text)?.['self-hosted-runner']?.labels;
  return Array.isArray(labels) ? labels.map(String) : [];
}

/** The sequence of labels, made where it is absent; undefined where something else stands in its place. */
function labelList(document: ReturnType<typeof parseDocument>): YAMLSeq | undefined {
  if (document.contents === null) document.contents = document.createNode({}) as never;
  if (!isMap(document.contents)) return undefined;
  let section: unknown = document.get('self-hosted-runner');
  if (section === undefined || section === null) {
    section = document.createNode({});
    document.set('self-hosted-runner', section);
  }
  if (!isMap(section)) return undefined;
  const map = section as YAMLMap;
  let list: unknown = map.get('labels');
  if (list === undefined || list === null) {
    list = document.createNode([]);
    map.set('labels', list);
  }
  if (!isSeq(list)) return undefined;
  list.flow = list.items.length > 0 ? list.flow : false;
  return list as YAMLSeq;
}
