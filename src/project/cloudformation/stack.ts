import type { WrittenAt } from '../../model/deployment.js';
import type { Declaration } from '../../model/function.js';
import type { Plain, PlainObject } from '../data-file.js';
import type { Look } from '../look.js';
import type { Workspace } from '../workspace.js';
import { lookIn, type Shared, type Stated } from './look.js';
import { getReferenced } from './template.js';

/** A resource of a stack, wherever it is written: in a template, or below `resources` of a service. */
export interface StackResource extends Stated {
  /** Logical id. */
  readonly id: string;
  readonly type: string;
  readonly declaredIn: Declaration;
}

/** The resources that one deployment makes together, and how its parts name each other. */
export interface Stack {
  readonly workspace: Workspace;
  /** What logical ids are unique in: a file, relative to the root. */
  readonly scope: string;
  readonly resources: readonly StackResource[];
  readonly shared: Shared;
  /** Id of the declaration of the function that an expression names. */
  functionOf(value: Plain): string | undefined;
}

export function idIn({ scope }: Stack, logicalId: string): string {
  return `${scope}#${logicalId}`;
}

export function lookAt({ workspace, shared }: Stack, stated: Stated): Look {
  return lookIn(workspace, stated, shared);
}

/** The resource of one of these types that an expression names. */
export function referenced(stack: Stack, value: Plain, ...types: readonly string[]): StackResource | undefined {
  const id = getReferenced(value);
  return stack.resources.find((each) => each.id === id && types.includes(each.type));
}

/** What every resource of the model begins with. */
export function resourceBase(stack: Stack, { id, declaredIn }: StackResource) {
  return { id: idIn(stack, id), name: id, declaredIn };
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
