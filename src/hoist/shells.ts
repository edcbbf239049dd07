/** The languages that a script can be in. */

export type Shell = 'bash' | 'sh' | 'pwsh' | 'powershell' | 'cmd' | 'python' | 'javascript';

const SHELLS: Readonly<Record<string, Shell>> = { bash: 'bash', sh: 'sh', dash: 'sh', pwsh: 'pwsh', powershell: 'powershell', cmd: 'cmd', python: 'python', python3: 'python' };

/** `bash -eo pipefail {0}` → bash. Undefined for what nobody here can quote. */
export function toShell(shell: string): Shell | undefined {
  const name = shell.trim().split(/\s+/)[0].replace(/^.*[\\/]/, '').replace(/\.exe$/i, '').toLowerCase();
  return Object.hasOwn(SHELLS, name) ? SHELLS[name] : undefined;
}

const INPUTS: Readonly<Record<string, Readonly<Record<string, Shell>>>> = {
  'actions/github-script': { script: 'javascript' },
  'amadevus/pwsh-script': { script: 'pwsh' },
  'azure/cli': { inlineScript: 'bash' },
  'azure/powershell': { inlineScript: 'pwsh' },
  'jannekem/run-python-script-action': { script: 'python' },
};

/** The language of an action's input that is run as code where `env` reaches it. */
export function shellOfInput(action: string, input: string): Shell | undefined {
  const inputs = INPUTS[action.toLowerCase()] ?? {};
  const name = Object.keys(inputs).find((one) => one.toLowerCase() === input.toLowerCase());
  return name === undefined ? undefined : inputs[name];
}
