import type { Plain, PlainObject } from '../data-file.js';
import type { VisibleNames } from './expressions.js';
import { isOff } from './var-files.js';

/** The variables of a root that are off by their default, unless it is given something else. */
export function switchesOf(variables: PlainObject, given: PlainObject): ReadonlySet<string> {
  return new Set(Object.keys(variables).filter((name) => !Object.hasOwn(given, name) && isOff(variables[name])));
}

/** Locals of locals of locals lead in a circle. */
const MAX_DEPTH = 5;

/** Does an expression, as it is written, depend on a switch? */
export function mentionsSwitch(value: Plain, names: VisibleNames, depth = 0): boolean {
  const { switches, locals } = names;
  if (!switches || switches.size === 0 || depth > MAX_DEPTH) return false;
  const mentioned = [...(JSON.stringify(value) ?? '').matchAll(/\b(var|local)\.([\w-]+)/g)];
  return mentioned.some(([, root, name = '']) =>
    root === 'var' ? switches.has(name) : mentionsSwitch(locals[name], names, depth + 1),
  );
}
