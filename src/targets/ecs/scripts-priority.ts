/** The commands that find a free priority for a preview's rule on a listener that it shares. */
import { PRIORITIES, PRIORITY, scriptName } from './preview';
import type { EcsSettings } from './settings';

/**
 * `priority=…`: the one that the stack has, else the first free one from the number on, so that pull requests that are
 * deployed at once do not choose the same. Expects `status` of the stack.
 */
export function choosePriority({ region, names, loadBalancer }: EcsSettings): string {
  const { priority, listenerArn } = loadBalancer!.existing!;
  return [
    'priority=None',
    'if [[ "${status}" != NONE ]]; then',
    `  priority=$(aws cloudformation describe-stacks --region ${region} --stack-name ${scriptName(names.platformStack)} \\`,
    `    --query "Stacks[0].Parameters[?ParameterKey=='${PRIORITY}'] | [0].ParameterValue" --output text)`,
    'fi',
    'if [[ "${priority}" == None ]]; then',
    `  taken=$(aws elbv2 describe-rules --region ${region} --listener-arn ${listenerArn} --query 'Rules[].Priority' --output text | tr '\\t' '\\n')`,
    `  for ((i = 0; i < ${PRIORITIES}; i++)); do`,
    `    candidate=$((${priority} + (PR_NUMBER + i) % ${PRIORITIES}))`,
    '    if ! grep -qx "${candidate}" <<< "${taken}"; then',
    '      priority="${candidate}"',
    '      break',
    '    fi',
    '  done',
    'fi',
    'if [[ "${priority}" == None ]]; then',
    `  echo "::error::All priorities from ${priority} to ${priority + PRIORITIES - 1} are taken on the listener"`,
    '  exit 1',
    'fi',
    'echo "The listener rule has priority ${priority}"',
  ].join('\n');
}
