/** https://docs.github.com/code-security/supply-chain-security/understanding-your-software-supply-chain/about-dependency-review */
import { ScannerProvider } from './provider';
import { FailOn } from './severity';
import { Step } from '../step';
import { defined } from '../values';

export interface DependencyReviewProps {
  /**
   * Least severity that fails the job.
   * @default FailOn.HIGH
   */
  readonly failOn?: FailOn;
  /**
   * Licences (SPDX) that a new dependency must not have.
   * @default - none
   */
  readonly denyLicenses?: string[];
}

export function dependencyReview(props: DependencyReviewProps): ScannerProvider {
  const failOn = props.failOn ?? FailOn.HIGH;
  return {
    id: 'dependencies',
    title: 'Dependency review',
    image: false,
    secrets: false,
    ownJob: true,
    checkout: true,
    applies: (facts) => facts.pullRequest,
    if: 'github.event_name == \'pull_request\'',
    steps: () => [Step.uses('actions/dependency-review-action', {
      name: 'Dependency review',
      with: defined({
        'fail-on-severity': failOn === FailOn.NEVER ? undefined : failOn === FailOn.MEDIUM ? 'moderate' : failOn,
        'warn-only': failOn === FailOn.NEVER ? true : undefined,
        'deny-licenses': props.denyLicenses?.join(', '),
      }),
    })],
  };
}
