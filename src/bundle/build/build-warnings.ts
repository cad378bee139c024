import type { BuildOptions, Message } from 'esbuild';
import type { BuildPlace } from './build-outcome.js';
import { type HandledImport, pathOfInput } from './module-graph.js';

const UNFOLLOWED: readonly string[] = ['unsupported-require-call', 'unsupported-dynamic-import'];
const HANDLED = 'ignored-dynamic-import';

/** Names of what esbuild knows and tells only when it is asked to. */
export const WARNINGS_WANTED: BuildOptions['logOverride'] = Object.fromEntries(
  [...UNFOLLOWED, HANDLED].map((id) => [id, 'warning']),
);

/** Imports that lead nowhere, with a `try` or `catch` around: `try { require('optional') } catch {}`. */
export function handledByWarnings(warnings: readonly Message[]): HandledImport[] {
  return warnings.flatMap(({ id, text, location }) => {
    const [, specifier] = /^Importing "(.+?)" was allowed/.exec(text) ?? [];
    return id === HANDLED && location && specifier !== undefined ? [{ file: location.file, specifier }] : [];
  });
}

/** Where code of the project loads what only the run knows: `require(name)`. Packages do it knowingly. */
export function unfollowedPlaces(warnings: readonly Message[], folder: string): BuildPlace[] {
  return warnings.flatMap(({ id, location }) => {
    if (!UNFOLLOWED.includes(id) || !location || location.file.includes('node_modules/')) return [];
    return [{ path: pathOfInput(folder, location.file), line: location.line }];
  });
}
