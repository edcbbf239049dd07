/** What stands in for the actions that need a daemon, a cloud or GitHub. The steps that are scripts need nothing of this. */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { output } from './buildah';
import type { Hosted } from './hosted';
import { ActionInput, Emulation } from '../../src/local/emulated/emulation';

export type StandIn = (action: ActionInput, hosted: Hosted) => Promise<Emulation> | Emulation;

const lines = (text = '') => text.split('\n').map((line) => line.trim()).filter(Boolean);

/** `type=…` lines, as far as they apply to a push of a branch. */
function tagsOf(rules: string | undefined, { GITHUB_REF_NAME: branch, GITHUB_SHA: commit }: Readonly<Record<string, string>>): string[] {
  const tags: Readonly<Record<string, string[]>> = { 'type=ref,event=branch': [branch], 'type=sha,format=long': [`sha-${commit}`] };
  return lines(rules).flatMap((rule) => tags[rule] ?? []);
}

function metadata({ input, env }: ActionInput): Emulation {
  const tags = lines(input('images')).flatMap((image) => tagsOf(input('tags'), env).map((tag) => `${image}:${tag}`));
  const labels = [`org.opencontainers.image.revision=${env.GITHUB_SHA}`, `org.opencontainers.image.source=https://github.com/${env.GITHUB_REPOSITORY}`];
  return { done: `tags ${tags.join(', ')}`, outputs: { tags: tags.join('\n'), labels: labels.join('\n') } };
}

async function build({ input, flag, leg }: ActionInput, hosted: Hosted): Promise<Emulation> {
  const { workspace } = leg.around.folders;
  const [, archive] = /^type=oci,dest=(.+)$/.exec(input('outputs') ?? '') ?? [];
  if (!archive || flag('push', true) || input('platforms') !== 'linux/amd64') return { done: 'only an OCI archive for linux/amd64 is built here', failed: true };
  const file = input('file');
  await hosted.buildah.build({
    context: resolve(workspace, input('context') ?? '.'), file: file && resolve(workspace, file), target: input('target'),
    buildArgs: lines(input('build-args')), labels: lines(input('labels')), archive,
  });
  const digest = JSON.parse(await output('tar', ['--extract', '--to-stdout', '--file', archive, 'index.json'])).manifests[0].digest;
  hosted.built.push(digest);
  await hosted.onBuilt?.(digest);
  return { done: `buildah built ${digest}`, outputs: { digest } };
}

/** As docker keeps it, where skopeo finds it. */
function login({ leg }: ActionInput, host: string, username: string, password: string): Emulation {
  const folder = join(leg.env.HOME, '.docker');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: { [host]: { auth: Buffer.from(`${username}:${password}`).toString('base64') } } }));
  return { done: `${username} may push to ${host}` };
}

function dockerLogin(action: ActionInput): Emulation {
  // the token of the run exists on GitHub only
  return login(action, action.input('registry')!, action.input('username')!, action.input('password') ?? 'run-token');
}

function attest({ input, env }: ActionInput, { attestations, attests }: Hosted): Emulation {
  const digest = input('subject-digest');
  if (!/^sha256:[0-9a-f]{64}$/.test(digest ?? '')) return { done: `${digest} is no digest`, failed: true };
  if (env.ACTIONS_ID_TOKEN_REQUEST_URL === undefined) return { done: 'the job may not have a token', failed: true };
  const [workflow] = env.GITHUB_WORKFLOW_REF.split('@');
  const line = JSON.stringify({ digest, subject: input('subject-name'), repo: env.GITHUB_REPOSITORY, workflow, ref: env.GITHUB_REF });
  if (attests) appendFileSync(attestations, `${line}\n`);
  return { done: line };
}

/** The exchange that the action makes: GitHub's token for credentials of the role. */
async function awsCredentials({ input, env, leg }: ActionInput): Promise<Emulation> {
  const region = input('aws-region')!;
  const [account, arn] = [input('allowed-account-ids'), input('role-to-assume')!];
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = env;
  if (url === undefined) return { done: 'the job may not have a token', failed: true };
  const answer = await fetch(`${url}&audience=sts.amazonaws.com`, { headers: { authorization: `Bearer ${bearer}` } });
  const { value } = await answer.json() as { value: string };
  const session = input('role-session-name') ?? 'GitHubActions';
  const { Credentials: made } = JSON.parse(await output('aws', [
    'sts', 'assume-role-with-web-identity', '--role-arn', arn, '--role-session-name', session, '--web-identity-token', value, '--output', 'json',
  ], { ...env, AWS_REGION: region }));
  Object.assign(leg.env, {
    AWS_REGION: region, AWS_DEFAULT_REGION: region, AWS_ACCESS_KEY_ID: made.AccessKeyId, AWS_SECRET_ACCESS_KEY: made.SecretAccessKey, AWS_SESSION_TOKEN: made.SessionToken,
  });
  const caller = JSON.parse(await output('aws', ['sts', 'get-caller-identity', '--output', 'json'], { ...env, ...leg.env }));
  if (account !== caller.Account) return { done: `the account is ${caller.Account}, and not ${account}`, failed: true };
  return { done: `signed in as ${caller.Arn}` };
}

async function ecrLogin(action: ActionInput): Promise<Emulation> {
  const { authorizationData: [{ authorizationToken, proxyEndpoint }] } = JSON.parse(await output('aws', ['ecr', 'get-authorization-token', '--output', 'json'], action.env));
  const [username, password] = Buffer.from(authorizationToken, 'base64').toString().split(/:(.*)/s);
  return login(action, new URL(proxyEndpoint).host, username, password);
}

export const STAND_INS: Readonly<Record<string, StandIn>> = {
  'docker/setup-buildx-action': () => ({ done: 'buildah builds' }),
  'docker/metadata-action': metadata,
  'docker/build-push-action': build,
  'docker/login-action': dockerLogin,
  'actions/attest': attest,
  'aws-actions/configure-aws-credentials': awsCredentials,
  'aws-actions/amazon-ecr-login': ecrLogin,
};

