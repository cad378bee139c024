import picomatch from 'picomatch';
import { escapeGlob } from '../lib/escape-glob.js';
import { isBelow, relativePath } from '../lib/paths.js';

/**
 * A glob relative to one folder, made relative to another one above or below it; `undefined` when it can match nothing there.
 * Both folders are absolute.
 */
export function rebaseGlob(glob: string, from: string, to: string): string | undefined {
  const [sign, pattern] = glob.startsWith('!') ? ['!', glob.slice(1)] : ['', glob];
  const clean = pattern.replace(/^\.?\//, '');
  const rebased = clean.startsWith('../')
    ? outwards(clean, from, to)
    : from === to || !isBelow(from, to)
      ? stepDown(clean.split('/'), stepsBetween(from, to))
      : stepUp(clean, from, to);
  return rebased === undefined ? undefined : sign + rebased;
}

/** Leads out of its folder, as `../shared/**` does. */
function outwards(glob: string, from: string, to: string): string {
  const inner = stepsBetween(to, from).map(escapeGlob);
  const parts = glob.split('/');
  const ups = parts.findIndex((part) => part !== '..');
  const above = '../'.repeat(Math.max(0, ups - inner.length) + stepsBetween(from, to).length);
  return above + [...inner.slice(0, Math.max(0, inner.length - ups)), ...parts.slice(ups)].join('/');
}

function stepUp(glob: string, from: string, to: string): string {
  return [...stepsBetween(to, from).map(escapeGlob), glob].join('/');
}

/** Drops the parts that match the folders on the way down. `**` matches any number of them, so it stays. */
function stepDown(parts: readonly string[], folders: readonly string[]): string | undefined {
  const [part, ...rest] = parts;
  const [folder, ...deeper] = folders;
  if (folder === undefined || part === '**') {
    return parts.join('/');
  }
  if (part === undefined || !picomatch.isMatch(folder, part, { dot: true })) {
    return undefined;
  }
  // A pattern that names a folder above covers all that is below.
  return rest.length === 0 ? '**' : stepDown(rest, deeper);
}

function stepsBetween(outer: string, inner: string): readonly string[] {
  return isBelow(inner, outer) ? relativePath(outer, inner).split('/') : [];
}
