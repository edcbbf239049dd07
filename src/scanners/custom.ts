/** Any scanner that has no file of its own here. */
import { ScannerProvider } from './provider';
import { uploadSarif } from './sarif';
import { Step } from '../step';

export interface CustomScannerProps {
  /** Shown in the log; also the suffix of its job. */
  readonly name: string;
  /** Steps. For an image, `IMAGE_ARCHIVE` is the path of its `docker save` archive. */
  readonly steps: Step[];
  /**
   * It scans the image rather than the source.
   * @default - true where the scan has an image
   */
  readonly image?: boolean;
  /**
   * SARIF file that the steps leave, for the Security tab.
   * @default - none
   */
  readonly sarif?: string;
  /**
   * It reads secrets, which the environment `scan` holds.
   * @default - whether a step reads one
   */
  readonly secrets?: boolean;
}

export function custom(props: CustomScannerProps): ScannerProvider {
  const id = props.name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  return {
    id,
    title: props.name,
    image: props.image ?? true,
    secrets: props.secrets ?? props.steps.some(readsSecret),
    source: props.image === undefined,
    checkout: props.image !== true,
    ownJob: true,
    steps: ({ category }) => [
      ...Step._copies(props.steps),
      ...(props.sarif ? [uploadSarif(props.sarif, category, props.name)] : []),
    ],
  };
}

/** `${{ secrets.TOKEN }}`, wherever it stands in the step. */
function readsSecret(step: Step): boolean {
  return step._all().some(({ _spec: { parallel, wait, cancel, ...spec } }) => /\$\{\{[^}]*\bsecrets\b/.test(JSON.stringify(spec)));
}
