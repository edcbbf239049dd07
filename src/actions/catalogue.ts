/**
 * The catalogue: real releases of actions with their commit, inputs and outputs.
 * `catalogue.json` is data; a lock in the user's repository may move the pins on.
 */
import data from './catalogue.json';

export interface CatalogueInput {
  readonly default?: string;
  readonly required?: boolean;
  readonly deprecated?: boolean | string;
}

export interface CatalogueEntry {
  /** The release's tag, written as the comment behind the pin. */
  readonly version: string;
  /** The commit that the tag points at: 40 hex digits. */
  readonly sha: string;
  readonly inputs: Readonly<Record<string, CatalogueInput>>;
  readonly outputs: readonly string[];
  readonly runtime: string;
  /** Date of the release, `YYYY-MM-DD`. */
  readonly released: string;
}

const CATALOGUE = data as unknown as Readonly<Record<string, CatalogueEntry>>;

/** The entry of `owner/repo` or `owner/repo/path`, without a ref. */
export function lookupAction(name: string): CatalogueEntry | undefined {
  return Object.hasOwn(CATALOGUE, name) ? CATALOGUE[name] : undefined;
}

export function actionNames(): string[] {
  return Object.keys(CATALOGUE);
}
