/** What the app says of itself: the repository, its branch, its folder. They become part of names, paths and conditions. */
import { App } from '../app';
import { CompositeAction } from '../constructs/composite-action';
import { Problem } from '../problem';

/** https://docs.github.com/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication */
const OWNER = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:_[A-Za-z0-9]+)?$/;
const NAME = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;
/** https://git-scm.com/docs/git-check-ref-format */
const BRANCH = /^(?![-/.])(?!.*(?:\.\.|@\{|\/\/|\/\.|\.lock(?:\/|$)|[/.]$))[^\u0000- \u007f~^:?*[\\]+$/; // eslint-disable-line no-control-regex
const FOLDER = /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[^\u0000-\u001f\u007f\\:*?"<>|]*$/; // eslint-disable-line no-control-regex

export function checkApp(app: App): Problem[] {
  const problems: Problem[] = [];
  const check = (at: string, value: string | undefined, pattern: RegExp, message: string, allowed: string) => {
    if (value === undefined || pattern.test(value)) return;
    problems.push({ ruleId: 'app', severity: 'error', where: `the app: ${at}`, message, value, allowed: [allowed], fix: 'write it as GitHub does' });
  };
  check('repository.owner', app.repository?.owner, OWNER, 'is no name of a user or an organization', 'letters, digits and -, at most 39');
  check('repository.name', app.repository?.name, NAME, 'is no name of a repository', 'letters, digits, ., _ and -, at most 100');
  check('defaultBranch', app.defaultBranch, BRANCH, 'is no name of a branch', 'as git check-ref-format takes it: no spaces, no ~ ^ : ? * [ \\');
  check('directory', app.directory, FOLDER, 'is no folder of the repository', 'a path from the root, without . and ..');
  const actions = app.node.findAll().filter((c): c is CompositeAction => c instanceof CompositeAction);
  return [...problems, ...actions.flatMap(actionName), ...actions.flatMap((action, i) => repeated(action, actions.slice(0, i)))];
}

/** The id is the name of the action's folder, which `uses` names. */
function actionName(action: CompositeAction): Problem[] {
  if (/^[A-Za-z0-9_][\w.-]*$/.test(action.node.id)) return [];
  return [{
    ruleId: 'action-id', severity: 'error', where: action.node.path, source: action._stack.locate(), value: action.node.id,
    message: 'the id of an action is the name of its folder, and cannot be this', allowed: ['letters, digits, _, - and ., no - or . first'], fix: 'choose a simple id, and give the words as displayName',
  }];
}

function repeated(action: CompositeAction, others: readonly CompositeAction[]): Problem[] {
  const other = others.find((one) => one.node.id.toLowerCase() === action.node.id.toLowerCase());
  if (!other) return [];
  return [{
    ruleId: 'action-id', severity: 'error', where: action.node.path, source: action._stack.locate(), value: action.node.id,
    message: `has the same id as ${other.node.path}, so both would write one folder`, fix: 'give each an id of its own',
  }];
}
