/** Every rule, one line each. Order: what GitHub refuses first, then what can be exploited, then advice. */
import { actionInputs } from './action-inputs';
import { actionOutputs } from './action-outputs';
import { actionReference } from './action-reference';
import { adhocPackages } from './adhoc-packages';
import { anonymousDefinition } from './anonymous-definition';
import { archivedUses } from './archived-uses';
import { artifactName } from './artifact-name';
import { artipacked } from './artipacked';
import { botConditions } from './bot-conditions';
import { cachePoisoning } from './cache-poisoning';
import { concurrencyGroup } from './concurrency-group';
import { concurrencyLimits } from './concurrency-limits';
import { container } from './container';
import { contextAvailability } from './context-availability';
import { cron } from './cron';
import { dangerousTriggers } from './dangerous-triggers';
import { dependabotCooldown } from './dependabot-cooldown';
import { dependabotExecution } from './dependabot-execution';
import { dispatchInputs } from './dispatch-inputs';
import { envName } from './env-name';
import { environment } from './environment';
import { excessivePermissions } from './excessive-permissions';
import { expressionLength } from './expression-length';
import { expressionSyntax } from './expression-syntax';
import { githubApp } from './github-app';
import { githubEnv } from './github-env';
import { hardcodedContainerCredentials } from './hardcoded-container-credentials';
import { insecureCommands } from './insecure-commands';
import { jobId } from './job-id';
import { knownVulnerableActions } from './known-vulnerable-actions';
import { matrix } from './matrix';
import { misfeature } from './misfeature';
import { needs } from './needs';
import { newSyntax } from './new-syntax';
import { obfuscation } from './obfuscation';
import { overprovisionedSecrets } from './overprovisioned-secrets';
import { parallelSteps } from './parallel-steps';
import { permissionScope } from './permission-scope';
import { refVersionMismatch } from './ref-version-mismatch';
import { reference } from './reference';
import { reusableCall } from './reusable-call';
import { Rule } from './rule';
import { runnerLabel } from './runner-label';
import { secretName } from './secret-name';
import { secretsInherit } from './secrets-inherit';
import { secretsOutsideEnv } from './secrets-outside-env';
import { selfHostedRunner } from './self-hosted-runner';
import { selfRepository } from './self-repository';
import { staleActionRefs } from './stale-action-refs';
import { stepId } from './step-id';
import { superfluousActions } from './superfluous-actions';
import { syntax } from './syntax';
import { templateInjection } from './template-injection';
import { timeout } from './timeout';
import { toolchainOnRunner } from './toolchain-on-runner';
import { toolchainVersion } from './toolchain-version';
import { trigger } from './trigger';
import { typosquatUses } from './typosquat-uses';
import { uncheckedAction } from './unchecked-action';
import { undocumentedPermissions } from './undocumented-permissions';
import { unpinnedImages } from './unpinned-images';
import { unpinnedTools } from './unpinned-tools';
import { unpinnedUses } from './unpinned-uses';
import { unredactedSecrets } from './unredacted-secrets';
import { unsoundCondition } from './unsound-condition';
import { unsoundContains } from './unsound-contains';
import { unsoundTernary } from './unsound-ternary';
import { useTrustedPublishing } from './use-trusted-publishing';
import { workflowSize } from './workflow-size';

export const RULES: readonly Rule[] = [
  // what GitHub refuses, ignores or never starts
  syntax,
  newSyntax,
  trigger,
  cron,
  dispatchInputs,
  jobId,
  stepId,
  parallelSteps,
  needs,
  matrix,
  reusableCall,
  container,
  environment,
  concurrencyGroup,
  timeout,
  permissionScope,
  envName,
  secretName,
  expressionSyntax,
  expressionLength,
  contextAvailability,
  reference,
  runnerLabel,
  toolchainOnRunner,
  toolchainVersion,
  actionReference,
  actionInputs,
  actionOutputs,
  artifactName,
  uncheckedAction,
  workflowSize,
  // zizmor's audits
  adhocPackages,
  anonymousDefinition,
  archivedUses,
  artipacked,
  botConditions,
  cachePoisoning,
  concurrencyLimits,
  dangerousTriggers,
  dependabotCooldown,
  dependabotExecution,
  excessivePermissions,
  githubApp,
  githubEnv,
  hardcodedContainerCredentials,
  insecureCommands,
  knownVulnerableActions,
  misfeature,
  obfuscation,
  overprovisionedSecrets,
  refVersionMismatch,
  secretsInherit,
  secretsOutsideEnv,
  selfHostedRunner,
  selfRepository,
  staleActionRefs,
  superfluousActions,
  templateInjection,
  typosquatUses,
  undocumentedPermissions,
  unpinnedImages,
  unpinnedTools,
  unpinnedUses,
  unredactedSecrets,
  unsoundCondition,
  unsoundContains,
  unsoundTernary,
  useTrustedPublishing,
];

/** A rule by its id; undefined if there is none. */
export function tryFindRule(id: string): Rule | undefined {
  return RULES.find((rule) => rule.id === id);
}
