/** From an action's name to the commit it is pinned to. */
import { lookupAction } from './catalogue';

export interface Pin {
  readonly sha: string;
  /** Exact release, `v4.2.2`. */
  readonly version: string;
}

/** Where pins come from: the catalogue, moved on by a lock. */
export interface Pins {
  pin(action: string): Pin | undefined;
  /** What a commit that the program itself pins was moved to. */
  successor?(action: string, sha: string): Pin | undefined;
  /** The release that a commit is, where that is known. */
  release(action: string, sha: string): Pin | undefined;
}

/** The pins as this version of the library ships them. */
export const CATALOGUE_PINS: Pins = {
  pin: (action) => lookupAction(action),
  release: (action, sha) => {
    const known = lookupAction(action);
    return known?.sha === sha ? known : undefined;
  },
};
