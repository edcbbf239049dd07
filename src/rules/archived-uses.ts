import { Rule } from './rule';
import { strict, zizmor } from './support/audit';
import { factsOf } from './support/facts';

/** Widely used ones, and what took their place. */
const ARCHIVED: Readonly<Record<string, string>> = {
  '8398a7/action-slack': 'slackapi/slack-github-action',
  'actions-rs/audit-check': 'cargo audit in a script',
  'actions-rs/cargo': 'cargo in a script',
  'actions-rs/clippy-check': 'cargo clippy in a script',
  'actions-rs/grcov': 'cargo llvm-cov in a script',
  'actions-rs/install': 'cargo install in a script',
  'actions-rs/tarpaulin': 'cargo llvm-cov in a script',
  'actions-rs/toolchain': 'rustup in a script',
  'actions/create-release': 'gh release create in a script',
  'actions/setup-elixir': 'erlef/setup-beam',
  'actions/setup-haskell': 'haskell-actions/setup',
  'actions/setup-ruby': 'ruby/setup-ruby',
  'actions/upload-release-asset': 'gh release upload in a script',
  'azure/appservice-actions': 'azure/webapps-deploy',
  'azure/container-actions': 'docker/login-action',
  'azure/container-scan': 'aquasecurity/trivy-action',
  'azure/get-keyvault-secrets': 'az keyvault secret show in a script',
  'azure/k8s-actions': 'azure/k8s-deploy',
  'azure/webapps-container-deploy': 'azure/webapps-deploy',
  'crazy-max/ghaction-docker-buildx': 'docker/setup-buildx-action',
  'gradle/gradle-build-action': 'gradle/actions/setup-gradle',
  'grafana/k6-action': 'grafana/setup-k6-action',
  'helaili/jekyll-action': 'actions/jekyll-build-pages',
  'jakejarvis/s3-sync-action': 'aws s3 sync in a script',
  'marvinpinto/action-automatic-releases': 'gh release create in a script',
  'semgrep/semgrep-action': 'semgrep ci in a script',
  'sonarsource/sonarcloud-github-action': 'sonarsource/sonarqube-scan-action',
  'tibdex/github-app-token': 'actions/create-github-app-token',
};

export const archivedUses: Rule = {
  id: 'archived-uses',
  severity: 'warning',
  description: 'No action comes from a repository that nobody keeps any more.',
  reason: 'An archived repository gets no more fixes, not for security either.',
  source: zizmor('archived-uses'),
  *check(document) {
    for (const { uses, path } of factsOf(document).steps) {
      if (uses?.kind !== 'action') continue;
      const repository = `${uses.owner}/${uses.repository}`.toLowerCase();
      if (!Object.hasOwn(ARCHIVED, repository)) continue;
      yield { path: [...path, 'uses'], message: `${repository} is archived`, value: `${uses.name}@${uses.ref}`, severity: strict(document), fix: `use ${ARCHIVED[repository]}` };
    }
  },
};
