import { Construct } from 'constructs';
import { ContainerImage } from './container-image';
import { cachesAllowed, checkout } from './shared';
import { checkNew } from '../checks/guard';
import { JobBase, JobBaseProps } from '../job-base';
import { Runner } from '../runner';
import { ScannerProvider } from '../scanners/provider';
import { Scanner } from '../scanners/scanner';
import { Step } from '../step';
import { allOf } from '../synth/facts';
import { JobSpec, LoweringScope } from '../synth/job-spec';
import { titleOf } from '../synth/props';
import { MatrixModel } from '../workflow/model';

export interface SecurityScanProps extends JobBaseProps {
  /**
   * The image to scan: the very bytes that are published, or on a pull request would be.
   * @default - none: only the source is scanned
   */
  readonly image?: ContainerImage;
  /**
   * What looks at the image, or without one at the source.
   * @default - Trivy
   */
  readonly scanners?: Scanner[];
  /**
   * Make an SBOM (SPDX) of the image, or without one of the source, and keep it as an artifact.
   * @default false
   */
  readonly sbom?: boolean;
  /**
   * Environment of the scanners that read secrets.
   * @default scan
   */
  readonly environment?: string;
  /**
   * Minutes after which a job is killed.
   * @default 30
   */
  readonly timeoutMinutes?: number;
}

const ARCHIVE = 'scan/image.tar';
/** One platform of the OCI archive as a `docker save` archive, which every scanner reads. */
const UNPACK = `IFS=/ read -r os arch variant <<< "\${PLATFORM}"
mkdir -p scan
skopeo copy --override-os "\${os}" --override-arch "\${arch}" \${variant:+--override-variant "\${variant}"} \\
  "oci-archive:\${RUNNER_TEMP}/image/image.tar" "docker-archive:scan/image.tar:image:scan"`;

/** Scans an image or the source. Scanners that read secrets get a job of their own; what needs the scan waits for all that run on the same events. */
export class SecurityScan extends JobBase {
  private readonly props: SecurityScanProps;

  constructor(scope: Construct, id: string, props: SecurityScanProps) {
    super(scope, id, props);
    checkNew('SecurityScan', this, scope, id, props);
    this.props = props;
    if (props.scanners?.length === 0 && !props.sbom) {
      this._report({ ruleId: 'scan-image', at: 'scanners', message: 'the list of scanners is empty, so nothing is scanned', value: [], fix: 'list one, such as Scanner.trivy(), or leave the prop out' });
    }
  }

  /** The environment whose secrets its scanners read, if any do. @internal */
  public get _environment(): string | undefined {
    const secrets = this.props.scanners?.some((scanner) => scanner._provider.secrets);
    return secrets ? this.props.environment ?? 'scan' : undefined;
  }

  /** @internal */
  public _jobs(scope: LoweringScope): JobSpec[] {
    const scanners = (this.props.scanners ?? [Scanner.trivy()]).map((s) => s._provider).filter((s) => s.applies?.(scope.facts) ?? true);
    this.reportMissingImage(scope, scanners);
    // what scans either scans the image where there is one
    const shared = scanners.filter((s) => s.image && !s.secrets && !s.ownJob);
    // one that does not run on every event is not the main job: what needs the scan would be skipped with it
    const own = scanners.filter((s) => !shared.includes(s)).sort((a, b) => Number(a.if !== undefined) - Number(b.if !== undefined));
    const sbom = this.props.sbom ?? false;
    const jobs: (JobSpec & { readonly key: string })[] = [];
    if (shared.length || sbom) jobs.push(this.props.image ? this.imageJob(scope, shared, 'image', sbom) : this.sourceJob(scope, shared, 'source', sbom));
    for (const scanner of own) jobs.push(this.scansImage(scanner) ? this.imageJob(scope, [scanner], scanner.id, false) : this.sourceJob(scope, [scanner], scanner.id, false));
    // the first is the main one: it has the construct's own id
    return jobs.map(({ key, ...job }, i) => ({ ...job, part: i === 0 ? undefined : key, name: i === 0 ? this.title : job.name, gates: i > 0 && job.if === jobs[0].if }));
  }

  private get title(): string {
    return this.props.displayName ?? titleOf(this.node.id);
  }

  private scansImage(scanner: ScannerProvider): boolean {
    return scanner.image && !(scanner.source && !this.props.image);
  }

  private reportMissingImage(scope: LoweringScope, scanners: readonly ScannerProvider[]): void {
    if (this.props.image) return;
    for (const scanner of scanners.filter((s) => this.scansImage(s))) {
      scope.report({ ruleId: 'scan-image', message: `${scanner.title} scans an image, and none is given`, value: scanner.title, fix: 'give the scan an image: a ContainerImage of the same pipeline' });
    }
  }

  private base(scope: LoweringScope, scanner: ScannerProvider | undefined) {
    return {
      runsOn: Runner.UBUNTU_24_04,
      if: allOf(scanner?.if, this.props.if),
      timeoutMinutes: this.props.timeoutMinutes ?? 30,
      environment: scanner?.secrets ? { name: this.props.environment ?? 'scan', deployment: false } : undefined,
      needs: [...(this.props.needs ?? []), ...(this.props.image && (scanner?.image ?? true) ? [this.props.image._buildNeed(scope.facts)] : [])],
    };
  }

  private imageJob(scope: LoweringScope, scanners: readonly ScannerProvider[], key: string, sbom: boolean): JobSpec & { key: string } {
    const image = this.props.image;
    const platforms = image?.platforms ?? [];
    const several = platforms.length > 1;
    const platform = several ? '${{ matrix.platform }}' : platforms[0] ?? 'linux/amd64';
    const suffix = several ? '-${{ matrix.platform }}' : '';
    const artifact = image?._native ? '${{ matrix.artifact }}' : image?._artifact() ?? '';
    const single = scanners.length === 1 && (scanners[0].secrets || scanners[0].ownJob) ? scanners[0] : undefined;
    return {
      ...this.base(scope, single),
      key,
      name: `${this.title}: ${single?.title ?? 'image'}`,
      strategy: several ? { 'fail-fast': false, 'matrix': matrixOf(image!) } : undefined,
      env: single?.ownJob ? { IMAGE_ARCHIVE: ARCHIVE } : undefined,
      steps: [
        Step.uses('actions/download-artifact', { name: 'Fetch the image', with: { name: artifact, path: '${{ runner.temp }}/image' } }),
        Step.run(UNPACK, { name: 'Unpack the image', shell: 'bash', env: { PLATFORM: platform } }),
        ...scanners.flatMap((scanner) => scanner.steps({
          facts: scope.facts, archive: ARCHIVE, release: !cachesAllowed(scope.facts), category: `${this.node.id}-${scanner.id}${suffix}`,
        })),
        ...(sbom ? [this.sbomStep(`docker-archive:${ARCHIVE}`, several)] : []),
      ],
    };
  }

  private sbomStep(image: string | undefined, several: boolean): Step {
    return Step.uses('anchore/sbom-action', {
      name: 'Make the SBOM',
      if: '!cancelled()',
      with: {
        ...(image === undefined ? { path: '.' } : { image }), 'format': 'spdx-json', 'output-file': 'sbom.spdx.json', 'upload-release-assets': false,
        // the name of an artifact takes no slash, so a platform is numbered
        'artifact-name': several ? `${this.node.id}-sbom-\${{ strategy.job-index }}.spdx.json` : `${this.node.id}-sbom.spdx.json`,
      },
    });
  }

  private sourceJob(scope: LoweringScope, scanners: readonly ScannerProvider[], key: string, sbom: boolean): JobSpec & { key: string } {
    const [single] = scanners.length === 1 && !sbom ? scanners : [];
    const release = !cachesAllowed(scope.facts);
    return {
      ...this.base(scope, single),
      key,
      name: `${this.title}: ${single?.title ?? 'source'}`,
      strategy: single?.axis && { 'fail-fast': false, 'matrix': { [single.axis.name]: [...single.axis.values] } },
      steps: [
        ...(sbom || scanners.some((scanner) => scanner.checkout) ? [checkout()] : []),
        ...scanners.flatMap((scanner) => scanner.steps({ facts: scope.facts, release, category: `${this.node.id}-${scanner.id}` })),
        ...(sbom ? [this.sbomStep(undefined, false)] : []),
      ],
    };
  }
}

/** One leg a platform; where each was built apart, the leg also names its artifact. */
function matrixOf(image: ContainerImage): MatrixModel {
  if (!image._native) return { platform: image.platforms };
  return { include: image.platforms.map((platform) => ({ platform, artifact: image._artifact(platform) })) };
}
