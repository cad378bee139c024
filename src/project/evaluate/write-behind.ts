import type { ts } from 'ts-morph';
import type { Evaluator } from './evaluator.js';
import { isPrimitive, LibraryMember, LibraryObject, Unknown, type Value } from './values.js';

interface Writing {
  readonly name: string;
  readonly value: Value;
  readonly node?: ts.Node;
}

/**
 * Notes what is written into something of a package, or into a part of it that only the package knows (`fn.node.defaultChild`): with what was
 * made by the program, under the way that leads to it from there.
 */
export function writeBehind(evaluator: Evaluator, owner: LibraryObject | LibraryMember, writing: Writing): void {
  const path = pathOf(owner);
  put(evaluator, owner, path === '' ? writing.name : `${path}.${writing.name}`, writing);
}

/** What was written there before, if anything. */
export function writtenBehind(owner: LibraryMember, name: string): Value {
  const { fields } = rootOf(owner);
  return fields.size === 0 ? undefined : fields.get(`${pathOf(owner)}.${name}`);
}

/** Methods that write into what is deployed, by a path in it → what stands before the path. */
const OVERRIDES: Readonly<Record<string, string>> = {
  addOverride: '',
  addDeletionOverride: '',
  addPropertyOverride: 'Properties.',
  addPropertyDeletionOverride: 'Properties.',
};

/** `cfn.addPropertyOverride('MemorySize', 1024)`: wins over what is assigned. What is deleted is `undefined`. */
export function override(evaluator: Evaluator, method: LibraryMember, args: readonly Value[], node: ts.Node): void {
  const before = Object.hasOwn(OVERRIDES, method.name) ? OVERRIDES[method.name] : undefined;
  if (before === undefined) {
    assignByMethod(evaluator, method, args, node);
    return;
  }
  const [path, value] = args;
  const isStatic = isPrimitive(path);
  const name = `${pathOf(method.owner)}${OVERRIDDEN}${before}${isStatic ? path : `${beginningOf(path)}${ANYTHING}`}`;
  put(evaluator, method.owner, name, {
    name,
    value: isStatic ? value : new Unknown('it may be overridden by a path that is not static'),
    node,
  });
}

/** `fn.putVpcConfig({ … })` and `fn.resetMemorySize()` of the bindings of CDK for Terraform. */
function assignByMethod(
  evaluator: Evaluator,
  { owner, name }: LibraryMember,
  [given]: readonly Value[],
  node: ts.Node,
) {
  const [, verb, property] = /^(put|reset)([A-Z]\w*)$/.exec(name) ?? [];
  if (property === undefined || !(owner instanceof LibraryObject) || !isOfCdktf(owner)) return;
  const key = property.charAt(0).toLowerCase() + property.slice(1);
  writeBehind(evaluator, owner, { name: key, value: verb === 'put' ? given : undefined, node });
}

function isOfCdktf({ type }: LibraryObject): boolean {
  return /^@cdktf\/|(^|\/)\.gen\/providers\//.test(type.module);
}

/** What is static of a path before the first part that is not. */
function beginningOf(path: Value): string {
  const [first] = path instanceof Unknown ? path.parts : [];
  return typeof first === 'string' ? first : '';
}

/** Stands between what is overridden and the path in it. */
export const OVERRIDDEN = '!';
/** In the place of what is not static of a path, in its end. */
export const ANYTHING = '*';

function put(
  { journal }: Evaluator,
  owner: LibraryObject | LibraryMember,
  key: string,
  { value, node }: Writing,
): void {
  const root = rootOf(owner);
  journal.write(root, key, value);
  if (node) root.writtenAt.set(key, node);
}

function rootOf(owner: LibraryObject | LibraryMember): LibraryObject {
  return owner instanceof LibraryMember ? rootOf(owner.owner) : owner;
}

/** `node.defaultChild`, `node.findChild(Resource)`; nothing for what the program made itself. */
function pathOf(owner: LibraryObject | LibraryMember): string {
  if (!(owner instanceof LibraryMember)) return '';
  const before = pathOf(owner.owner);
  const args = owner.args === undefined ? '' : `(${owner.args.filter(isPrimitive).join()})`;
  const name = owner.name === 'tryFindChild' ? 'findChild' : owner.name;
  return `${before === '' ? '' : `${before}.`}${name}${args}`;
}
