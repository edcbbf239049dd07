/**
 * Names and ARNs in AWS, derived from the repository and the target: the bootstrap creates them, the job uses them,
 * so both must come from here.
 */
import { createHash } from 'node:crypto';
import type { Repository } from '../../app';
import type { PushPurpose } from '../../targets/target';
import { pushName } from '../purpose';

/** IAM refuses role names over 64 characters, and the longest suffix put on a base is `-infrastructure`. */
const MAX_BASE = 48;
const HASH_LENGTH = 8;

export const OIDC_HOST = 'token.actions.githubusercontent.com';

/** A name of at most `max` characters; a longer one is cut and told apart by a hash of the whole. */
export function shorten(name: string, max: number): string {
  if (name.length <= max) return name;
  return `${name.slice(0, max - HASH_LENGTH - 1).replace(/-+$/, '')}-${hash(name)}`;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, HASH_LENGTH);
}

/** Lower-case letters, digits and single hyphens: what stacks, roles and load balancers all accept. */
export function slug(text: string): string {
  const plain = text.toLowerCase();
  const clean = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  // `my.app` and `my-app` are two repositories: one of them is told apart
  return clean === plain ? clean : `${clean}-${hash(plain)}`.replace(/^-/, '');
}

/** `pipewright-<repository>-<target>`, at most 48 characters, so that every suffix fits into a role's name. One of its own is never cut. */
export function awsBaseName(repository: Repository | undefined, target: string, suffix?: string): string {
  const parts = ['pipewright', repository ? slug(String(repository.name)) : undefined, slug(target)];
  return withSuffix(parts.filter(Boolean).join('-'), MAX_BASE, suffix);
}

/** `name-suffix`, at most `max` characters, of which the name gives way. */
export function withSuffix(name: string, max: number, suffix: string | undefined): string {
  return suffix === undefined ? shorten(name, max) : `${shorten(name, max - suffix.length - 1)}-${suffix}`;
}

/** The partition of a region: ARNs in China and GovCloud differ. */
export function partitionOf(region: string | undefined): string {
  if (region?.startsWith('cn-')) return 'aws-cn';
  if (region?.startsWith('us-gov-')) return 'aws-us-gov';
  return 'aws';
}

/** Path of the roles that a target's stacks may create. */
export function rolePath(target: string): string {
  return `/pipewright/${slug(target)}/`;
}

export interface AwsRoleRequest {
  readonly account: string;
  readonly region?: string;
  readonly repository: Repository | undefined;
  /** Id of the target. */
  readonly target: string;
  /** Name that the user set. */
  readonly roleName?: string;
}

export interface AwsRole {
  readonly name: string;
  readonly arn: string;
}

/** The role that a target's jobs assume. */
export function awsDeployRole(request: AwsRoleRequest): AwsRole {
  return role(request, `${awsBaseName(request.repository, request.target)}-deploy`);
}

/** The role that CloudFormation assumes for a target's stacks. */
export function awsCloudFormationRole(request: AwsRoleRequest): AwsRole {
  return role(request, `${awsBaseName(request.repository, request.target)}-cloudformation`);
}

function role(request: AwsRoleRequest, derived: string): AwsRole {
  const name = request.roleName ?? derived;
  return { name, arn: `arn:${partitionOf(request.region)}:iam::${request.account}:role/${name}` };
}

export interface EcrPushRoleRequest {
  readonly account: string;
  readonly region?: string;
  readonly repository: Repository | undefined;
  readonly purpose?: PushPurpose;
}

/** The role that publishing jobs of a repository assume to push to an account's ECR: one an account and purpose. */
export function ecrPushRole(request: EcrPushRoleRequest): AwsRole {
  const target = pushName(request.purpose);
  return role({ ...request, target }, awsBaseName(request.repository, target));
}

/** ARN of GitHub's identity provider: IAM derives it from the URL. */
export function identityProviderArn(account: string, partition = 'aws'): string {
  return `arn:${partition}:iam::${account}:oidc-provider/${OIDC_HOST}`;
}
