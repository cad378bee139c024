import type { Message } from 'esbuild';
import type { BuildProblem } from './build-outcome.js';

/** Packages that were not found, sorted; files that were not are left to be told of. */
export function missingPackages(errors: readonly Message[]): readonly string[] {
  return [...new Set(errors.flatMap((error) => missingPackage(error) ?? []))].sort();
}

/** A name that npm allows; `@/x`, `~/x` and `#x` are paths that some tsconfig.json or package.json should explain; `.prisma` is generated. */
const PACKAGE_NAME = /^(?:\.prisma|(@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*)(\/|$)/i;

/** The name in `Could not resolve "x"` when it is that of a package, not of a file. */
function missingPackage({ text }: Message): string | undefined {
  const [, specifier] = /^Could not resolve "([^"]+)"/.exec(text) ?? [];
  return specifier !== undefined && PACKAGE_NAME.test(specifier) ? specifier : undefined;
}

export function buildProblemOf({ text, location }: Message): BuildProblem {
  // Of a setting that is refused, the place is one in esbuild itself.
  if (!location || location.file.startsWith('/')) return { message: text };
  return { message: text, file: location.file, line: location.line, column: location.column + 1 };
}
