/** Steps that run bash: strict, and with values from the environment only. */
import { Step } from '../../step';

export interface ScriptProps {
  readonly id?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly if?: string;
  readonly timeoutMinutes?: number;
}

export function script(name: string, body: string, props: ScriptProps = {}): Step {
  return Step.run(`set -euo pipefail\n${body.trim()}\n`, {
    name,
    shell: 'bash',
    ...(props.id ? { id: props.id } : {}),
    ...(props.if ? { if: props.if } : {}),
    ...(props.timeoutMinutes ? { timeoutMinutes: props.timeoutMinutes } : {}),
    ...(props.env ? { env: { ...props.env } } : {}),
  });
}

/** Refuses an image that is not named by digest: a tag may change under a running deployment. */
export const REQUIRE_DIGEST = `
if ! grep -qE '^[A-Za-z0-9._:/-]+@sha256:[0-9a-f]{64}$' <<<"$IMAGE"; then
  echo "::error::IMAGE must be repository@sha256:<64 hex digits>, not '$IMAGE'"
  exit 1
fi
`.trim();

/** \`smoke URL\`: asks until it answers 2xx or 3xx, two minutes at most. */
export const SMOKE = `
smoke() {
  curl --fail --silent --show-error --output /dev/null --max-time 10 \\
    --retry 12 --retry-delay 5 --retry-max-time 120 --retry-all-errors "$1"
}
`.trim();

/** \`bake SECONDS URL\`: waits, and fails as soon as the URL (where there is one) does. */
export const BAKE = `
bake() {
  local end=$((SECONDS + $1))
  while [ "$SECONDS" -lt "$end" ]; do
    sleep "\${POLL_SECONDS:-15}"
    if [ -n "$2" ]; then smoke "$2"; fi
  done
}
`.trim();

/** The path that a smoke test of a candidate asks: the target's own, else the workload's health path. */
export function smokePath(context: { readonly smokeTest?: { readonly url: string }; readonly workload: { readonly healthPath?: string } }): string {
  const url = context.smokeTest?.url;
  if (typeof url === 'string' && URL.canParse(url)) {
    const { pathname, search } = new URL(url);
    return pathname + search;
  }
  return context.workload.healthPath ?? '/';
}
