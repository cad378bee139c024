import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A repository whose handlers are run, as `projects.json` lists it. */
export interface Project {
  readonly repository: string;
  readonly commit: string;
  readonly what: string;
  /** What is analysed, relative to the checkout: where its deployment files are. */
  readonly folder: string;
  readonly install: readonly { readonly folder: string; readonly command: string }[];
  /** What was changed in the checkout's package.json, since a registry no longer has what it names. */
  readonly changes?: readonly string[];
  readonly handlers: readonly HandlerToRun[];
}

export interface HandlerToRun {
  /** Relative to the checkout. */
  readonly file: string;
  readonly export: string;
}

export function readProjects(): readonly Project[] {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'projects.json'), 'utf8')) as Project[];
}

/** `owner+name`: the folder of its checkout, and the name of its driver. */
export function folderName({ repository }: Project): string {
  return repository.replace('/', '+');
}
