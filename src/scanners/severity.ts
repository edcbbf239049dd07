/** From which severity a finding fails the job. */
export enum FailOn {
  /** Nothing fails: findings are reported. */
  NEVER = 'never',
  LOW = 'low',
  MEDIUM = 'medium',
  HIGH = 'high',
  CRITICAL = 'critical',
}

const ORDER = [FailOn.LOW, FailOn.MEDIUM, FailOn.HIGH, FailOn.CRITICAL];

/** The severity and all above it, `HIGH,CRITICAL`. */
export function andAbove(severity: FailOn): string {
  return ORDER.slice(Math.max(0, ORDER.indexOf(severity))).map((s) => s.toUpperCase()).join(',');
}
