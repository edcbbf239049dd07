/** How a deploy job signs in to a cluster, and what a person creates once for it: one file a kind of cluster. */
import type { Step } from '../../../step';
import type { TargetContext, TargetOutput } from '../../target';
import type { RbacSubject } from '../bootstrap/rbac';
import type { KubernetesObject } from '../objects/object';
import type { Plan } from '../plan';

export interface Identity {
  /** Who the API server sees; undefined where only the bootstrap's commands can tell. */
  readonly subject?: RbacSubject;
  /** Commands that come before the namespace and its role: the cloud's side. */
  readonly before: TargetOutput['bootstrapCommands'];
  /** Commands that come after them. */
  readonly after: TargetOutput['bootstrapCommands'];
  readonly files: TargetOutput['bootstrap'];
  /** Further objects of the bootstrap. */
  readonly objects: readonly KubernetesObject[];
  readonly accounts: TargetOutput['accounts'];
  readonly notes: readonly string[];
  /** Who is let in beside the cluster: a role's name, an account's address, or a command substitution of its object id. */
  readonly principal: string;
  /** A command that gives a person's kubectl the cluster. */
  readonly connect: string | undefined;
  login(): Step[];
}

export type IdentityOf<Props> = (context: TargetContext, plan: Plan, props: Props) => Identity;
