/** The commands that compare what runs with what is defined. */
import { script } from './scripts';
import { EcsSettings, isRolling } from './settings';
import { word } from '../support/shell';

/** A change set that is never executed: what the templates here would change in what runs. */
export function drift(settings: EcsSettings): string {
  return script(
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
  if (!bucket) return [`template=(--template-body ${word(`file://${path}`)})`];
  const key = `${names.base}/drift-${file}`;
  return [
    `aws s3 cp --region ${region} --only-show-errors ${word(path)} ${word(`s3://${bucket}/${key}`)}`,
    `template=(--template-url ${word(`https://${bucket}.s3.${region}.amazonaws.com/${key}`)})`,
  ];
}
