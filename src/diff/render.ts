/** Differences for a terminal, and for a comment on a pull request. */
import { Detail, DiffItem, FileDiff, Mark } from './model';

export interface Paint {
  (style: 'red' | 'green' | 'yellow' | 'bold' | 'dim', text: string): string;
}

const SIGNS: Readonly<Record<Mark, string>> = { added: '+', removed: '-', changed: '~' };
const STYLES: Readonly<Record<Mark, 'green' | 'red' | 'yellow'>> = { added: 'green', removed: 'red', changed: 'yellow' };

export function diffText(diffs: readonly FileDiff[], paint: Paint): string {
  return [
    ...diffs.flatMap((diff) => [
      `${paint(STYLES[diff.mark], SIGNS[diff.mark])} ${paint('bold', diff.file)}`,
      ...diff.items.flatMap((item) => [
        `    ${paint(STYLES[item.mark], `${SIGNS[item.mark]} ${item.subject}`)}${item.replaced ? paint('red', '  REPLACED') : ''}`,
        ...item.details.map((detail) => `        ${detail.text}${remark(detail, (text) => paint('red', `  ${text}`))}`),
      ]),
    ]),
    '',
    summary(diffs),
  ].join('\n');
}

function remark(detail: Detail, style: (text: string) => string): string {
  if (detail.widened) return style('WIDENED');
  return detail.replaces ? style('REPLACES') : '';
}

export function diffMarkdown(diffs: readonly FileDiff[], title = 'What this changes'): string {
  if (diffs.length === 0) return `### ${title}\n\nNothing: the pipelines and their infrastructure stay as they are.\n`;
  const alerts = diffs.flatMap((diff) => diff.items.flatMap((item) => warnings(diff, item)));
  return [
    `### ${title}`,
    '',
    summary(diffs),
    ...(alerts.length ? ['', '> [!WARNING]', ...alerts.map((alert) => `> - ${alert}`)] : []),
    '',
    ...diffs.map(section),
  ].join('\n');
}

function warnings(diff: FileDiff, item: DiffItem): string[] {
  const widened = item.details.filter((detail) => detail.widened).map((detail) => `${code(diff.file)}, ${escape(item.subject)}: ${escape(detail.text)} — **widened**`);
  const reasons = item.details.filter((detail) => detail.replaces).map((detail) => detail.text).join('; ');
  return item.replaced ? [...widened, `${code(diff.file)}, ${escape(item.subject)} is **replaced**: ${escape(reasons)}`] : widened;
}

function section(diff: FileDiff): string {
  const items = diff.items.flatMap((item) => [
    `- ${SIGNS[item.mark] === '~' ? '' : `**${item.mark}** `}${escape(item.subject)}${item.replaced ? ' — **replaced**' : ''}`,
    ...item.details.map((detail) => `  - ${escape(detail.text)}${remark(detail, (text) => ` — **${text.toLowerCase()}**`)}`),
  ]);
  return [`<details><summary>${SIGNS[diff.mark]} <code>${html(diff.file)}</code> (${diff.mark})</summary>`, '', ...items, '', '</details>'].join('\n');
}

function summary(diffs: readonly FileDiff[]): string {
  const files = (mark: Mark) => diffs.filter((diff) => diff.mark === mark).length;
  const marks = (['added', 'changed', 'removed'] as const).filter((mark) => files(mark) > 0);
  const details = diffs.flatMap((diff) => diff.items.flatMap((item) => item.details));
  const replaced = diffs.flatMap((diff) => diff.items).filter((item) => item.replaced).length;
  const widened = details.filter((detail) => detail.widened).length;
  return [
    marks.map((mark, i) => `${files(mark)} ${i > 0 ? '' : files(mark) === 1 ? 'file ' : 'files '}${mark}`).join(', '),
    ...(replaced ? [`${replaced} ${replaced === 1 ? 'resource' : 'resources'} replaced`] : []),
    ...(widened ? [`${widened} ${widened === 1 ? 'permission, secret or environment' : 'permissions, secrets or environments'} widened`] : []),
  ].join('; ');
}

/** Text of a workflow must stay text: no mentions, links, images or HTML in a comment that a bot posts. */
function escape(text: string): string {
  return html(text).replace(/[\\`*_{}[\]#|~!@]/g, (c) => `&#${c.charCodeAt(0)};`);
}

function code(text: string): string {
  return `<code>${html(text)}</code>`;
}

function html(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}
