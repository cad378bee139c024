import type { CallStep } from '../model/finding.js';

/** `src/x.ts:3:1`, as much of it as is known. */
export function placeText(place: { readonly file?: string; readonly line?: number; readonly column?: number }): string {
  return [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
}

/**
 * `handler › saveOrder (src/db.ts:12)`: each step with its place where the file changes. Nothing when the finding stands in the
 * handler itself, since there is no way to show.
 */
export function callPathText(path: readonly CallStep[], ownFile: string): string | undefined {
  if (path.length < 2) {
    return undefined;
  }
  let file = path[0]!.file === ownFile ? ownFile : undefined;
  const steps = path.map((step) => {
    const text = step.file === file ? step.name : `${step.name} (${step.file}:${step.line})`;
    file = step.file;
    return text;
  });
  return steps.join(' › ');
}
