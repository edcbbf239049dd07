import { Step } from '../../step';

/**
 * A platform by steps of your own. Each sees `IMAGE` (by digest), `DIGEST` and `ENVIRONMENT`.
 * The job checks out before them; a checkout of your own takes the place of that.
 */
export interface CustomPlatformProps {
  /** Apply the image and wait until it runs. */
  readonly deploy: Step[];
  /** Fail unless what runs is `DIGEST`. */
  readonly verify: Step[];
  /**
   * Sign in, before everything else.
   * @default - nothing
   */
  readonly login?: Step[];
  /**
   * Go back to what ran before, after a failure.
   * @default - nothing: a failed deploy stays as it is
   */
  readonly rollback?: Step[];
  /**
   * Remove everything that was deployed.
   * @default - not offered
   */
  readonly destroy?: Step[];
  /**
   * Fail if what runs is not what is defined.
   * @default - not offered
   */
  readonly drift?: Step[];
  /**
   * Token scopes that the steps need beyond those of their actions: `{ 'id-token': 'write' }`.
   * @default - none
   */
  readonly permissions?: { [scope: string]: string };
  /**
   * Name of the platform, for people.
   * @default custom platform
   */
  readonly title?: string;
}
