/** A folder as a first pipeline sees it. What cannot be read is not there. */
import * as fs from 'fs';
import * as path from 'path';
import { readJson, readText } from '../files';
import { isRecord } from '../values';

export class Folder {
  /** Names of its files and folders. */
  public readonly names: readonly string[];

  /** @param isInner it lies within the folder that the pipeline is made for */
  constructor(public readonly location: string, public readonly isInner = false) {
    this.names = list(location);
  }

  public has(name: string): boolean {
    return fs.existsSync(path.join(this.location, name));
  }

  public find(sign: RegExp): string | undefined {
    return this.names.find((name) => sign.test(name));
  }

  /** The text of a file; empty where there is none. */
  public read(name: string): string {
    return readText(path.join(this.location, name)) ?? '';
  }

  /** A JSON object of people: anything may stand in it. */
  public json(name: string): Record<string, any> | undefined {
    const value: unknown = readJson(path.join(this.location, name));
    return isRecord(value) ? value : undefined;
  }

  /** What the first of the files says that matches. */
  public said(...places: readonly (readonly [name: string, pattern: RegExp])[]): string | undefined {
    return places.map(([name, pattern]) => pattern.exec(this.read(name))?.[1]).find((found) => found !== undefined);
  }

  /** Its folders with source in them. */
  public folders(): Folder[] {
    const entries = this.names.filter((name) => !/^(\..*|node_modules|vendor|dist|build|target|deploy|docs?)$/.test(name)).map((name) => path.join(this.location, name));
    return entries.filter(isFolder).map((entry) => new Folder(entry, true));
  }
}

function list(folder: string): string[] {
  try {
    return fs.readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function isFolder(entry: string): boolean {
  try {
    return fs.lstatSync(entry).isDirectory();
  } catch {
    return false; // it went away
  }
}
