/** The simple commands of a shell script, roughly: enough to see `npm install x`, never enough to run it. */

/** The words of each command. Quotes are removed, expansions are left as they are. */
export function commandsOf(script: string): string[][] {
  const joined = script.replace(/[\\`]\r?\n/g, ' ');
  return joined
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((line) => line.split(/&&|\|\||[;|]|\$\(|\)/))
    .map((command) => words(command))
    .filter((command) => command.length > 0);
}

const PREFIXES = new Set(['sudo', 'command', 'exec', 'time', 'then', 'do', 'else', '!', '&', '{', '(']);

function words(command: string): string[] {
  const all = command.trim().split(/\s+/).filter((word) => word !== '').map((word) => word.replace(/^(['"])(.*)\1$/, '$2'));
  let first = 0;
  while (first < all.length && (PREFIXES.has(all[first]) || /^[A-Za-z_]\w*=/.test(all[first]))) first++;
  return all.slice(first);
}

/** The inputs of actions that are run as code. Derived from CodeQL's models, as zizmor's are. */
const SCRIPT_INPUTS: Readonly<Record<string, readonly string[]>> = {
  '8398a7/action-slack': ['custom_payload'],
  'actions/github-script': ['script'],
  'amadevus/pwsh-script': ['script'],
  'appleboy/ssh-action': ['script'],
  'azure/cli': ['inlineScript'],
  'azure/powershell': ['inlineScript'],
  'cardinalby/js-eval-action': ['expression'],
  'devorbitus/yq-action-output': ['cmd'],
  'gautamkrishnar/blog-post-workflow': ['item_exec'],
  'jannekem/run-python-script-action': ['script'],
  'mikefarah/yq': ['cmd'],
  'sergeysova/jq-action': ['cmd'],
  'skitionek/notify-microsoft-teams': ['overwrite'],
};

/** Names of the inputs of an action (lower case) that hold code. */
export function scriptInputs(action: string | undefined): readonly string[] {
  return action !== undefined && Object.hasOwn(SCRIPT_INPUTS, action) ? SCRIPT_INPUTS[action] : [];
}
