/** The job that builds an image: an OCI archive, without any credentials. */
import type { ContainerImage } from './container-image';
import { ARCHIVE, metadata, SBOM } from './image-steps';
import { cachesAllowed, checkout } from './shared';
import { Runner } from '../runner';
import { Step } from '../step';
import type { PipelineFacts } from '../synth/facts';
import { JobSpec, LoweringScope } from '../synth/job-spec';
import { defined } from '../values';

/** Runners that build without emulation. */
const NATIVE_RUNNERS: Readonly<Record<string, Runner>> = { 'linux/amd64': Runner.UBUNTU_24_04, 'linux/arm64': Runner.UBUNTU_24_04_ARM };

export function buildJob(image: ContainerImage, scope: LoweringScope, part: string | undefined): JobSpec {
  const { _native: native, _props: props, _title: title } = image;
  const emulated = !native && image.platforms.some((platform) => platform !== 'linux/amd64');
  if (native) checkNative(image, scope);
  return {
    part,
    name: part ? `${title}: build` : title,
    runsOn: native ? '${{ matrix.runner }}' : props.runner ?? Runner.UBUNTU_24_04,
    strategy: native ? { 'fail-fast': true, 'matrix': { include: image.platforms.map((platform) => leg(image, platform)) } } : undefined,
    needs: props.needs,
    if: props.if,
    timeoutMinutes: props.timeoutMinutes ?? 60,
    steps: [
      checkout(),
      ...(emulated ? [Step.uses('docker/setup-qemu-action', { name: 'Set up QEMU', with: { 'cache-image': false } })] : []),
      Step.uses('docker/setup-buildx-action', { name: 'Set up Buildx', with: { 'cache-binary': false } }),
      ...buildSteps(image, scope.facts),
      Step.uses('actions/upload-artifact', {
        name: 'Keep the image',
        with: { 'name': native ? '${{ matrix.artifact }}' : image._artifact(), 'path': ARCHIVE, 'if-no-files-found': 'error', 'retention-days': 1, 'compression-level': 0 },
      }),
      ...(props.sbom ? sbomSteps(image) : []),
    ],
  };
}

function leg(image: ContainerImage, platform: string) {
  return { platform, runner: NATIVE_RUNNERS[platform]?.label ?? 'ubuntu-24.04', artifact: image._artifact(platform) };
}

function checkNative({ platforms }: ContainerImage, scope: LoweringScope): void {
  for (const platform of platforms.filter((p) => !Object.hasOwn(NATIVE_RUNNERS, p))) {
    scope.report({
      ruleId: 'image-platform', message: `no hosted runner builds ${platform} natively`, value: platform, allowed: Object.keys(NATIVE_RUNNERS),
      fix: 'leave the platform out, or build by MultiPlatform.QEMU',
    });
  }
}

function buildSteps(image: ContainerImage, facts: PipelineFacts): Step[] {
  const { context, dockerfile, target, buildArgs } = image._props;
  const about = metadata(image, 'Image metadata');
  const scope = `scope=${image.node.path.replaceAll('/', '-')}${image._native ? '-${{ matrix.artifact }}' : ''}`;
  const build = Step.uses('docker/build-push-action', {
    name: 'Build',
    with: defined({
      'context': context ?? '.',
      'file': dockerfile,
      'target': target,
      'build-args': buildArgs && Object.entries(buildArgs).map(([name, value]) => `${name}=${value}`).join('\n'),
      'platforms': image._native ? '${{ matrix.platform }}' : image.platforms.join(','),
      'labels': about.output('labels'),
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
  return [about, build];
}

function sbomSteps(image: ContainerImage): Step[] {
  return [
    Step.uses('anchore/sbom-action', {
      name: 'Make the SBOM',
      with: { 'image': `oci-archive:${ARCHIVE}`, 'format': 'spdx-json', 'output-file': SBOM, 'upload-artifact': false, 'upload-release-assets': false },
    }),
    Step.uses('actions/upload-artifact', {
      name: 'Keep the SBOM',
      // one for the whole image: that of its first platform
      if: image._native ? `matrix.platform == '${image.platforms[0]}'` : undefined,
      with: { 'name': image._sbomArtifact, 'path': SBOM, 'if-no-files-found': 'error', 'retention-days': 90 },
    }),
  ];
}
