/** What a registry's host takes as a name, said before the first push instead of by it. */
import type { RegistryMistake } from './provider';

interface Form {
  readonly pattern: RegExp;
  readonly allowed: string;
}

/** One part of the name of a repository, as the OCI distribution specification has it; several are joined by slashes. */
const PART = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';

export const FORMS = {
  name: { pattern: new RegExp(`^${PART}(?:/${PART})*$`), allowed: 'lower-case letters, digits, single . and _, and -, in parts that are joined by /' },
  ownerAndName: { pattern: new RegExp(`^${PART}(?:/${PART})+$`, 'i'), allowed: 'owner/name' },
  host: { pattern: /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/i, allowed: 'a host without https:// and without a path: registry.example.com' },
  awsAccount: { pattern: /^\d{12}$/, allowed: 'an account number of 12 digits, as a text' },
  awsRegion: { pattern: /^[a-z]{2,}(?:-[a-z]+)+-\d+$/, allowed: 'a region such as eu-west-1' },
  gcpProject: { pattern: /^(?:[a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/, allowed: 'the id of a project, 6 to 30 characters' },
  gcpLocation: { pattern: /^[a-z]+(?:-[a-z]+\d+)?$/, allowed: 'a location such as europe-west1 or europe' },
  acr: { pattern: /^[a-z0-9]{5,50}$/i, allowed: '5 to 50 letters and digits: the name without .azurecr.io' },
  secret: { pattern: /^(?!GITHUB_)[A-Za-z_]\w*$/i, allowed: 'the name of a GitHub secret: letters, digits and _, no digit first, not GITHUB_…' },
} satisfies Record<string, Form>;

/** One prop of a registry; `undefined` where it may be left out. */
export function form(at: string, value: unknown, { pattern, allowed }: Form): RegistryMistake[] {
  if (typeof value === 'string' && pattern.test(value)) return [];
  return [{ at, message: `\`${at}\` is not valid`, value: value ?? null, allowed: [allowed] }];
}

export function optional(at: string, value: unknown, of: Form): RegistryMistake[] {
  return value === undefined ? [] : form(at, value, of);
}
