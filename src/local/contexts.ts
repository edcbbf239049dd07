/** The contexts of a run on this machine, and the variables that the runner sets from them. */
import { RepositoryFacts } from './git';
import { Machine } from './machine';
import { Data, DictionaryData } from '../expressions/github-expressions';
import { Unknown } from '../expressions/unknown';
import { openDictionary, toData, unknownBeyond } from '../expressions/values';
import { EventFacts } from '../plan/event-facts';
import { githubContext } from '../plan/github-context';

export interface RunIdentity {
  readonly facts: EventFacts;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** `owner/name`. */
  readonly repository?: string;
  readonly defaultBranch: string;
  readonly workflow: string;
  readonly file: string;
  readonly git: RepositoryFacts;
}

const NO_COMMIT = '0'.repeat(40);

/** What the event says, completed by the repository on this machine. */
export function runGithub(identity: RunIdentity): DictionaryData {
  const planned = githubContext(identity) as DictionaryData;
  const own = {
    sha: identity.git.sha ?? NO_COMMIT,
    run_id: '1',
    run_number: '1',
    run_attempt: '1',
    retention_days: '90',
    ref_protected: false,
    workflow_sha: identity.git.sha ?? NO_COMMIT,
    ...(identity.facts.actor === undefined ? { actor: 'local', triggering_actor: 'local' } : {}),
  };
  return over('github', planned, own);
}

/** A dictionary whose own values win over those of another. */
export function over(label: string, base: DictionaryData, values: Readonly<Record<string, unknown>>): DictionaryData {
  const own = Object.entries(values).map(([key, value]) => [key, toData(value)] as const);
  const names = new Set(own.map(([key]) => key.toLowerCase()));
  const rest = base.pairs().filter(({ key }) => !names.has(key.toLowerCase())).map(({ key, value }) => [key, value] as const);
  return openDictionary(label, [...own, ...rest], (key) => base.get(key)!);
}

/** Named values; one that is not given is not known here. */
export function namedContext(label: string, values: Readonly<Record<string, string>>): Data {
  return unknownBeyond(label, Object.entries(values).map(([name, value]) => [name, toData(value)] as const));
}

/** Secrets are named without regard to case. */
export function secretsContext(secrets: Readonly<Record<string, string>>): Data {
  return openDictionary('secrets', Object.entries(secrets).map(([name, value]) => [name, toData(value)] as const), (name) => new Unknown([`secrets.${name}`]));
}

export function runnerContext(machine: Machine, temp: string, toolCache: string): Data {
  return toData({ os: machine.os, arch: machine.arch, name: 'pipewright', environment: 'self-hosted', temp, tool_cache: toolCache, debug: '' });
}

/** Fields of `github` that a step sees as `GITHUB_<NAME>`. */
const VARIABLES = [
  'action', 'actor', 'api_url', 'base_ref', 'env', 'event_name', 'event_path', 'graphql_url', 'head_ref', 'job', 'output', 'path', 'ref', 'ref_name',
  'ref_protected', 'ref_type', 'repository', 'repository_owner', 'retention_days', 'run_attempt', 'run_id', 'run_number', 'server_url', 'sha', 'state',
  'step_summary', 'triggering_actor', 'workflow', 'workflow_ref', 'workflow_sha', 'workspace',
];

/** @param github only what is known */
export function runnerVariables(github: DictionaryData, runner: DictionaryData): Record<string, string> {
  const pick = (context: DictionaryData, prefix: string, names: readonly string[]) => names.flatMap((name): [string, string][] => {
    const value = context.get(name);
    return value === undefined ? [] : [[`${prefix}_${name.toUpperCase()}`, value.coerceString()]];
  });
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    // for a script that must know that no runner of GitHub's runs it
    PIPEWRIGHT_LOCAL: 'true',
    ...Object.fromEntries(pick(github, 'GITHUB', VARIABLES)),
    ...Object.fromEntries(pick(runner, 'RUNNER', ['os', 'arch', 'name', 'environment', 'temp', 'tool_cache'])),
  };
}

/** What a step gets of this machine's environment: how to find programs, the network and packages; no credentials by accident. */
const PASSED = new RegExp(`^(${[
  'PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'TERM', 'LANG', 'LANGUAGE', 'LC_\\w+', 'TZ', 'TMPDIR', 'COLUMNS',
  'https?_proxy', 'HTTPS?_PROXY', 'no_proxy', 'NO_PROXY', 'all_proxy', 'ALL_PROXY',
  'SSL_CERT_\\w+', 'NIX_SSL_CERT_FILE', 'CURL_CA_BUNDLE', 'REQUESTS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS', 'GIT_SSL_CAINFO',
  'PIP_(CERT|INDEX_URL|FIND_LINKS|DEFAULT_TIMEOUT|CONFIG_FILE|CACHE_DIR|DISABLE_PIP_VERSION_CHECK)', 'UV_(INDEX_URL|DEFAULT_INDEX|CACHE_DIR)',
  '(npm_config|NPM_CONFIG)_(registry|REGISTRY|cache|CACHE|cafile|CAFILE)',
  'GOPROXY', 'GOPATH', 'GOROOT', 'GOMODCACHE', 'GOCACHE', 'JAVA_HOME', 'MAVEN_HOME', 'CARGO_HOME', 'RUSTUP_HOME', 'DOTNET_ROOT', 'PYENV_ROOT', 'NVM_DIR', 'XDG_\\w+',
  'DOCKER_HOST', 'DOCKER_CONFIG',
].join('|')})$`);

export function passedEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined && PASSED.test(entry[0])));
}
