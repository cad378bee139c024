import type { ts } from 'ts-morph';
import { isWithin } from '../../lib/paths.js';
import { guessOf } from '../evaluate/join.js';
import { type Frame, isPrimitive, type LibraryObject, type Value } from '../evaluate/values.js';
import { libraryObjectBehind, propsOf } from './constructs.js';

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
export function findSite(
  object: LibraryObject,
  all: readonly LibraryObject[],
  home: string,
  identityOf: IdentityOf = fingerprint,
): CdkSite {
  const site = tellingSite(object, all, identityOf);
  if (isIn(site.node, home)) return site;
  const until = object.frames.findIndex(({ node }) => node === site.node);
  const outer = until < 0 ? object.frames : object.frames.slice(0, until);
  const frame = outer.findLast(({ node }) => isIn(node, home));
  return frame ? { node: frame.node, name: site.name ?? idOf(frame.args) } : site;
}

function isIn(node: ts.Node, folder: string): boolean {
  return isWithin(node.getSourceFile().fileName, folder);
}

/** What two constructs have in common that are one function to their author. */
type IdentityOf = (object: LibraryObject) => string;

function tellingSite(object: LibraryObject, all: readonly LibraryObject[], identityOf: IdentityOf): CdkSite {
  const isSameFunction = (each: LibraryObject) => each === object || identityOf(each) === identityOf(object);
  let siblings = all.filter((each) => each.node === object.node && !isSameFunction(each));
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
        (each) => each !== object && each.node === object.node && idOf(each.args) === own && !isSameFunction(each),
      );
    return {
      node: frame.node,
      name: isTelling
        ? own
        : nameBy(
            frame,
            own,
            all.filter((each) => isShared(each)),
          ),
    };
  }
  return { node: object.node, name: idOf(object.args) };
}

/** The id that tells the call apart, with its own where the call makes several functions. */
function nameBy({ args }: Frame, own: string | undefined, made: readonly LibraryObject[]): string | undefined {
  const outer = idOf(args);
  if (outer === undefined || own === undefined) return outer ?? own;
  return new Set(made.map(({ node }) => node)).size > 1 ? `${outer}/${own}` : outer;
}

function fingerprint(object: LibraryObject): string {
  const props = propsOf(object);
  return JSON.stringify([
    pathInStack(object),
    ...['entry', 'handler', 'code'].map((key) => show(guessOf(props.get(key)))),
  ]);
}

/** Ids from the stack down to a construct. What two stages make alike has the same. */
export function pathInStack(object: LibraryObject): readonly string[] {
  const path: string[] = [];
  let current: LibraryObject | undefined = object;
  while (current && path.length < MAX_NESTING && !/Stack$|^(Stage|App)$/.test(current.type.name)) {
    path.unshift(idOf(current.args.slice(1)) ?? '?');
    current = libraryObjectBehind(current.args[0]);
  }
  return path;
}

/** Constructs nested deeper are nobody's. */
const MAX_NESTING = 20;

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
