import { Rule } from './rule';
import { zizmor } from './support/audit';
import { factsOf } from './support/facts';
import { isSha } from './support/uses';

interface Advisory {
  readonly id: string;
  readonly what: string;
  /** Refs that are known to be sound. */
  readonly safe: (ref: string) => boolean;
  readonly fix: string;
}

const ADVISORIES: Readonly<Record<string, Advisory>> = {
  'aquasecurity/setup-trivy': {
    id: 'GHSA-69fq-xp46-6x23',
    what: 'its tags were moved to malicious code on 2026-03-19',
    safe: (ref) => isSha(ref) || atLeast(ref, [0, 2, 6]),
    fix: 'pin a commit of a release after the incident',
  },
  'aquasecurity/trivy-action': {
    id: 'GHSA-69fq-xp46-6x23',
    what: '76 of its 77 tags were moved to malicious code on 2026-03-19',
    safe: (ref) => isSha(ref) || atLeast(ref, [0, 35, 0]),
    fix: 'pin a commit of v0.36.0 or later',
  },
  'reviewdog/action-setup': {
    id: 'CVE-2025-30154',
    what: 'its tag v1 was moved to malicious code on 2025-03-11',
    safe: (ref) => ref !== 'v1',
    fix: 'pin the commit of a later release',
  },
  'tj-actions/changed-files': {
    id: 'CVE-2025-30066',
    what: 'all its tags were moved to malicious code on 2025-03-14',
    safe: (ref) => isSha(ref) ? ref.toLowerCase() !== '0e58ed8671d6b60d0890c21b07f8835ace038e67' : atLeast(ref, [46, 0, 1]),
    fix: 'pin a commit of v46.0.1 or later',
  },
};

export const knownVulnerableActions: Rule = {
  id: 'known-vulnerable-actions',
  severity: 'error',
  description: 'No action is used at a ref that is known to have held malicious code.',
  reason: 'A few incidents are known here; the full list of advisories needs the network (zizmor without --offline).',
  source: zizmor('known-vulnerable-actions'),
  *check(document) {
    for (const { uses, path } of factsOf(document).steps) {
      if (uses?.kind !== 'action') continue;
      const repository = `${uses.owner}/${uses.repository}`.toLowerCase();
      const advisory = Object.hasOwn(ADVISORIES, repository) ? ADVISORIES[repository] : undefined;
      if (!advisory || advisory.safe(uses.ref)) continue;
      yield { path: [...path, 'uses'], message: `${repository}@${uses.ref}: ${advisory.what} (${advisory.id})`, value: uses.ref, fix: advisory.fix };
    }
  },
};

function atLeast(ref: string, least: readonly [number, number, number]): boolean {
  const version = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?$/.exec(ref);
  if (!version) return false;
  const parts = [1, 2, 3].map((i) => Number(version[i] ?? 0));
  // `v46` follows the newest release of that major, which is sound again
  if (version[2] === undefined) return parts[0] >= least[0];
  for (let i = 0; i < 3; i++) {
    if (parts[i] !== least[i]) return parts[i] > least[i];
  }
  return true;
}
