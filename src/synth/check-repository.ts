/** Names of images, identities and environments are made of the app's repository: without it they would be made up. */
import { App } from '../app';
import { ContainerImage } from '../constructs/container-image';
import { DeployTarget } from '../constructs/deploy-target';
import { PreviewTarget } from '../constructs/preview-target';
import { JobBase } from '../job-base';
import { Problem } from '../problem';

export function checkRepository(app: App): Problem[] {
  if (app.repository !== undefined) return [];
  return app.node.findAll().filter((c): c is JobBase => c instanceof JobBase && needsRepository(c)).map((construct) => ({
    ruleId: 'app', severity: 'error', where: construct.node.path, source: construct._stack.locate(),
    message: 'names or trust are made of the repository, and the app does not say which it is',
    fix: 'new App({ repository: { owner, name, ownerId, id } }): gh api repos/OWNER/NAME --jq \'.owner.id, .id\'',
  }));
}

function needsRepository(construct: JobBase): boolean {
  if (construct instanceof ContainerImage) return construct._registries.some((registry) => registry?._provider?.needsRepository);
  if (construct instanceof DeployTarget) return construct._props.platform?._provider?.needsRepository ?? true;
  return construct instanceof PreviewTarget && (construct.props.platform?._provider?.needsRepository ?? true);
}
