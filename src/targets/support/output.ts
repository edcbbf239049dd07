import type { TargetOutput } from '../target';

/** What a provider returns where the input cannot be translated at all; the problems are reported. */
export function emptyOutput(): TargetOutput {
  const none = () => [];
  return {
    files: [], bootstrap: [], bootstrapCommands: [], accounts: [],
    operations: { login: none, deploy: none, verify: none, rollback: none, destroy: none, drift: none },
  };
}
