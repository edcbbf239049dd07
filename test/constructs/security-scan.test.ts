// What is scanned: the image where there is one, else the source.
import { describe, expect, test } from 'vitest';
import { App, ContainerImage, FailOn, Pipeline, Scanner, SecurityScan, SecurityScanProps, Step, testing, Trigger } from '../../src';
import { synthesizeApp } from '../../src/synth/synthesize';

interface RenderedStep {
  readonly name: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface RenderedJob {
  readonly name: string;
  readonly permissions: unknown;
  readonly steps: readonly RenderedStep[];
  readonly env?: unknown;
}

function pipeline(triggers = [Trigger.push({ branches: ['main'] }), Trigger.pullRequest()]): Pipeline {
  return new Pipeline(new App({ repository: { owner: 'acme', name: 'shop' } }), 'ci', { triggers });
}

function jobs(props: SecurityScanProps, ci = pipeline()): Record<string, RenderedJob> {
  new SecurityScan(ci, 'scan', props);
  expect(synthesizeApp(ci.node.root as App, { from: 'pipeline.ts' }).problems).toEqual([]);
  return testing.Template.fromPipeline(ci).toJson().jobs;
}

const inputs = (job: RenderedJob, name: string) => job.steps.find((step) => step.name === name)?.with;
const names = (job: RenderedJob) => job.steps.map((step) => step.name);

describe('without an image', () => {
  test('Trivy scans the source, which is checked out, and needs no other job', () => {
    const { scan, ...others } = jobs({});
    expect(others).toEqual({});
    expect(names(scan)).toEqual(['Check out', 'Trivy', 'Summarize Trivy', 'Upload Trivy results']);
    expect(scan).not.toHaveProperty('needs');
    expect(inputs(scan, 'Trivy')).toMatchObject({ 'scan-type': 'fs', 'format': 'sarif' });
    expect(inputs(scan, 'Trivy')).not.toHaveProperty('input');
    expect(scan.permissions).toMatchObject({ 'contents': 'read', 'security-events': 'write' });
  });

  test('scanners without a job of their own share one, with the SBOM', () => {
    const { scan, 'scan-codeql': codeql, ...others } = jobs({ scanners: [Scanner.codeql({ languages: ['go'] }), Scanner.trivy(), Scanner.grype({ failOn: FailOn.HIGH })], sbom: true });
    expect(others).toEqual({});
    expect(codeql.name).toBe('Scan: CodeQL');
    expect(names(scan)).toEqual(['Check out', 'Trivy', 'Summarize Trivy', 'Upload Trivy results', 'Grype', 'Upload Grype results', 'Make the SBOM']);
    expect(inputs(scan, 'Grype')).toMatchObject({ 'path': '.', 'fail-build': true });
    expect(inputs(scan, 'Grype')).not.toHaveProperty('image');
    expect(inputs(scan, 'Make the SBOM')).toMatchObject({ 'path': '.', 'artifact-name': 'scan-sbom.spdx.json' });
  });

  test('the SBOM alone is made of the source', () => {
    expect(names(jobs({ scanners: [Scanner.codeql({ languages: ['go'] })], sbom: true }).scan)).toEqual(['Check out', 'Make the SBOM']);
  });

  test('a scanner of one\'s own scans the source, unless it says that it scans images', () => {
    const { scan } = jobs({ scanners: [Scanner.custom({ name: 'gitleaks', steps: [Step.run('gitleaks dir .', { name: 'Scan' })] })] });
    expect(names(scan)).toEqual(['Check out', 'Scan']);
    expect(scan).not.toHaveProperty('env');
  });

  test.each([Scanner.dockerScout(), Scanner.custom({ name: 'clam', image: true, steps: [Step.run('x')] })])('what scans only images is an error', (scanner) => {
    const ci = pipeline();
    new SecurityScan(ci, 'scan', { scanners: [scanner] });
    expect(synthesizeApp(ci.node.root as App, { from: 'pipeline.ts' }).problems).toMatchObject([{ ruleId: 'scan-image', severity: 'error' }]);
  });

  test('a release pipeline restores no cache', () => {
    expect(inputs(jobs({}, pipeline([Trigger.release()])).scan, 'Trivy')).toMatchObject({ cache: false });
  });
});

test('with an image, all of them scan that', () => {
  const ci = pipeline();
  const image = new ContainerImage(ci, 'image', {});
  const custom = Scanner.custom({ name: 'clam', steps: [Step.run('clamscan "$IMAGE_ARCHIVE"', { name: 'Scan' })] });
  const { scan, 'scan-clam': clam } = jobs({ image, scanners: [Scanner.trivy(), Scanner.grype(), custom], sbom: true }, ci);
  expect([...names(scan), ...names(clam)]).not.toContain('Check out');
  expect(inputs(scan, 'Trivy')).toMatchObject({ input: 'scan/image.tar' });
  expect(inputs(scan, 'Trivy')).not.toHaveProperty('scan-type');
  expect(inputs(scan, 'Grype')).toMatchObject({ image: 'docker-archive:scan/image.tar' });
  expect(inputs(scan, 'Make the SBOM')).toMatchObject({ image: 'docker-archive:scan/image.tar' });
  expect(clam.env).toEqual({ IMAGE_ARCHIVE: 'scan/image.tar' });
});
