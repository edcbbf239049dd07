/** What one ecosystem says of a folder, as the source text of its toolchain. One file an ecosystem in `ecosystems`; the registry is there. */
import { Folder } from './folder';

export interface Found {
  /** The maker of `Toolchain`. */
  readonly maker: string;
  /** Props of the toolchain, as source text. */
  readonly props: Readonly<Record<string, string>>;
  /** What the props name of the library. */
  readonly imports?: readonly string[];
  /** Linters as source texts; `usual` leaves them to the toolchain. @default - nothing is linted */
  readonly lint?: readonly string[] | 'usual';
  /** What a person should know, as a comment. */
  readonly remark?: string;
}

/** Undefined where the folder holds nothing of it. */
export type Ecosystem = (folder: Folder) => Found | undefined;

/** A text as TypeScript. */
export function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replace(/\r?\n/g, '\\n')}'`;
}

export function listed(texts: readonly string[]): string {
  return `[${texts.map(quoted).join(', ')}]`;
}
