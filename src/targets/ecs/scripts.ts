/**
 * The commands of each operation: bash, the AWS CLI and nothing else, with every name written out, so that a person can
 * run them as they stand. `IMAGE` and `DIGEST` come from the environment.
 */
import { choosesPriority, PRIORITY, scriptName } from './preview';
import { choosePriority } from './scripts-priority';
import { testedDeploy } from './scripts-test';
import type { EcsSettings } from './settings';
import { word } from '../support/shell';

/** Where the deploy step leaves what ran before, for the rollback of the same job. */
const SAVED = '${RUNNER_TEMP:-/tmp}/pipewright-previous';

const PRELUDE = 'set -euo pipefail';

export function script(...parts: (string | undefined)[]): string {
  return [PRELUDE, ...parts.filter((p) => p !== undefined)].join('\n');
}

/** One way to deploy a stack; `cloudformation deploy` creates it, updates it, or finds nothing to do. */
function deployStack(settings: EcsSettings, stack: string, template: string, parameters?: string): string {
  const { region, cloudFormationRole, templateBucket, names } = settings;
  return [
    `aws cloudformation deploy --region ${region} --stack-name ${scriptName(stack)} \\`,
    `  --template-file ${template} \\`,
    parameters && `  --parameter-overrides ${parameters} \\`,
    templateBucket && `  --s3-bucket ${templateBucket} --s3-prefix ${scriptName(names.base)} \\`,
    `  --role-arn ${cloudFormationRole.arn} \\`,
    '  --capabilities CAPABILITY_NAMED_IAM --no-fail-on-empty-changeset',
  ].filter(Boolean).join('\n');
}

function templatePath(settings: EcsSettings, file: string): string {
  return word(`${settings.context.directory}/${file}`);
}

/** `status=…` of a stack, `NONE` where there is none; any other failure ends the script. */
function stackStatus(settings: EcsSettings, stack: string): string {
  return [
    `if ! status=$(aws cloudformation describe-stacks --region ${settings.region} --stack-name ${scriptName(stack)} \\`,
    "  --query 'Stacks[0].StackStatus' --output text 2>&1); then",
    '  if [[ "${status}" != *"does not exist"* ]]; then echo "${status}" >&2; exit 1; fi',
    '  status=NONE',
    'fi',
  ].join('\n');
}

/** Makes a stack deployable again: one that was never created is removed, a rollback that stuck is tried again. */
function repair(settings: EcsSettings, stack: string): string {
  const at = `--region ${settings.region} --stack-name ${scriptName(stack)}`;
  return [
    stackStatus(settings, stack),
    'if [[ "${status}" == ROLLBACK_COMPLETE || "${status}" == ROLLBACK_FAILED || "${status}" == CREATE_FAILED ]]; then',
    `  echo "Stack ${stack} was never created (\${status}); removing what is left of it"`,
    `  aws cloudformation delete-stack ${at}`,
    `  aws cloudformation wait stack-delete-complete ${at}`,
    '  status=NONE',
    'elif [[ "${status}" == UPDATE_ROLLBACK_FAILED ]]; then',
    `  aws cloudformation continue-update-rollback ${at}`,
    `  aws cloudformation wait stack-rollback-complete ${at}`,
    '  status=UPDATE_ROLLBACK_COMPLETE',
    'fi',
  ].join('\n');
}

export function deployPlatform(settings: EcsSettings): string {
  const stack = settings.names.platformStack;
  const parameters = choosesPriority(settings) ? `"${PRIORITY}=\${priority}"` : undefined;
  return script(
    repair(settings, stack),
    parameters && choosePriority(settings),
    deployStack(settings, stack, templatePath(settings, 'platform.template.json'), parameters),
  );
}

/** Keeps the template and the image that run now; on the first deployment there are none. */
export function rememberService(settings: EcsSettings): string {
  const { region, names } = settings;
  const stack = `--region ${region} --stack-name ${scriptName(names.serviceStack)}`;
  return script(
    `saved="${SAVED}"`,
    'rm -rf "${saved}"',
    repair(settings, names.serviceStack),
    'if [[ "${status}" == *_COMPLETE ]]; then',
    '  mkdir -p "${saved}"',
    `  aws cloudformation describe-stacks ${stack} \\`,
    "    --query \"Stacks[0].Parameters[?ParameterKey=='ImageUri'].ParameterValue\" --output text > \"${saved}/image\"",
    `  aws cloudformation get-template ${stack} \\`,
    '    --query TemplateBody --output json > "${saved}/service.template.json"',
    '  echo "Running now: $(cat "${saved}/image")"',
    'else',
    '  echo "Nothing runs yet: this is the first deployment"',
    'fi',
  );
}

/** Why a deployment failed, as far as AWS says. */
function explain(settings: EcsSettings): string {
  const { region, names } = settings;
  return [
    `aws cloudformation describe-stack-events --region ${region} --stack-name ${scriptName(names.serviceStack)} --no-paginate \\`,
    "  --query \"StackEvents[?contains(ResourceStatus, 'FAILED')].[LogicalResourceId, ResourceStatusReason]\" --output text || true",
    `aws ecs describe-services --region ${region} --cluster ${scriptName(names.cluster)} --services ${scriptName(names.service)} \\`,
    "  --query 'services[0].events[:10].message' --output text || true",
  ].join('\n');
}

export function deployService(settings: EcsSettings): string {
  const deploy = `timeout ${settings.context.rollout.timeoutSeconds} ${serviceCommand(settings)}`;
  return script(
    ...(settings.testBeforeTraffic ? [testedDeploy(settings, deploy), 'if ! wait "${deploy}"; then'] : [`if ! ${deploy}; then`]),
    '  echo "::error::The service was not deployed; CloudFormation and ECS say:"',
    indent(explain(settings)),
    '  exit 1',
    'fi',
  );
}

function serviceCommand(settings: EcsSettings): string {
  return deployStack(settings, settings.names.serviceStack, templatePath(settings, 'service.template.json'), '"ImageUri=${IMAGE}"');
}

function indent(text: string): string {
  return text.split('\n').map((line) => `  ${line}`).join('\n');
}

/**
 * Every running task of the primary deployment runs the image with this digest. The image's name is compared, not
 * `imageDigest`: for an image of several processors that is the digest of one of them, and a name with a digest is as exact.
 */
export function verify(settings: EcsSettings): string {
  const { region, names } = settings;
  const at = `--region ${region} --cluster ${scriptName(names.cluster)}`;
  return script(
    'attempts="${VERIFY_ATTEMPTS:-30}"',
    'for ((attempt = 1; attempt <= attempts; attempt++)); do',
    `  read -r primary state desired running < <(aws ecs describe-services ${at} --services ${scriptName(names.service)} \\`,
    "    --query \"services[0].deployments[?status=='PRIMARY'] | [0].[id, rolloutState, desiredCount, runningCount]\" --output text)",
    `  images=$(aws ecs list-tasks ${at} --service-name ${scriptName(names.service)} --desired-status RUNNING --query 'taskArns[]' --output text \\`,
    "    | tr '\\t' '\\n' | { grep '^arn:' || true; } \\",
    `    | xargs -r -n 100 aws ecs describe-tasks ${at} \\`,
    "      --query \"tasks[].[startedBy, lastStatus, containers[?name=='" + settings.context.workload.name + "'] | [0].image]\" --output text --tasks)",
    '  right=$(grep -c "^${primary}[[:space:]]RUNNING[[:space:]].*@${DIGEST}$" <<< "${images}" || true)',
    '  all=$(grep -c . <<< "${images}" || true)',
    '  echo "Attempt ${attempt}: deployment ${primary} ${state}, ${running} of ${desired} running, ${right} of ${all} tasks run ${DIGEST}"',
    '  if [[ "${state}" == FAILED ]]; then break; fi',
    '  if [[ "${right}" -gt 0 && "${right}" == "${all}" && "${right}" == "${desired}" && "${running}" == "${desired}" ]]; then',
    '    exit 0',
    '  fi',
    '  sleep "${VERIFY_SECONDS:-10}"',
    'done',
    'echo "::error::What runs is not ${DIGEST}:"',
    'printf \'%s\\n\' "${images}"',
    explain(settings),
    'exit 1',
  );
}

/** CloudFormation goes back by itself when its own update fails; what failed after that is undone here. */
export function rollback(settings: EcsSettings): string {
  const { region, names } = settings;
  const stack = `--region ${region} --stack-name ${scriptName(names.serviceStack)}`;
  return script(
    `saved="${SAVED}"`,
    stackStatus(settings, names.serviceStack),
    'if [[ "${status}" == UPDATE_IN_PROGRESS ]]; then',
    `  aws cloudformation cancel-update-stack ${stack}`,
    '  status=UPDATE_ROLLBACK_IN_PROGRESS',
    'fi',
    'case "${status}" in',
    '  UPDATE_ROLLBACK_IN_PROGRESS | UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS)',
    `    aws cloudformation wait stack-rollback-complete ${stack} ;;`,
    '  CREATE_IN_PROGRESS)',
    '    echo "The first deployment did not come up in time; removing it"',
    `    aws cloudformation delete-stack ${stack}`,
    `    aws cloudformation wait stack-delete-complete ${stack} ;;`,
    '  UPDATE_ROLLBACK_COMPLETE) echo "CloudFormation has already gone back to what ran before" ;;',
    '  CREATE_COMPLETE | UPDATE_COMPLETE | UPDATE_COMPLETE_CLEANUP_IN_PROGRESS)',
    '    if [[ ! -s "${saved}/image" ]]; then',
    '      echo "There is no earlier deployment to go back to"',
    '      exit 0',
    '    fi',
    '    image=$(cat "${saved}/image")',
    '    echo "Going back to ${image}"',
    indent(indent(deployStack(settings, names.serviceStack, '"${saved}/service.template.json"', '"ImageUri=${image}"'))),
    '    ;;',
    '  *) echo "Stack ' + names.serviceStack + ' is ${status}: nothing to go back to" ;;',
    'esac',
  );
}
