/**
 * GitHub's own parser as one more judge: the last word on what GitHub takes.
 * Heavy, so it is loaded on first use, by `pipewright check` and by tests, never by synthesis.
 */
import { parseWithGitHub } from '../expressions/github-workflow-parser';
import { formatLocation, Problem } from '../problem';
import { KEYS_SINCE } from './support/schema';

/** What GitHub says of the text of a workflow file, with all that it runs today: the rule new-syntax speaks of what others refuse. */
export function githubParser(text: string, file: string): Problem[] {
  return parseWithGitHub(file, text, { all: true }).filter(({ message }) => !isNewer(message)).map(({ message, line, column }) => {
    const source = { file, line, column };
    return { ruleId: 'github-parser', severity: 'error', where: formatLocation(source), message, source };
  });
}

/** The rule syntax knows whether it stands where it may. */
function isNewer(message: string): boolean {
  const key = /^Unexpected value '([\w-]+)'$/.exec(message)?.[1];
  return key !== undefined && Object.values(KEYS_SINCE).flat().includes(key);
}
