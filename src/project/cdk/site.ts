import type { ts } from 'ts-morph';
import { isWithin } from '../../lib/paths.js';
import { guessOf } from '../evaluate/join.js';
import { isPrimitive, type LibraryObject, type Value } from '../evaluate/values.js';
import { propsOf } from './constructs.js';

/** The place that a person would call the function's declaration, and its name there. */
export interface CdkSite {
  readonly node: ts.Node;
  readonly name?: string;
}

/**
 * A construct that is made at one place only is declared there. When one `new` makes several functions, it stands in a
 * helper or a construct of its own, and the declaration is the call that tells them apart. What a package outside of the
 * program's folder makes is declared where the program asks for it.
 */
export function findSite(object: LibraryObject, all: readonly LibraryObject[], home: string): CdkSite {
  const site = tellingSite(object, all);
  if (isIn(site.node, home)) return site;
  const until = object.frames.findIndex(({ node }) => node === site.node);
  const outer = until < 0 ? object.frames : object.frames.slice(0, until);
  const frame = outer.findLast(({ node }) => isIn(node, home));
  return frame ? { node: frame.node, name: site.name ?? idOf(frame.args) } : site;
}

function isIn(node: ts.Node, folder: string): boolean {
  return isWithin(node.getSourceFile().fileName, folder);
}

function tellingSite(object: LibraryObject, all: readonly LibraryObject[]): CdkSite {
  let siblings = all.filter((each) => each.node === object.node && !isSameFunction(each, object));
  if (siblings.length === 0) return { node: object.node, name: idOf(object.args) };
  for (const [index, frame] of [...object.frames.entries()].reverse()) {
    const isShared = (each: LibraryObject) => each.frames[index]?.node === frame.node;
    if (siblings.some(isShared)) {
      siblings = siblings.filter(isShared);
      continue;
    }
    const own = idOf(object.args);
    const isTelling =
      own !== undefined &&
      !all.some(
        (each) =>
          each !== object && each.node === object.node && idOf(each.args) === own && !isSameFunction(each, object),
      );
    return { node: frame.node, name: isTelling ? own : (idOf(frame.args) ?? own) };
  }
  return { node: object.node, name: idOf(object.args) };
}

function isSameFunction(left: LibraryObject, right: LibraryObject): boolean {
  return left === right || fingerprint(left) === fingerprint(right);
}

function fingerprint(object: LibraryObject): string {
  const props = propsOf(object);
  return JSON.stringify([
    idOf(object.args),
    ...['entry', 'handler', 'code'].map((key) => show(guessOf(props.get(key)))),
  ]);
}

function show(value: Value): unknown {
  if (isPrimitive(value)) return value ?? null;
  const args = typeof value === 'object' && value !== null && 'args' in value ? value.args : undefined;
  return Array.isArray(args) ? args.map(guessOf).filter((each) => typeof each === 'string') : '?';
}

/** Constructs take their scope first and their id second. */
function idOf(args: readonly Value[]): string | undefined {
  const id = args.map(guessOf).find((each, index) => index < 3 && typeof each === 'string');
  return typeof id === 'string' ? id : undefined;
}
