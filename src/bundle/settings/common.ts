import { nodeMajor } from '../../derived/node-major.js';
import type { BuildSettings, LambdaFunction } from '../../model/function.js';
import type { BundlerOptions } from '../build/bundler-options.js';

/** Options of esbuild's API that deploy tools pass on as they are. */
const PASSED_ON = new Set(
  'alias banner charset conditions define drop dropLabels footer inject jsx jsxFactory jsxFragment jsxImportSource keepNames legalComments loader mainFields mangleProps minifyIdentifiers minifySyntax minifyWhitespace packages platform pure resolveExtensions sourcesContent supported treeShaking'.split(
    ' ',
  ),
);

/** What every tool hands to esbuild under its own name. */
export function sharedOptions({ minify, sourceMap, format, mainFields, tsconfig }: BuildSettings): BundlerOptions {
  return defined({ minify, sourcemap: sourceMap, format, mainFields, tsconfig });
}

/** Further settings that esbuild knows; of the others, their names. */
export function otherOptions(
  other: BuildSettings['other'] = {},
  handled: readonly string[] = [],
): { readonly options: BundlerOptions; readonly unknown: readonly string[] } {
  const entries = Object.entries(other).filter(([key]) => !handled.includes(key));
  const known = entries.filter(([key]) => PASSED_ON.has(key));
  const unknown = entries.filter(([key]) => !PASSED_ON.has(key)).map(([key]) => key);
  const options = Object.fromEntries(known);
  return { options: options.define ? { ...options, define: defineTexts(options.define) } : options, unknown };
}

/** A value that is no text stands for the expression that it is: templates define `require.resolve` as `undefined`. */
function defineTexts(define: unknown): Record<string, string> {
  const entries = Object.entries(define as Record<string, unknown>);
  return Object.fromEntries(entries.map(([key, value]) => [key, typeof value === 'string' ? value : `${value}`]));
}

/** From Node.js 18 on, Lambda's runtimes hold SDK v3 instead of v2. */
export function hasSdkV3(major: number): boolean {
  return major >= 18;
}

/** Stands in where no runtime is stated, and says so. */
const ASSUMED_MAJOR = 22;

export function majorOrAssumed(fn: LambdaFunction, assumptions: string[]): number {
  const major = nodeMajor(fn);
  if (major === undefined) assumptions.push(`The runtime is not known; nodejs${ASSUMED_MAJOR}.x is assumed.`);
  return major ?? ASSUMED_MAJOR;
}

export function ignored(unknown: readonly string[]): readonly string[] {
  return unknown.map((name) => `The setting ${name} is not taken into account.`);
}

export function defined(options: Record<string, unknown>): BundlerOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
