/** Files of the whole app: the overview of its pipelines, Dependabot's configuration, actionlint's labels. */
import { DraftFile } from './draft-file';
import { App } from '../app';
import { WorkflowDocument } from '../workflow/document';
import { pipelinesOverview } from '../graph/overview';
import { dependabotConfig } from './dependabot';

export function appFiles(app: App, documents: readonly WorkflowDocument[]): DraftFile[] {
  return [
    { path: '.github/PIPELINES.md', content: pipelinesOverview(documents, app.defaultBranch) },
    ...(app.dependabot ? [{ path: '.github/dependabot.yml', content: dependabotConfig() }] : []),
  ];
}
