/**
 * GitHub's side of the trust: environments, who approves, how long to wait, and which refs may deploy.
 * Workflows cannot create these, so a person runs the script once, with `gh`, before the clouds trust anything.
 * https://docs.github.com/rest/deployments/environments
 */
import type { Repository } from '../../app';
import { word } from '../../targets/support/shell';
import type { TargetFile, TargetProblem } from '../../targets/target';
import { environmentSubject } from '../subject';

export interface GithubEnvironment {
  readonly name: string;
  /** Users, or `organization/team`. */
  readonly reviewers?: readonly string[];
  readonly waitMinutes?: number;
  /** Full git refs, patterns allowed: `refs/heads/main`, `refs/tags/v*`. None: any ref may deploy. */
  readonly refs?: readonly string[];
}

const MAX_REVIEWERS = 6;
const MAX_WAIT = 43_200;
const MAX_NAME = 255;
const LOGIN = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:_[A-Za-z0-9]+)?$/;
const TEAM = /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9_-]+$/;

/** What GitHub would refuse. `at` of each problem is `environments.<name>.…`. */
export function checkEnvironments(environments: readonly GithubEnvironment[]): TargetProblem[] {
  return environments.flatMap((environment) => [
    ...checkName(environment), ...checkReviewers(environment), ...checkWait(environment), ...checkRefs(environment),
  ]);
}

function problem(environment: GithubEnvironment, key: string, message: string, value: unknown, allowed: string): TargetProblem {
  return { ruleId: 'environment-protection', at: `environments.${environment.name}.${key}`, message, value, allowed: [allowed] };
}

function checkName(environment: GithubEnvironment): TargetProblem[] {
  const { name } = environment;
  // eslint-disable-next-line no-control-regex
  const valid = typeof name === 'string' && name.length >= 1 && name.length <= MAX_NAME && !/[\u0000-\u001f\u007f'"`,;\\]/.test(name);
  return valid ? [] : [problem(environment, 'name', 'no name of an environment', name, `1–${MAX_NAME} characters, without quotes, commas, semicolons and backslashes`)];
}

function checkReviewers(environment: GithubEnvironment): TargetProblem[] {
  const reviewers: unknown = environment.reviewers;
  if (reviewers === undefined) return [];
  if (!Array.isArray(reviewers)) return [problem(environment, 'reviewers', 'no list of reviewers', reviewers, '[\'user\', \'organization/team\']')];
  return [
    ...(reviewers.length > MAX_REVIEWERS ? [problem(environment, 'reviewers', `GitHub takes at most ${MAX_REVIEWERS} reviewers`, reviewers.length, `0–${MAX_REVIEWERS}`)] : []),
    ...reviewers.filter((r) => typeof r !== 'string' || !(LOGIN.test(r) || TEAM.test(r)))
      .map((r) => problem(environment, 'reviewers', 'no user and no team', r, 'user, or organization/team')),
  ];
}

function checkWait(environment: GithubEnvironment): TargetProblem[] {
  const { waitMinutes } = environment;
  if (waitMinutes === undefined || (Number.isInteger(waitMinutes) && waitMinutes >= 1 && waitMinutes <= MAX_WAIT)) return [];
  return [problem(environment, 'waitMinutes', 'GitHub waits for whole minutes', waitMinutes, `1–${MAX_WAIT}`)];
}

function checkRefs(environment: GithubEnvironment): TargetProblem[] {
  return (environment.refs ?? []).filter((ref) => typeof ref !== 'string' || !/^refs\/(heads|tags)\/[^\s'"\\]+$/.test(ref))
    .map((ref) => problem(environment, 'refs', 'no branch and no tag', ref, 'refs/heads/main, refs/tags/v*'));
}

/** The script. It sets each environment to what is defined here, whatever it was before, so it may be run again. */
export function environmentsScript(repository: Repository, environments: readonly GithubEnvironment[]): TargetFile {
  const sorted = [...environments].sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    path: 'environments.sh',
    executable: true,
    content: [HEAD, identity(repository, sorted[0]?.name ?? 'production'), FUNCTIONS, ...sorted.map(environmentCommands)].join('\n\n') + '\n',
  };
}

const HEAD = `#!/usr/bin/env bash
# Creates the GitHub environments: who approves, how long to wait, which refs may deploy.
# Run by a person who administers the repository, with gh signed in. Safe to run again.
set -euo pipefail`;

/** The clouds compare the subject letter by letter, so what GitHub will really say is asked for first. */
function identity(repository: Repository, environment: string): string {
  const prefix = environmentSubject(repository, environment).replace(/:environment:.*$/, '');
  return `repository=${word(`${repository.owner}/${repository.name}`)}
expected_prefix=${word(prefix)}
${repository.id === undefined ? '' : `
actual_id=$(gh api "repos/$repository" --jq .id)
if [ "$actual_id" != ${word(String(repository.id))} ]; then
  echo "The id of $repository is $actual_id; the program says ${repository.id}: set repository.id" >&2
  exit 1
fi
`}${repository.ownerId === undefined ? '' : `
actual_owner=$(gh api "repos/$repository" --jq .owner.id)
if [ "$actual_owner" != ${word(String(repository.ownerId))} ]; then
  echo "The id of the owner of $repository is $actual_owner; the program says ${repository.ownerId}: set repository.ownerId" >&2
  exit 1
fi
`}
customization=$(gh api "repos/$repository/actions/oidc/customization/sub")
if ! gh api "repos/$repository/actions/oidc/customization/sub" --jq .use_default | grep -qx true; then
  echo "$repository has a subject template of its own, which no trust of this program expects: $customization" >&2
  exit 1
fi
actual_prefix=$(gh api "repos/$repository/actions/oidc/customization/sub" --jq '.sub_claim_prefix // ""')
if [ -z "$actual_prefix" ]; then
  echo "GitHub does not say how the subjects of $repository begin; the clouds will expect $expected_prefix" >&2
elif [ "$actual_prefix" != "$expected_prefix" ]; then
  echo "The subjects of $repository begin with $actual_prefix; the clouds would expect $expected_prefix." >&2
  echo "Set repository.subjectFormat (and the ids) in the program, synthesize, and run this again" >&2
  exit 1
fi`;
}

const FUNCTIONS = `# environment NAME ENCODED_NAME WAIT_MINUTES RESTRICTED REVIEWER...
environment() {
  local name=$1 encoded=$2 wait=$3 restricted=$4 reviewer id
  shift 4
  local fields=(-F "wait_timer=$wait")
  for reviewer in "$@"; do
    case "$reviewer" in
      */*)
        id=$(gh api "orgs/\${reviewer%%/*}/teams/\${reviewer#*/}" --jq .id)
        fields+=(-F 'reviewers[][type]=Team' -F "reviewers[][id]=$id")
        ;;
      *)
        id=$(gh api "users/$reviewer" --jq .id)
        fields+=(-F 'reviewers[][type]=User' -F "reviewers[][id]=$id")
        ;;
    esac
  done
  if [ "$#" -eq 0 ]; then
    fields+=(-F 'reviewers[]')
  fi
  if [ "$restricted" = true ]; then
    fields+=(-F 'deployment_branch_policy[protected_branches]=false' -F 'deployment_branch_policy[custom_branch_policies]=true')
  else
    fields+=(-F 'deployment_branch_policy=null')
  fi
  gh api --silent --method PUT "repos/$repository/environments/$encoded" "\${fields[@]}"
  echo "environment $name: waits $wait minutes, $# reviewers"
}

# policies ENCODED_NAME TYPE:PATTERN...: exactly these refs may deploy
policies() {
  local path="repos/$repository/environments/$1/deployment-branch-policies" existing id policy
  shift
  existing=$(gh api --paginate "$path" --jq '.branch_policies[] | "\\(.id) \\(.type // "branch"):\\(.name)"')
  while read -r id policy; do
    if [ -n "$id" ] && ! printf '%s\\n' "$@" | grep -qxF -- "$policy"; then
      gh api --silent --method DELETE "$path/$id"
    fi
  done <<<"$existing"
  for policy in "$@"; do
    if ! cut -d ' ' -f 2- <<<"$existing" | grep -qxF -- "$policy"; then
      gh api --silent --method POST "$path" -f "name=\${policy#*:}" -f "type=\${policy%%:*}"
    fi
    echo "  may deploy: $policy"
  done
}`;

function environmentCommands(environment: GithubEnvironment): string {
  const { name, reviewers = [], waitMinutes = 0, refs = [] } = environment;
  const encoded = encodeURIComponent(name).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const patterns = refs.map((ref) => (ref.startsWith('refs/tags/') ? `tag:${ref.slice(10)}` : `branch:${ref.slice(11)}`));
  return [
    ['environment', word(name), word(encoded), String(waitMinutes), String(patterns.length > 0), ...reviewers.map(word)].join(' '),
    ...(patterns.length ? [['policies', word(encoded), ...patterns.map(word)].join(' ')] : []),
  ].join('\n');
}
