/** What the legs of a test matrix keep: artifacts whose names differ, since two uploads of one name fail. */
import { TestMatrixProps } from './test-matrix';
import { Step } from '../step';

/** The axis of the runners, where there are several. */
export const OS_AXIS = 'os';

export function uploads(id: string, props: TestMatrixProps, single: boolean): Step[] {
  const { reports, workingDirectory } = props.toolchain._provider;
  const upload = (what: string, label: string, files: readonly string[]) => Step.uses('actions/upload-artifact', {
    name: `Upload ${label}`,
    if: '!cancelled()',
    with: {
      'name': `${id}-${what}-${legName(props, single)}`,
      'path': files.map((file) => (workingDirectory ? `${workingDirectory}/${file}` : file)).join('\n'),
      'if-no-files-found': 'warn',
      'retention-days': 14,
    },
  });
  return [
    ...(reports.results.length ? [upload('results', 'test results', reports.results)] : []),
    ...(props.coverage && reports.coverage.length ? [upload('coverage', 'coverage', reports.coverage)] : []),
  ];
}

/** Each leg by all of its axes. */
function legName(props: TestMatrixProps, single: boolean): string {
  // several labels, or a group, are no text that a name could hold
  if (props.runners?.some((runner) => typeof runner._runsOn() !== 'string') || hasOddValues(props)) return '${{ strategy.job-index }}';
  const axes = [...(single ? [] : [OS_AXIS]), props.toolchain.name, ...Object.keys(props.axes ?? {})];
  return axes.map((axis) => `\${{ matrix.${axis} }}`).join('-');
}

/** `postgres:16` is no part of an artifact's name; and legs of `include` may differ in a further key alone. */
function hasOddValues({ axes = {}, include = [], toolchain }: TestMatrixProps): boolean {
  const known = [OS_AXIS, toolchain.name, ...Object.keys(axes)];
  const named = include.map((leg) => known.map((axis) => leg[axis]));
  const values = [...toolchain.versions, ...Object.values(axes).flat(), ...named.flat()];
  const alike = new Set(named.map((leg) => JSON.stringify(leg))).size < named.length;
  return alike || values.some((value) => (typeof value === 'object' && value !== null) || /["<>|*?\\/\r\n:]/.test(String(value)));
}
