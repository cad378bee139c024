import { namesMatched } from '../lib/names-matched.js';

/** `from 'x'`, `import 'x'`, `require('x')`, `import('x')`, `jest.requireActual('x')`: the module's name in quotes. */
const LOADS =
  /\b(?:from|import|require|requireActual|importActual)\s{0,99}(?:<[^<>()]{0,999}>\s{0,99})?\(?\s{0,99}(?:(?:\/\*(?:[^*]|\*(?!\/)){0,2000}\*\/|\/\/.{0,2000}\r?\n)\s{0,99}){0,5}(['"`])(?<name>[^'"`\s]+)\1/g;
const TYPES = /\b(?:import|export)\s+type\s+(?:\*\s+as\s+[\w$]+|\{[^}]*\}|[\w$]+|\*)\s*from\s*(['"`])[^'"`\n]*\1/g;

/** The modules that a text loads, types left out. Texts are enough: of a large project many files are asked this. */
export function loadsIn(text: string): ReadonlySet<string> {
  const code = text.includes('type ') ? text.replace(TYPES, '') : text;
  return new Set(namesMatched(code, LOADS));
}
