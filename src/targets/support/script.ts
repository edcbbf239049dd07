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

/** Ends a step that has nothing to compare the new revision with. */
export const FIRST_SERVES = `
if [ -z "$SERVING" ]; then
  echo "The first revision serves already"
  exit 0
fi
`.trim();

/** Ends a rollback that has nothing to go back to. */
export const NOTHING_BEFORE = `
if [ -z "$SERVING" ]; then
  echo "Nothing served before this deploy: there is nothing to go back to"
  exit 0
fi
`.trim();

/** Where a drift detection is told a digest, \`$image\` must have it. */
export const SAME_DIGEST = `
if [ -n "\${DIGEST:-}" ] && [ "\${image##*@}" != "$DIGEST" ]; then
  echo "::error::$image is deployed, not $DIGEST"
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
