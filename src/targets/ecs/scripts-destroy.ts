/** The commands that delete the stacks. */
import { scriptName } from './preview';
import { script } from './scripts';
import type { EcsSettings } from './settings';

/** The service first: it runs on what the platform's stack holds. */
export function destroy(settings: EcsSettings): string {
  const { context, names } = settings;
  return script(
    remove(settings),
    `remove ${scriptName(names.serviceStack)}`,
    `remove ${scriptName(names.platformStack)}`,
    context.preview
      ? 'echo "Nothing of the preview is left in this account"'
      : `echo "Logs are kept for ${settings.logRetentionDays} days in log groups ${names.serviceStack}-*; the roles of the bootstrap are kept too"`,
  );
}

/** Tried again: a deployment that was killed may still be going on, and tasks leave their network interfaces a while after they end. */
function remove({ region }: EcsSettings): string {
  const stack = `--region ${region} --stack-name "$1"`;
  return [
    '# remove STACK; one that does not exist is as good as removed',
    'remove() {',
    '  local attempt',
    '  for attempt in 1 2 3 4 5; do',
    `    if aws cloudformation delete-stack ${stack} && aws cloudformation wait stack-delete-complete ${stack}; then`,
    '      return 0',
    '    fi',
    '    echo "Attempt ${attempt}: stack $1 is not deleted yet; CloudFormation says:"',
    `    aws cloudformation describe-stack-events ${stack} --no-paginate \\`,
    "      --query \"StackEvents[?contains(ResourceStatus, 'FAILED')].[LogicalResourceId, ResourceStatusReason]\" --output text || true",
    '    sleep "${RETRY_SECONDS:-60}"',
    '  done',
    '  echo "::error::Stack $1 could not be deleted"',
    '  return 1',
    '}',
  ].join('\n');
}
