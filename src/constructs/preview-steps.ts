/** How jobs that are written once serve every pull request: the zeros in the names become its number. */
import { Step } from '../step';
import { PREVIEW_SUFFIX, withNumber } from '../targets/support/preview';

/** Of the pull request that started the run, or that a person named. */
export const PR_NUMBER = '${{ github.event.pull_request.number || inputs.number }}';

const USE_NUMBER = `if ! [[ "\${PR_NUMBER}" =~ ^[1-9][0-9]{0,5}$ ]]; then
  echo "::error::PR_NUMBER is no number of a pull request: \${PR_NUMBER}"
  exit 1
fi
{ grep --recursive --files-with-matches --null --fixed-strings ${PREVIEW_SUFFIX} "\${DIRECTORY}" || true; } |
  xargs --null --no-run-if-empty sed --in-place "s/${PREVIEW_SUFFIX}/pr-\${PR_NUMBER}/g"
find "\${DIRECTORY}" -type f -name "*${PREVIEW_SUFFIX}*" -print0 |
  while IFS= read -r -d '' path; do
    name="\${path##*/}"
    mv "\${path}" "\${path%/*}/\${name/${PREVIEW_SUFFIX}/pr-\${PR_NUMBER}}"
  done`;

/** Refuses what is no number, and puts it into the files and their names. */
export function useNumber(directory: string): Step {
  return Step.run(USE_NUMBER, { name: 'Put the number into the names', shell: 'bash', env: { DIRECTORY: directory } });
}

/** The steps with the number in their values; scripts never hold one. */
export function numbered(steps: readonly Step[]): Step[] {
  return steps.map((step) => {
    const { _spec: spec } = step;
    const env = fill(spec.props.env);
    const inputs = fill(spec.with);
    if (env === spec.props.env && inputs === spec.with) return step;
    return Step._of({ ...spec, ...(inputs && { with: inputs }), props: { ...spec.props, ...(env && { env }) } });
  });
}

/** The very object where there is nothing to fill in. */
function fill<T extends Readonly<Record<string, unknown>>>(values: T | undefined): T | undefined {
  if (!values || !Object.values(values).some((value) => typeof value === 'string' && value.includes(PREVIEW_SUFFIX))) return values;
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, typeof value === 'string' ? withNumber(value, PR_NUMBER) : value])) as T;
}
