/** The commands that test a new version behind the test listener, before it gets traffic. */
import type { EcsSettings } from './settings';
import { word } from '../support/shell';

/** Deploys in the background; when ECS pauses before the traffic shift, asks the new version and answers. */
export function testedDeploy(settings: EcsSettings, deploy: string): string {
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
  if (existing) return `address=${word(existing.dnsName)}`;
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
  return `curl --fail --silent --show-error --max-time 10 --retry 5 --retry-delay "\${RETRY_SECONDS:-5}" --retry-all-errors --output /dev/null ${connect}"${url}"`;
}
