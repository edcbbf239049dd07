import { Construct } from 'constructs';
import { mergeScript, pushScript } from './push-script';
import { cachesAllowed, checkout } from './shared';
import { App } from '../app';
import { checkNew } from '../checks/guard';
import { JobBase, JobBaseProps } from '../job-base';
import { nearest } from '../nearest';
import { JobOutputReference } from '../references';
import { LoginContext } from '../registries/provider';
import { Registry, RegistryInfo } from '../registries/registry';
import { Runner } from '../runner';
import { Step } from '../step';
import { allOf, PipelineFacts, publishCondition, publishRefs } from '../synth/facts';
import { JobSpec, LoweringScope } from '../synth/job-spec';
import { titleOf } from '../synth/props';
import { AccountNeed, PushPurpose } from '../targets/target';
import { defined } from '../trigger';

export interface ContainerImageProps extends JobBaseProps {
  /**
   * Registries that it is pushed to, each of them required.
   * @default - ghcr.io
   */
  readonly registries?: Registry[];
  /**
   * Folder that is sent to the build.
   * @default - the root
   */
  readonly context?: string;
  /**
   * Path of the Dockerfile.
   * @default - Dockerfile in the context
   */
  readonly dockerfile?: string;
  /**
   * Stage to build.
   * @default - the last
   */
  readonly target?: string;
  /**
   * Build arguments; no secrets, they stay in the image.
   * @default - none
   */
  readonly buildArgs?: { [name: string]: string };
  /**
   * Platforms to build for; several make one multi-platform image.
   * @default - linux/amd64
   */
  readonly platforms?: string[];
  /**
   * How several platforms are built.
   * @default MultiPlatform.QEMU
   */
  readonly multiPlatform?: MultiPlatform;
  /**
   * Tags as docker/metadata-action writes them. A deploy never uses a tag, always the digest.
   * @default - branch or tag name, version, commit
   */
  readonly tags?: string[];
  /**
   * Make an SBOM (SPDX) and attest it.
   * @default false
   */
  readonly sbom?: boolean;
  /**
   * Attest the build's provenance (SLSA Build L2). In private repositories this takes GitHub Enterprise Cloud.
   * @default - true when a DeployTarget uses the image
   */
  readonly provenance?: boolean;
  /**
   * Sign the digest with cosign, keyless.
   * @default false
   */
  readonly sign?: boolean;
  /**
   * Environment of the publishing job: it holds registry secrets, and cloud roles trust it.
   * @default publish
   */
  readonly environment?: string;
  /**
   * Runner of the build.
   * @default Runner.UBUNTU_24_04
   */
  readonly runner?: Runner;
  /**
   * Minutes after which the build is killed.
   * @default 60
   */
  readonly timeoutMinutes?: number;
}

/** How an image for several platforms is built. */
export enum MultiPlatform {
  /** On one runner, other processors emulated: no further runner, but slow. */
  QEMU = 'qemu',
  /** On one runner for each processor (amd64, arm64), merged by digest when it is published. */
  NATIVE = 'native',
}

/** Runners that build without emulation. */
const NATIVE_RUNNERS: Readonly<Record<string, Runner>> = { 'linux/amd64': Runner.UBUNTU_24_04, 'linux/arm64': Runner.UBUNTU_24_04_ARM };

const KNOWN_PLATFORMS = ['linux/amd64', 'linux/arm64', 'linux/arm/v7', 'linux/arm/v6', 'linux/386', 'linux/ppc64le', 'linux/s390x', 'linux/riscv64'];
/** Those that BuildKit builds on Linux. */
const PLATFORM = /^linux\/(amd64(\/v[1-4])?|arm64(\/v8)?|arm(\/v[5-8])?|386|ppc64le|s390x|riscv64|loong64|mips64(le)?)$/;

const TAGS = ['type=ref,event=branch', 'type=ref,event=tag', 'type=semver,pattern={{version}}', 'type=semver,pattern={{major}}.{{minor}}', 'type=sha,format=long'];
const ARCHIVE = '${{ runner.temp }}/image.tar';
const SBOM = '${{ runner.temp }}/sbom.spdx.json';

/**
 * Builds an image once, without any credentials, and publishes those very bytes: every registry holds one digest.
 * The build runs on every event; publishing never on a pull request or a schedule.
 */
export class ContainerImage extends JobBase {
  public readonly platforms: string[];
  /** @internal */
  public readonly _registries: readonly Registry[];
  /** @internal */
  public readonly _purpose: PushPurpose | undefined = undefined;
  private readonly props: ContainerImageProps;
  private deployed = false;

  constructor(scope: Construct, id: string, props: ContainerImageProps = {}) {
    super(scope, id, props);
    checkNew('ContainerImage', this, scope, id, props);
    this.props = props;
    this.platforms = props.platforms ?? ['linux/amd64'];
    this._registries = props.registries ?? [Registry.ghcr()];
    if (this._registries.length === 0) {
      this._report({ ruleId: 'registry', at: 'registries', message: 'the list of registries is empty', value: [], fix: 'list one, such as Registry.ghcr(), or leave the prop out' });
    }
    this.checkProps();
  }

  /** The published digest, `sha256:…`, as a late reference. */
  public get digest(): string {
    return new JobOutputReference(this, 'digest', this.node.path).toString();
  }

  /** The published image, `repository@sha256:…`, in the first registry, as a late reference. */
  public get uri(): string {
    return `${this._infos()[0]?.repository ?? ''}@${this.digest}`;
  }

  /** @internal */
  public _infos(): RegistryInfo[] {
    const app = this.node.root;
    return this._registries.map((registry) => registry._provider.info(app instanceof App ? app.repository : undefined));
  }

  /** A target deploys it. @internal */
  public _markDeployed(): void {
    this.deployed = true;
  }

  /** Attested, so that a deploy can verify where it comes from. @internal */
  public get _provenance(): boolean {
    return this.props.provenance ?? this.deployed;
  }

  /** Each platform is built on a runner of its own. @internal */
  public get _native(): boolean {
    return this.props.multiPlatform === MultiPlatform.NATIVE && this.platforms.length > 1;
  }

  /** Name of the artifact that holds the image as an OCI archive; in a native build each platform has its own. @internal */
  public _artifact(platform = ''): string {
    return this._native ? `${this.node.id}-oci-${platform.replaceAll('/', '-')}` : `${this.node.id}-oci`;
  }

  /** Name of the artifact that holds the published manifest. @internal */
  public get _manifestArtifact(): string {
    return `${this.node.id}-manifest`;
  }

  /** The job that builds it: what a scan needs. @internal */
  public _buildNeed(facts: PipelineFacts): { construct: JobBase; part: string } | JobBase {
    return this.publishes(facts) ? { construct: this, part: 'build' } : this;
  }

  /** What must exist once in the clouds that it is pushed to. @internal */
  public _accounts(facts: PipelineFacts, context: LoginContext): AccountNeed[] {
    if (!this.publishes(facts)) return [];
    const refs = this._publishRefs(facts);
    return this._registries.flatMap((registry) => registry._provider.accounts({ ...context, refs, purpose: this._purpose }));
  }

  /** Whether publishing reads secrets or assumes cloud roles. @internal */
  public _needsEnvironment(facts: PipelineFacts): boolean {
    return this.publishes(facts) && this._registries.some((registry) => registry._provider.needsEnvironment);
  }

  /** How it is built, wherever it is then published. @internal */
  public get _build(): ContainerImageProps {
    return this.props;
  }

  /** @internal */
  public _environment(): string {
    return this.props.environment ?? 'publish';
  }

  /** @internal */
  public _jobs(scope: LoweringScope): JobSpec[] {
    const publishes = this.publishes(scope.facts);
    const build = this.buildJob(scope, publishes ? 'build' : undefined);
    return publishes ? [build, this.publishJob(scope)] : [build];
  }

  /** When it is published; `undefined`: never. @internal */
  public _publishCondition(facts: PipelineFacts): string | undefined {
    return publishCondition(facts);
  }

  /** The git refs that it may be published from. @internal */
  public _publishRefs(facts: PipelineFacts): string[] {
    return publishRefs(facts);
  }

  /** The refs that may use the environment; `undefined` for any. @internal */
  public _environmentRefs(facts: PipelineFacts): string[] | undefined {
    return this._publishRefs(facts);
  }

  private publishes(facts: PipelineFacts): boolean {
    return this._publishCondition(facts) !== undefined;
  }

  private get title(): string {
    return this.props.displayName ?? titleOf(this.node.id);
  }

  private buildJob(scope: LoweringScope, part: string | undefined): JobSpec {
    const native = this._native;
    const emulated = !native && this.platforms.some((platform) => platform !== 'linux/amd64');
    if (native) this.checkNative(scope);
    return {
      part,
      name: part ? `${this.title}: build` : this.title,
      runsOn: native ? '${{ matrix.runner }}' : this.props.runner ?? Runner.UBUNTU_24_04,
      strategy: native ? { 'fail-fast': true, 'matrix': { include: this.platforms.map((platform) => this.leg(platform)) } } : undefined,
      needs: this.props.needs,
      if: this.props.if,
      timeoutMinutes: this.props.timeoutMinutes ?? 60,
      steps: [
        checkout(),
        ...(emulated ? [Step.uses('docker/setup-qemu-action', { name: 'Set up QEMU', with: { 'cache-image': false } })] : []),
        Step.uses('docker/setup-buildx-action', { name: 'Set up Buildx', with: { 'cache-binary': false } }),
        ...this.buildSteps(scope.facts),
        Step.uses('actions/upload-artifact', {
          name: 'Keep the image',
          with: { 'name': native ? '${{ matrix.artifact }}' : this._artifact(), 'path': ARCHIVE, 'if-no-files-found': 'error', 'retention-days': 1, 'compression-level': 0 },
        }),
        ...(this.props.sbom ? this.sbomSteps() : []),
      ],
    };
  }

  private checkProps(): void {
    this._registries.forEach((registry, i) => registry._provider.mistakes.forEach(({ at, ...rest }) => {
      this._report({ ruleId: 'registry', at: `registries[${i}].${at}`, ...rest });
    }));
    this.checkHosts();
    for (const platform of this.platforms.filter((p) => !PLATFORM.test(p))) {
      const near = nearest(platform, KNOWN_PLATFORMS, 2);
      this._report({
        ruleId: 'image-platform', at: 'platforms', message: `${platform} is no platform of a Linux image`, value: platform, allowed: KNOWN_PLATFORMS,
        nearest: near.length ? near : KNOWN_PLATFORMS.filter((known) => known.endsWith(`/${platform}`)), fix: 'name the system and the processor: linux/amd64',
      });
    }
  }

  /** What pushes finds one sign-in a host. */
  private checkHosts(): void {
    const infos = this._infos();
    this._registries.forEach(({ _provider: { identity } }, i) => {
      const first = infos.findIndex(({ host }) => host === infos[i].host);
      if (this._registries[first]._provider.identity === identity) return;
      this._report({
        ruleId: 'registry', at: `registries[${i}]`, message: `${infos[i].host} is signed in to once, as ${this._registries[first]._provider.identity} for registries[${first}]`,
        value: identity, fix: 'push to one of the two, let another image push to the other, or take another host (for Artifact Registry another location)',
      });
    });
  }

  private leg(platform: string) {
    return { platform, runner: NATIVE_RUNNERS[platform]?.label ?? 'ubuntu-24.04', artifact: this._artifact(platform) };
  }

  private checkNative(scope: LoweringScope): void {
    for (const platform of this.platforms.filter((p) => !Object.hasOwn(NATIVE_RUNNERS, p))) {
      scope.report({
        ruleId: 'image-platform', message: `no hosted runner builds ${platform} natively`, value: platform, allowed: Object.keys(NATIVE_RUNNERS),
        fix: 'leave the platform out, or build by MultiPlatform.QEMU',
      });
    }
  }

  private buildSteps(facts: PipelineFacts): Step[] {
    const p = this.props;
    const metadata = this.metadata('Image metadata');
    const scope = `scope=${this.node.path.replaceAll('/', '-')}${this._native ? '-${{ matrix.artifact }}' : ''}`;
    const build = Step.uses('docker/build-push-action', {
      name: 'Build',
      with: defined({
        'context': p.context ?? '.',
        'file': p.dockerfile,
        'target': p.target,
        'build-args': p.buildArgs && Object.entries(p.buildArgs).map(([name, value]) => `${name}=${value}`).join('\n'),
        'platforms': this._native ? '${{ matrix.platform }}' : this.platforms.join(','),
        'labels': metadata.output('labels'),
        // an OCI archive: what is scanned is, byte for byte, what is published
        'outputs': `type=oci,dest=${ARCHIVE}`,
        'push': false,
        // GitHub's attestations say the same outside of the image, and leave its digest alone
        'provenance': false,
        'sbom': false,
        'cache-from': cachesAllowed(facts) ? `type=gha,${scope}` : undefined,
        'cache-to': cachesAllowed(facts) ? `type=gha,mode=max,${scope}` : undefined,
      }),
    });
    return [metadata, build];
  }

  private metadata(name: string): Step {
    return Step.uses('docker/metadata-action', {
      name,
      with: { images: this._infos().map((info) => info.repository).join('\n'), tags: (this.props.tags ?? TAGS).join('\n') },
    });
  }

  private sbomSteps(): Step[] {
    return [
      Step.uses('anchore/sbom-action', {
        name: 'Make the SBOM',
        with: { 'image': `oci-archive:${ARCHIVE}`, 'format': 'spdx-json', 'output-file': SBOM, 'upload-artifact': false, 'upload-release-assets': false },
      }),
      Step.uses('actions/upload-artifact', {
        name: 'Keep the SBOM',
        // one for the whole image: that of its first platform
        if: this._native ? `matrix.platform == '${this.platforms[0]}'` : undefined,
        with: { 'name': `${this.node.id}-sbom`, 'path': SBOM, 'if-no-files-found': 'error', 'retention-days': 90 },
      }),
    ];
  }

  private publishJob(scope: LoweringScope): JobSpec {
    const metadata = this.metadata('Tags');
    const push = Step.run(this._native ? mergeScript() : pushScript(), { id: 'push', name: 'Push to every registry', shell: 'bash', env: { REFERENCES: metadata.output('tags') } });
    const providers = this._registries.map((registry) => registry._provider);
    const environment = this._environment();
    return {
      name: this.title,
      runsOn: Runner.UBUNTU_24_04,
      needs: [{ construct: this, part: 'build' }],
      if: allOf(this._publishCondition(scope.facts), this.props.if),
      permissions: providers.flatMap((provider) => provider.permissions),
      // no deployment: it takes the environment's secrets and branch policy only
      environment: this._needsEnvironment(scope.facts) ? { name: environment, deployment: false } : undefined,
      outputs: { digest: push.output('digest') },
      publishes: true,
      steps: [
        Step.uses('actions/download-artifact', {
          name: 'Fetch the image',
          with: { ...(this._native ? { pattern: `${this.node.id}-oci-*` } : { name: this._artifact() }), path: '${{ runner.temp }}/image' },
        }),
        ...this.logins(scope, environment),
        metadata,
        push,
        Step.uses('actions/upload-artifact', {
          name: 'Keep the manifest',
          with: { 'name': this._manifestArtifact, 'path': '${{ runner.temp }}/manifest.json', 'if-no-files-found': 'error', 'retention-days': 14 },
        }),
        ...this.attestations(push),
      ],
    };
  }

  private logins(scope: LoweringScope, environment: string): Step[] {
    const app = scope.pipeline._app;
    const context = { repository: app.repository, environment, purpose: this._purpose, projectNumber: (project: string) => app._projectNumbers.get(project) };
    const seen = new Set<string>();
    return this._registries.flatMap((registry) => {
      const { host } = registry._provider.info(app.repository);
      if (seen.has(host)) return [];
      seen.add(host);
      return registry._provider.login(context);
    });
  }

  private attestations(push: Step): Step[] {
    const info = this._infos()[0];
    const subject = { 'subject-name': info?.repository, 'subject-digest': push.output('digest'), 'push-to-registry': false };
    const steps: Step[] = [];
    if (this._provenance) steps.push(Step.uses('actions/attest', { name: 'Attest the provenance', with: subject }));
    if (this.props.sbom) {
      steps.push(
        Step.uses('actions/download-artifact', { name: 'Fetch the SBOM', with: { name: `${this.node.id}-sbom`, path: '${{ runner.temp }}' } }),
        Step.uses('actions/attest', { name: 'Attest the SBOM', with: { ...subject, 'sbom-path': SBOM } }),
      );
    }
    if (this.props.sign) steps.push(...this.signature(push));
    return steps;
  }

  private signature(push: Step): Step[] {
    const script = 'while IFS= read -r repository; do\n  cosign sign --yes "${repository}@${DIGEST}"\ndone <<< "${REPOSITORIES}"';
    return [
      Step.uses('sigstore/cosign-installer', { name: 'Install cosign' }),
      Step._of({
        run: script,
        shell: 'bash',
        props: {
          name: 'Sign the digest',
          env: { DIGEST: push.output('digest'), REPOSITORIES: this._infos().map((info) => info.repository).join('\n') },
          permissions: { 'id-token': 'write' },
        },
        reasons: { 'id-token': 'sign the image without a key' },
      }),
    ];
  }
}
