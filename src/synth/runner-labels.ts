/** Labels that actionlint does not know, for `.github/actionlint.yaml`. */
import { hostedRunnerLabels } from '../hosted-labels';
import { WorkflowDocument } from '../workflow/document';
import { JobModel, MatrixModel } from '../workflow/model';

/** Default labels of self-hosted runners. https://docs.github.com/actions/how-tos/manage-runners/self-hosted-runners */
const SELF_HOSTED = ['self-hosted', 'linux', 'macos', 'windows', 'x64', 'arm', 'arm64'];
/** Newer than actionlint 1.7.12. */
const UNKNOWN_TO_ACTIONLINT = ['ubuntu-26.04', 'ubuntu-26.04-arm', 'macos-26-large', 'macos-26-xlarge', 'macos-26-intel', 'macos-15-intel'];

export function customRunnerLabels(documents: readonly WorkflowDocument[]): string[] {
  const known = new Set([...hostedRunnerLabels().filter((label) => !UNKNOWN_TO_ACTIONLINT.includes(label)), ...SELF_HOSTED].map((label) => label.toLowerCase()));
  const labels = documents.flatMap((document) => Object.values(document.model.jobs).flatMap(labelsOf));
  return [...new Set(labels)].filter((label) => !known.has(label.toLowerCase()) && !label.includes('${{')).sort();
}

function labelsOf(job: JobModel): string[] {
  const runsOn = job['runs-on'];
  if (runsOn === undefined) return [];
  if (typeof runsOn === 'string') return runsOn.includes('matrix.') ? matrixLabels(job, runsOn) : [runsOn];
  if (Array.isArray(runsOn)) return runsOn;
  return [runsOn.labels ?? []].flat();
}

/** The values of the axis that `runs-on` reads. */
function matrixLabels(job: JobModel, runsOn: string): string[] {
  const axis = /matrix\.([\w-]+)/.exec(runsOn)?.[1];
  const matrix = job.strategy?.matrix as MatrixModel | undefined;
  if (!axis || typeof matrix !== 'object') return [];
  const included = Array.isArray(matrix.include) ? matrix.include.map((leg) => leg[axis]) : [];
  return [matrix[axis], ...included].flat(2).filter((value): value is string => typeof value === 'string');
}
