import { declaredId } from '../../derived/declared-id.js';
import { once } from '../../lib/memoise.js';
import type { WrittenAt } from '../../model/deployment.js';
import type { Declaration } from '../../model/function.js';
import type { Plain, PlainObject } from '../data-file.js';
import type { Look } from '../look.js';
import type { Workspace } from '../workspace.js';
import { lookIn, type Shared, type Stated } from './look.js';
import { getReferenced, splitReference } from './references.js';

/** A resource of a stack, wherever it is written: in a template, or below `resources` of a service. */
export interface StackResource extends Stated {
  /** Logical id. */
  readonly id: string;
  readonly type: string;
  readonly metadata: PlainObject;
  readonly declaredIn: Declaration;
  readonly stack: Stack;
  /** What it states is all that is known: the template that makes it is elsewhere. */
  readonly isForeign?: boolean;
  /** Why it stands for an unknown number of resources. */
  readonly hidden?: string;
}

/** The resources that one deployment makes together, and how its parts name each other. */
export interface Stack {
  readonly workspace: Workspace;
  /** What logical ids are unique in: a file, relative to the root. */
  readonly scope: string;
  /** What other stacks call it. */
  readonly name: string;
  /** Where the paths in it start. Absolute. */
  readonly folder: string;
  readonly kind: Declaration['kind'];
  readonly resources: readonly StackResource[];
  readonly shared: Shared;
  /** The resource of a logical id, or of one of a stack around this one. */
  resourceAt(reference: string): StackResource | undefined;
  /** Id of the declaration of the function that an expression names. */
  functionOf(value: Plain): string | undefined;
}

export const SAM_FUNCTION = 'AWS::Serverless::Function';
export const FUNCTION = 'AWS::Lambda::Function';

export function isFunction({ type }: { readonly type: string }): boolean {
  return type === SAM_FUNCTION || type === FUNCTION;
}

/** Id of the declaration of the function that an expression names. */
export function functionNamed(stack: Stack, value: Plain): string | undefined {
  let resource = resourceNamed(stack, value);
  for (let depth = 0; resource && isPublished(resource) && depth < MAX_PUBLISHED; depth++) {
    const next: Plain = resource.resolved.FunctionName;
    const named: StackResource | undefined = resourceNamed(resource.stack, next);
    if (named === undefined) return resource.stack.functionOf(next);
    resource = named;
  }
  return resource && isFunction(resource) ? idOfFunction(resource) : undefined;
}

/** An alias or a version of a function is that function. */
export function isPublished({ type }: StackResource): boolean {
  return /^AWS::Lambda::(Alias|Version)$/.test(type);
}

/** An alias of a version of a function; what goes on is a circle. */
const MAX_PUBLISHED = 3;

/** Id of the declaration that a resource is. */
export function idOfFunction({ declaredIn, id }: StackResource): string {
  return declaredId(declaredIn, id);
}

export function idIn({ scope }: Pick<Stack, 'scope'>, logicalId: string): string {
  return `${scope}#${logicalId}`;
}

/** Unique among all resources of a project. */
export function idOf({ stack, id }: StackResource): string {
  return idIn(stack, id);
}

/** Finds resources of these stacks by the logical ids that one of them, or one around it, has for them. */
export function createResourceAt(
  stacks: () => readonly Stack[],
): (from: Stack, reference: string) => StackResource | undefined {
  const indexes = once(() => new Map(stacks().map((stack) => [stack.name, indexOf(stack)])));
  return (from, reference) => {
    const { stack = from.name, id } = splitReference(reference);
    return indexes().get(stack)?.get(id);
  };
}

function indexOf({ resources }: Stack): ReadonlyMap<string, StackResource> {
  // The first of equal ids counts.
  return new Map([...resources].reverse().map((each) => [each.id, each]));
}

export function lookAt({ workspace, shared }: Stack, stated: Stated): Look {
  return lookIn(workspace, stated, shared);
}

/** The resource of one of these types that an expression names. */
export function referenced(stack: Stack, value: Plain, ...types: readonly string[]): StackResource | undefined {
  const resource = resourceNamed(stack, value);
  return resource && types.includes(resource.type) ? resource : undefined;
}

/** The resource that an expression names. */
export function resourceNamed(stack: Stack, value: Plain): StackResource | undefined {
  const reference = getReferenced(value);
  return reference === undefined ? undefined : stack.resourceAt(reference);
}

/** What every resource of the model begins with. */
export function resourceBase(resource: StackResource) {
  return { id: idOf(resource), name: resource.id, declaredIn: resource.declaredIn };
}

/** A declaration at another place of the same file or stack, for what has no resource of its own. */
export function declaredAt({ kind, ...base }: Declaration, place: WrittenAt | undefined): Declaration {
  return { ...(place ?? base), kind };
}

/** An object inside of another one, written and resolved. */
export function inside(stated: Stated, key: string): Stated {
  return { written: asObject(stated.written[key]), resolved: asObject(stated.resolved[key]) };
}

function asObject(value: Plain): PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
