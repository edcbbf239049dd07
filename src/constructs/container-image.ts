import { Construct } from 'constructs';
import { buildJob } from './image-build';
import { publishJob } from './image-publish';
import { App } from '../app';
import { checkNew } from '../checks/guard';
import { JobBase, JobBaseProps } from '../job-base';
import { nearest } from '../nearest';
import { JobOutputReference } from '../references';
import { LoginContext } from '../registries/provider';
import { Registry, RegistryInfo } from '../registries/registry';
import { Runner } from '../runner';
import { PipelineFacts, publishCondition, publishRefs } from '../synth/facts';
import { JobSpec, LoweringScope } from '../synth/job-spec';
import { titleOf } from '../synth/props';
import { AccountNeed, PushPurpose } from '../targets/target';

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

const KNOWN_PLATFORMS = ['linux/amd64', 'linux/arm64', 'linux/arm/v7', 'linux/arm/v6', 'linux/386', 'linux/ppc64le', 'linux/s390x', 'linux/riscv64'];
/** Those that BuildKit builds on Linux. */
const PLATFORM = /^linux\/(amd64(\/v[1-4])?|arm64(\/v8)?|arm(\/v[5-8])?|386|ppc64le|s390x|riscv64|loong64|mips64(le)?)$/;

/**
 * Builds an image once, without any credentials, and publishes those very bytes: every registry holds one digest.
 * The build runs on every event; publishing never on a pull request or a schedule.
 */
export class ContainerImage extends JobBase {
  /** Platforms that the image is built for. */
  public readonly platforms: string[];
  /** @internal */
  public readonly _registries: readonly Registry[];
  /** @internal */
  public readonly _purpose: PushPurpose | undefined = undefined;
  /** @internal */
  public readonly _props: ContainerImageProps;
  private deployed = false;

  constructor(scope: Construct, id: string, props: ContainerImageProps = {}) {
    super(scope, id, props);
    checkNew('ContainerImage', this, scope, id, props);
    this._props = props;
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
    return this._props.provenance ?? this.deployed;
  }

  /** Each platform is built on a runner of its own. @internal */
  public get _native(): boolean {
    return this._props.multiPlatform === MultiPlatform.NATIVE && this.platforms.length > 1;
  }

  /** Name of the artifact that holds the image as an OCI archive; in a native build each platform has its own. @internal */
  public _artifact(platform = ''): string {
    return this._native ? `${this.node.id}-oci-${platform.replaceAll('/', '-')}` : `${this.node.id}-oci`;
  }

  /** Name of the artifact that holds the SBOM. @internal */
  public get _sbomArtifact(): string {
    return `${this.node.id}-sbom`;
  }

  /** Name of the artifact that holds the published manifest. @internal */
  public get _manifestArtifact(): string {
    return `${this.node.id}-manifest`;
  }

  /** The job that builds it: what a scan needs. @internal */
  public _buildNeed(facts: PipelineFacts): { construct: JobBase; part: string } | JobBase {
    return this.publishes(facts) ? { construct: this, part: 'build' } : this;
  }

  /** @internal */
  public get _title(): string {
    return this._props.displayName ?? titleOf(this.node.id);
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

  /** @internal */
  public _environment(): string {
    return this._props.environment ?? 'publish';
  }

  /** @internal */
  public _jobs(scope: LoweringScope): JobSpec[] {
    if (!this.publishes(scope.facts)) return [buildJob(this, scope, undefined)];
    return [buildJob(this, scope, 'build'), publishJob(this, scope)];
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
}
