/** The job that publishes what was built: the same bytes in every registry, attested and signed. */
import type { ContainerImage } from './container-image';
import { metadata, SBOM } from './image-steps';
import { mergeScript, pushScript } from './push-script';
import { Runner } from '../runner';
import { Step } from '../step';
import { allOf } from '../synth/facts';
import { JobSpec, LoweringScope } from '../synth/job-spec';

export function publishJob(image: ContainerImage, scope: LoweringScope): JobSpec {
  const tags = metadata(image, 'Tags');
  const script = image._native ? mergeScript() : pushScript();
  const push = Step.run(script, { id: 'push', name: 'Push to every registry', shell: 'bash', env: { REFERENCES: tags.output('tags') } });
  return {
    name: image._title,
    runsOn: Runner.UBUNTU_24_04,
    needs: [{ construct: image, part: 'build' }],
    if: allOf(image._publishCondition(scope.facts), image._props.if),
    permissions: image._registries.flatMap((registry) => registry._provider.permissions),
    // no deployment: it takes the environment's secrets and branch policy only
    environment: image._needsEnvironment(scope.facts) ? { name: image._environment(), deployment: false } : undefined,
    outputs: { digest: push.output('digest') },
    publishes: true,
    steps: [
      Step.uses('actions/download-artifact', {
        name: 'Fetch the image',
        with: { ...(image._native ? { pattern: `${image.node.id}-oci-*` } : { name: image._artifact() }), path: '${{ runner.temp }}/image' },
      }),
      ...logins(image, scope),
      tags,
      push,
      Step.uses('actions/upload-artifact', {
        name: 'Keep the manifest',
        with: { 'name': image._manifestArtifact, 'path': '${{ runner.temp }}/manifest.json', 'if-no-files-found': 'error', 'retention-days': 14 },
      }),
      ...attestations(image, push),
    ],
  };
}

/** One login a host, whichever of its registries comes first. */
function logins(image: ContainerImage, { pipeline: { _app: app } }: LoweringScope): Step[] {
  const context = {
    repository: app.repository, environment: image._environment(), purpose: image._purpose, projectNumber: (project: string) => app._projectNumbers.get(project),
  };
  const seen = new Set<string>();
  return image._registries.flatMap((registry) => {
    const { host } = registry._provider.info(app.repository);
    if (seen.has(host)) return [];
    seen.add(host);
    return registry._provider.login(context);
  });
}

function attestations(image: ContainerImage, push: Step): Step[] {
  const subject = { 'subject-name': image._infos()[0]?.repository, 'subject-digest': push.output('digest'), 'push-to-registry': false };
  const steps: Step[] = [];
  if (image._provenance) steps.push(Step.uses('actions/attest', { name: 'Attest the provenance', with: subject }));
  if (image._props.sbom) {
    steps.push(
      Step.uses('actions/download-artifact', { name: 'Fetch the SBOM', with: { name: image._sbomArtifact, path: '${{ runner.temp }}' } }),
      Step.uses('actions/attest', { name: 'Attest the SBOM', with: { ...subject, 'sbom-path': SBOM } }),
    );
  }
  if (image._props.sign) steps.push(...signature(image, push));
  return steps;
}

const SIGN = `while IFS= read -r repository; do
  cosign sign --yes "\${repository}@\${DIGEST}"
done <<< "\${REPOSITORIES}"`;

function signature(image: ContainerImage, push: Step): Step[] {
  return [
    Step.uses('sigstore/cosign-installer', { name: 'Install cosign' }),
    Step._of({
      run: SIGN,
      shell: 'bash',
      props: {
        name: 'Sign the digest',
        env: { DIGEST: push.output('digest'), REPOSITORIES: image._infos().map((info) => info.repository).join('\n') },
        permissions: { 'id-token': 'write' },
      },
      reasons: { 'id-token': 'sign the image without a key' },
    }),
  ];
}
