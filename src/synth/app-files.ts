/** Files of the whole app: the overview of its pipelines, Dependabot's configuration, actionlint's labels. */
import { DraftFile } from './draft-file';
import { App } from '../app';
import { dependabotConfig } from './dependabot';
import { customRunnerLabels } from './runner-labels';
import { pipelinesOverview } from '../graph/overview';
import { WorkflowDocument } from '../workflow/document';
import { yamlText } from '../workflow/render/yaml';

export function appFiles(app: App, documents: readonly WorkflowDocument[]): DraftFile[] {
  const labels = customRunnerLabels(documents);
  return [
    ...(labels.length ? [{ path: '.github/actionlint.yaml', content: yamlText({ 'self-hosted-runner': { labels } }) }] : []),
    { path: '.github/PIPELINES.md', content: pipelinesOverview(documents, app.defaultBranch) },
    ...(app.dependabot ? [{ path: '.github/dependabot.yml', content: dependabotConfig() }] : []),
  ];
}
