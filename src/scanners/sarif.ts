/** Results to the Security tab. A fork's token cannot write, so its runs keep the results in the log. */
import { Step } from '../step';

export function uploadSarif(file: string, category: string, title: string): Step {
  return Step.uses('github/codeql-action/upload-sarif', {
    name: `Upload ${title} results`,
    if: '!cancelled() && github.event.pull_request.head.repo.fork != true && hashFiles(\'' + file + '\') != \'\'',
    // a repository without code scanning, or Dependabot's read-only token, must not fail the scan
    continueOnError: true,
    with: { sarif_file: file, category },
  });
}
