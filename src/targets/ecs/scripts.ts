/**
 * The commands of each operation: bash, the AWS CLI and nothing else, with every name written out, so that a person can
 * run them as they stand. `IMAGE` and `DIGEST` come from the environment.
 */
import { quote } from '../../trust/aws';
import { EcsSettings, isRolling } from './settings';

/** Where the deploy step leaves what ran before, for the rollback of the same job. */
const SAVED = '${RUNNER_TEMP:-/tmp}/pipewright-previous';

const PRELUDE = 'set -euo pipefail';

function lines(...parts: (string | undefined)[]): string {
  return [PRELUDE, ...parts.filter((p) => p !== undefined)].join('\n');
}

/** One way to deploy a stack; `cloudformation deploy` creates it, updates it, or finds nothing to do. */
function deployStack(settings: EcsSettings, stack: string, template: string, parameters?: string): string {
  const { region, cloudFormationRole, templateBucket, names } = settings;
  return [
    `aws cloudformation deploy --region ${region} --stack-name ${stack} \\`,
    `  --template-file ${template} \\`,
    parameters && `  --parameter-overrides ${parameters} \\`,
    templateBucket && `  --s3-bucket ${templateBucket} --s3-prefix ${names.base} \\`,
    `  --role-arn ${cloudFormationRole.arn} \\`,
    '  --capabilities CAPABILITY_NAMED_IAM --no-fail-on-empty-changeset',
  ].filter(Boolean).join('\n');
}

function templatePath(settings: EcsSettings, file: string): string {
  return quote(`${settings.context.directory}/${file}`);
}

/** `status=…` of a stack, `NONE` where there is none; any other failure ends the script. */
function stackStatus(settings: EcsSettings, stack: string): string {
  return [
    `if ! status=$(aws cloudformation describe-stacks --region ${settings.region} --stack-name ${stack} \\`,
    "  --query 'Stacks[0].StackStatus' --output text 2>&1); then",
    '  if [[ "${status}" != *"does not exist"* ]]; then echo "${status}" >&2; exit 1; fi',
    '  status=NONE',
    'fi',
  ].join('\n');
}

/** Makes a stack deployable again: one that was never created is removed, a rollback that stuck is tried again. */
function repair(settings: EcsSettings, stack: string): string {
  const at = `--region ${settings.region} --stack-name ${stack}`;
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
  return lines(repair(settings, stack), deployStack(settings, stack, templatePath(settings, 'platform.template.json')));
}

/** Keeps the template and the image that run now; on the first deployment there are none. */
export function rememberService(settings: EcsSettings): string {
  const { region, names } = settings;
  const stack = `--region ${region} --stack-name ${names.serviceStack}`;
  return lines(
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
    `aws cloudformation describe-stack-events --region ${region} --stack-name ${names.serviceStack} --no-paginate \\`,
    "  --query \"StackEvents[?contains(ResourceStatus, 'FAILED')].[LogicalResourceId, ResourceStatusReason]\" --output text || true",
    `aws ecs describe-services --region ${region} --cluster ${names.cluster} --services ${names.service} \\`,
    "  --query 'services[0].events[:10].message' --output text || true",
  ].join('\n');
}

export function deployService(settings: EcsSettings): string {
  const deploy = `timeout ${settings.context.rollout.timeoutSeconds} ${serviceCommand(settings)}`;
  return lines(
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

/** Deploys in the background; when ECS pauses before the traffic shift, asks the new version and answers. */
function testedDeploy(settings: EcsSettings, deploy: string): string {
  const { region, names } = settings;
  return [
    balancerAddress(settings),
    `${deploy} &`,
    'deploy=$!',
    'while kill -0 "${deploy}" 2> /dev/null; do',
    `  deployment=$(aws ecs list-service-deployments --region ${region} --cluster ${names.cluster} --service ${names.service} \\`,
    "    --status IN_PROGRESS --query 'serviceDeployments[0].serviceDeploymentArn' --output text 2> /dev/null || echo None)",
    '  hook=None',
    '  if [[ "${deployment}" == arn:* ]]; then',
    `    hook=$(aws ecs describe-service-deployments --region ${region} --service-deployment-arns "\${deployment}" \\`,
    "      --query \"serviceDeployments[0].lifecycleHookDetails[?status=='AWAITING_ACTION'] | [0].hookId\" --output text)",
    '  fi',
    '  if [[ -n "${hook}" && "${hook}" != None ]]; then',
    '    action=ROLLBACK',
    `    if ${testRequest(settings)}; then action=CONTINUE; fi`,
    '    echo "The new version was tested before it gets traffic: ${action}"',
    `    aws ecs continue-service-deployment --region ${region} --service-deployment-arn "\${deployment}" --hook-id "\${hook}" --action "\${action}" > /dev/null`,
    '  fi',
    '  sleep "${POLL_SECONDS:-10}"',
    'done',
  ].join('\n');
}

function balancerAddress(settings: EcsSettings): string {
  const { existing } = settings.loadBalancer ?? {};
  if (existing) return `address=${quote(existing.dnsName)}`;
  return [
    `address=$(aws cloudformation describe-stacks --region ${settings.region} --stack-name ${settings.names.platformStack} \\`,
    "  --query \"Stacks[0].Outputs[?OutputKey=='LoadBalancerDnsName'].OutputValue\" --output text)",
  ].join('\n');
}

/** The name is the domain's, because the certificate's is; the connection goes to the load balancer's test port. */
function testRequest(settings: EcsSettings): string {
  const { domain, certificateArn, testPort, healthPath } = settings.loadBalancer ?? {};
  const path = healthPath ?? '/';
  const url = certificateArn ? `https://${domain}:${testPort}${path}` : `http://\${address}:${testPort}${path}`;
  const connect = certificateArn ? `--connect-to "::\${address}:${testPort}" ` : '';
  return `curl --fail --silent --show-error --max-time 10 --retry 5 --retry-delay 5 --retry-all-errors --output /dev/null ${connect}"${url}"`;
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
  const at = `--region ${region} --cluster ${names.cluster}`;
  return lines(
    'attempts="${VERIFY_ATTEMPTS:-30}"',
    'for ((attempt = 1; attempt <= attempts; attempt++)); do',
    `  read -r primary state desired running < <(aws ecs describe-services ${at} --services ${names.service} \\`,
    "    --query \"services[0].deployments[?status=='PRIMARY'] | [0].[id, rolloutState, desiredCount, runningCount]\" --output text)",
    `  images=$(aws ecs list-tasks ${at} --service-name ${names.service} --desired-status RUNNING --query 'taskArns[]' --output text \\`,
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
  const stack = `--region ${region} --stack-name ${names.serviceStack}`;
  return lines(
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

/** The service first: it runs on what the platform's stack holds. */
export function destroy(settings: EcsSettings): string {
  const { region, names } = settings;
  const remove = (stack: string) => [
    `aws cloudformation delete-stack --region ${region} --stack-name ${stack}`,
    `aws cloudformation wait stack-delete-complete --region ${region} --stack-name ${stack}`,
  ].join('\n');
  return lines(
    remove(names.serviceStack),
    remove(names.platformStack),
    `echo "Logs are kept for ${settings.logRetentionDays} days in log groups ${names.serviceStack}-*; the roles of the bootstrap are kept too"`,
  );
}

/** A change set that is never executed: what the templates here would change in what runs. */
export function drift(settings: EcsSettings): string {
  return lines(
    'different=0',
    COMPARE,
    driftOf(settings, settings.names.platformStack, 'platform.template.json'),
    driftOf(settings, settings.names.serviceStack, 'service.template.json', 'ParameterKey=ImageUri,UsePreviousValue=true'),
    'exit "${different}"',
  );
}

/** `compare <stack> <changes> <reason>`: says what differs, and remembers it. */
const COMPARE = [
  'compare() {',
  '  if [[ -n "$2" && "$2" != None ]]; then',
  '    echo "::error::Stack $1 differs from its definition:"',
  '    printf \'%s\\n\' "$2"',
  '    different=1',
  '  elif [[ "$3" == None || "$3" == "" || "$3" == *"contain changes"* || "$3" == *"No updates"* ]]; then',
  '    echo "Stack $1 is as it is defined"',
  '  else',
  '    echo "::error::Stack $1 could not be compared: $3"',
  '    different=1',
  '  fi',
  '}',
].join('\n');

/** Where deployments shift traffic, the weights of the rules are ECS's. */
function ignored(settings: EcsSettings): string {
  return isRolling(settings) ? '' : " | [?ResourceType!='AWS::ElasticLoadBalancingV2::ListenerRule']";
}

function driftOf(settings: EcsSettings, stack: string, file: string, parameter?: string): string {
  const { region, cloudFormationRole } = settings;
  const set = `--region ${region} --stack-name ${stack} --change-set-name pipewright-drift`;
  return [
    `aws cloudformation delete-change-set ${set} > /dev/null 2>&1 || true`, // of a run that was cancelled
    ...templateSource(settings, file),
    `if ! created=$(aws cloudformation create-change-set ${set} --change-set-type UPDATE --deployment-mode REVERT_DRIFT \\`,
    '  "${template[@]}" \\',
    parameter && `  --parameters ${parameter} \\`,
    `  --role-arn ${cloudFormationRole.arn} --capabilities CAPABILITY_NAMED_IAM 2>&1); then`,
    `  compare ${stack} '' "\${created}"`,
    'else',
    // fails where there is nothing to change; the reason is read below
    `  aws cloudformation wait change-set-create-complete ${set} > /dev/null 2>&1 || true`,
    `  changes=$(aws cloudformation describe-change-set ${set} \\`,
    `    --query "Changes[].ResourceChange${ignored(settings)}.[Action, LogicalResourceId, ResourceType, Replacement]" --output text)`,
    `  reason=$(aws cloudformation describe-change-set ${set} --query StatusReason --output text)`,
    `  aws cloudformation delete-change-set ${set} > /dev/null`,
    `  compare ${stack} "\${changes}" "\${reason}"`,
    'fi',
  ].filter(Boolean).join('\n');
}

/** `template=(…)`: the option that names the template; a large one must lie in a bucket. */
function templateSource(settings: EcsSettings, file: string): string[] {
  const { templateBucket: bucket, region, names } = settings;
  const path = `${settings.context.directory}/${file}`;
  if (!bucket) return [`template=(--template-body ${quote(`file://${path}`)})`];
  const key = `${names.base}/drift-${file}`;
  return [
    `aws s3 cp --region ${region} --only-show-errors ${quote(path)} ${quote(`s3://${bucket}/${key}`)}`,
    `template=(--template-url ${quote(`https://${bucket}.s3.${region}.amazonaws.com/${key}`)})`,
  ];
}
