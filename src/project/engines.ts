import type { LambdaFunction } from '../model/function.js';

type Engine = NonNullable<LambdaFunction['engine']>;

/**
 * What runs JavaScript instead of Node.js in a runtime that only brings an operating system, as far as layers and what else stands beside it
 * are called so: LLRT, Bun or Deno.
 */
export function engineOf(runtime: string | undefined, beside: unknown): Engine | undefined {
  if (!runtime?.startsWith('provided')) return undefined;
  const text = typeof beside === 'string' ? beside : (JSON.stringify(beside) ?? '');
  return ENGINES.find((name) => isNamedIn(text, name));
}

const ENGINES: readonly Engine[] = ['llrt', 'bun', 'deno'];

/** As a word, or as a part of a name in camel case: `bun-x64`, `LlrtLayer`, but not `bundle`. */
function isNamedIn(text: string, name: string): boolean {
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  return new RegExp(`(?<![A-Za-z])${name}(?![a-z])|${capital}(?![a-z])|(?<![A-Z])${name.toUpperCase()}(?![A-Z])`).test(
    text,
  );
}

/** Bun calls `fetch` of what a module exports by default, and names it after the file: `index.fetch`. */
export function defaultFetch(handler: string): readonly string[] {
  const file = handler.replace(/\.[^./]*$/, '');
  return [`${file}.default.fetch`, `${file}.default`];
}
