import { escapeRegExp } from '../../lib/escape-reg-exp.js';
import { memoise, oncePer } from '../../lib/memoise.js';
import { isObject, type Plain, type PlainObject, placeOfKey } from '../data-file.js';
import type { Look } from '../look.js';
import type { Workspace } from '../workspace.js';
import { evaluateHcl, type VisibleNames } from './expressions.js';
import type { Block } from './parse.js';

/** Looks settings up in a block and the blocks inside of it; `null` is how Terraform says that nothing is stated. */
export function lookInBlock(workspace: Workspace, block: Block, names: VisibleNames): Look {
  return (name) => {
    const path = name.split('.');
    const value = valueAt(block.body, path);
    if (value === undefined) return mayBeMade(block.body, path[0]!, names) ? { value: undefined } : undefined;
    const known = evaluateHcl(value, names);
    if (known === null) return undefined;
    const from = block.overrides?.findLast(({ body }) => path[0]! in body) ?? block;
    const line =
      placeOfKey(from.body, path[0]!)?.line ??
      lineOfKey(workspace, from, path.at(-1)!) ??
      lineOfKey(workspace, from, path[0]!);
    const writtenAt = line === undefined ? undefined : { file: workspace.relative(from.file), line };
    return { value: known, ...(writtenAt && { writtenAt }) };
  };
}

/** A block inside of another one comes as a list of bodies. */
function valueAt(body: PlainObject, path: readonly string[]): Plain {
  let current: Plain = body;
  for (const key of path) {
    const first: Plain = Array.isArray(current) ? current[0] : current;
    current = isObject(first) ? first[key] : undefined;
  }
  return current;
}

/** Does the block make others inside of it, and not of nothing? */
function mayBeMade({ dynamic }: PlainObject, name: string, names: VisibleNames): boolean {
  if (!isObject(dynamic) || !(name in dynamic)) return false;
  const made = [dynamic[name]].flat().filter(isObject);
  return made.some((each) => {
    const items = evaluateHcl(each.for_each, names);
    return !(Array.isArray(items) && items.length === 0) && !(isObject(items) && Object.keys(items).length === 0);
  });
}

const linesOf = oncePer((workspace: Workspace) => memoise((file) => (workspace.text(file) ?? '').split('\n')));

/** The line in a block where a key gets its value. The converter drops positions, so the text is searched up to the end of the block. */
export function lineOfKey(workspace: Workspace, { file, line, lineOf }: Block, key: string): number | undefined {
  if (lineOf) return lineOf(key);
  const lines = linesOf(workspace)(file);
  const indent = /^\s*/.exec(lines[line - 1] ?? '')![0];
  const states = new RegExp(`^\\s*"?${escapeRegExp(key)}"?\\s*[={]`);
  for (let at = line; at < lines.length; at++) {
    if (lines[at] === `${indent}}`) return undefined;
    if (states.test(lines[at]!)) return at + 1;
  }
  return undefined;
}
