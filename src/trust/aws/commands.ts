/** Commands of the AWS CLI that a person runs once. */
import { word } from '../../targets/support/shell';

/** Creates the stack of a template with roles of given names, or brings it up to date. */
export function deployRoles(region: string, stack: string, file: string): string {
  return [
    `aws cloudformation deploy --region ${word(region)} --stack-name ${word(stack)} \\`,
    `  --template-file ${word(file)} \\`,
    '  --capabilities CAPABILITY_NAMED_IAM --no-fail-on-empty-changeset',
  ].join('\n');
}
