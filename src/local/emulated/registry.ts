/** Actions with a meaning on this machine: one line each. All others are not run, and said not to be. */
import { downloadArtifact, uploadArtifact } from './artifact';
import { cache, restoreCache, saveCache } from './cache';
import { checkout } from './checkout';
import { Emulate } from './emulation';
import { setupPython } from './setup-python';
import { setupTool } from './setup-tool';
import { versionIn } from './version-range';

const node = setupTool({
  name: 'Node.js', program: 'node', versionInput: 'node-version', fileInput: 'node-version-file', versionOutput: 'node-version',
  readFile: (text) => /"node"\s*:\s*"([^"]+)"/.exec(text)?.[1] ?? text.trim().split('\n')[0],
  managers: [['nvm', '~/.nvm/versions/node'], ['asdf', '~/.asdf/installs/nodejs'], ['mise', '~/.local/share/mise/installs/node'], ['volta', '~/.volta/tools/image/node']],
});
const go = setupTool({
  name: 'Go', program: 'go', versionFlag: 'version', versionInput: 'go-version', fileInput: 'go-version-file', versionOutput: 'go-version',
  readFile: (text) => /^go\s+(\S+)/m.exec(text)?.[1] ?? versionIn(text),
  managers: [['Go', '~/sdk'], ['asdf', '~/.asdf/installs/golang'], ['mise', '~/.local/share/mise/installs/go']],
});
const java = setupTool({
  name: 'Java', program: 'java', versionFlag: '-version', versionInput: 'java-version', fileInput: 'java-version-file', versionOutput: 'version', homeVariable: 'JAVA_HOME',
  managers: [['this system', '/usr/lib/jvm'], ['sdkman', '~/.sdkman/candidates/java'], ['asdf', '~/.asdf/installs/java']],
});
const ruby = setupTool({
  name: 'Ruby', program: 'ruby', versionInput: 'ruby-version', versionOutput: 'ruby-version',
  managers: [['rbenv', '~/.rbenv/versions'], ['asdf', '~/.asdf/installs/ruby']],
});
const rust = setupTool({ name: 'Rust', program: 'cargo', versionInput: 'toolchain' });

const ACTIONS: Readonly<Record<string, Emulate>> = {
  'actions/checkout': checkout,
  'actions/cache': cache,
  'actions/cache/restore': restoreCache,
  'actions/cache/save': saveCache,
  'actions/upload-artifact': uploadArtifact,
  'actions/download-artifact': downloadArtifact,
  'actions/setup-python': setupPython,
  'actions/setup-node': node,
  'actions/setup-go': go,
  'actions/setup-java': java,
  'actions/setup-dotnet': setupTool({ name: '.NET', program: 'dotnet', versionInput: 'dotnet-version', versionOutput: 'dotnet-version' }),
  'ruby/setup-ruby': ruby,
  'dtolnay/rust-toolchain': rust,
  'actions-rust-lang/setup-rust-toolchain': rust,
  'astral-sh/setup-uv': setupTool({ name: 'uv', program: 'uv', versionInput: 'version', versionOutput: 'uv-version' }),
  'pnpm/action-setup': setupTool({ name: 'pnpm', program: 'pnpm', versionInput: 'version' }),
  'oven-sh/setup-bun': setupTool({ name: 'Bun', program: 'bun', versionInput: 'bun-version', versionOutput: 'bun-version' }),
  'denoland/setup-deno': setupTool({ name: 'Deno', program: 'deno', versionInput: 'deno-version', versionOutput: 'deno-version' }),
  'azure/setup-helm': setupTool({ name: 'Helm', program: 'helm', versionFlag: 'version --short', versionInput: 'version' }),
  'azure/setup-kubectl': setupTool({ name: 'kubectl', program: 'kubectl', versionFlag: 'version --client', versionInput: 'version' }),
};

/** @param name `owner/repository` or `owner/repository/path`, in any case */
export function emulationOf(name: string): Emulate | undefined {
  const key = name.toLowerCase();
  return Object.hasOwn(ACTIONS, key) ? ACTIONS[key] : undefined;
}

export const EMULATED: readonly string[] = Object.keys(ACTIONS);
