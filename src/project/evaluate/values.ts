import type { ts } from 'ts-morph';

/** What an expression comes to without running the program. `undefined` is the value of that name; what is not known is `Unknown`. */
export type Value =
  | string
  | number
  | boolean
  | null
  | undefined
  | RegExp
  | Value[]
  | ObjectValue
  | MapValue
  | FunctionValue
  | ClassValue
  | InstanceValue
  | LibraryValue
  | LibraryObject
  | LibraryMember
  | Unknown;

let births = 0;

/** How many containers there are so far: what is made later has a higher `born`. */
export function countBirths(): number {
  return births;
}

interface Possibilities {
  /** Values that it may be. */
  readonly candidates?: readonly Value[];
  /** Is it one of the candidates for certain? */
  readonly isComplete?: boolean;
  /** The candidate that stands in for it where only code is looked for, never where a setting or a condition is. */
  readonly guess?: Value;
  /** Of a text, what it is put together of, in order. */
  readonly parts?: readonly Value[];
}

/** Not static, with the reason for a person. Of a text, `ending` is what is static behind the last part that is not. */
export class Unknown {
  readonly candidates: readonly Value[];
  readonly isComplete: boolean;
  readonly guess: Value;
  readonly parts: readonly Value[];
  constructor(
    readonly reason: string,
    readonly ending = '',
    { candidates = [], isComplete = false, guess, parts = [] }: Possibilities = {},
  ) {
    this.candidates = guess === undefined || candidates.includes(guess) ? candidates : [...candidates, guess];
    this.isComplete = isComplete;
    this.guess = guess;
    this.parts = parts;
  }
}

export class ObjectValue {
  readonly born = ++births;
  readonly properties = new Map<string, Value>();
  /** Something unknown was spread into it, so a missing property may be there. */
  isOpen = false;
  constructor(
    readonly origin?: ts.Node,
    /** It stands for one of these: what is written into it is written into one of them. */
    readonly alternatives: readonly ObjectValue[] = [],
  ) {}

  get(name: string): Value {
    if (this.properties.has(name)) return this.properties.get(name);
    return this.isOpen ? new Unknown(`property ${name} comes from a value that is not static`) : undefined;
  }
}

/** A `Map` whose keys are primitive. */
export class MapValue {
  constructor(readonly entries: ObjectValue) {}
}

/** A binding whose value is worked out when it is first asked for, such as an import. */
export class Lazy {
  constructor(readonly compute: () => Value) {}
}

/** The names visible at one place. */
export class Scope {
  readonly born = ++births;
  readonly names = new Map<string, Value | Lazy>();
  constructor(
    /** Absolute path of the module. */
    readonly file: string,
    readonly parent?: Scope,
    /** What `this` means, when this scope is that of a function or class. */
    readonly self?: { readonly value: Value },
  ) {}

  declare(name: string, value: Value | Lazy): void {
    this.names.set(name, value);
  }

  has(name: string): boolean {
    return this.names.has(name) || (this.parent?.has(name) ?? false);
  }

  look(name: string): Value {
    if (!this.names.has(name))
      return this.parent ? this.parent.look(name) : new Unknown(`${name} is not defined in the analysed code`);
    const value = this.names.get(name);
    if (!(value instanceof Lazy)) return value;
    // Set first, so that a cycle of imports ends.
    this.names.set(name, new Unknown(`${name} refers to itself`));
    const computed = value.compute();
    this.names.set(name, computed);
    return computed;
  }

  /** Where a name is declared; what is nowhere becomes a name of the module. */
  holderOf(name: string): Scope {
    return this.names.has(name) || !this.parent ? this : this.parent.holderOf(name);
  }

  get thisValue(): Value {
    return this.self ? this.self.value : this.parent?.thisValue;
  }
}

export class FunctionValue {
  constructor(
    readonly node: ts.FunctionLikeDeclaration,
    readonly scope: Scope,
    readonly thisValue?: Value,
  ) {}
}

export class ClassValue {
  readonly born = ++births;
  readonly statics = new Map<string, Value>();
  constructor(
    readonly node: ts.ClassLikeDeclaration,
    readonly scope: Scope,
  ) {}
}

export class InstanceValue {
  readonly born = ++births;
  readonly fields = new Map<string, Value>();
  /** Something unknown was assigned to it, so a missing property may be there. */
  isOpen = false;
  /** What the superclass of a library made, when the class extends one. */
  base: LibraryObject | Unknown | undefined;
  constructor(readonly type: ClassValue) {}
}

/** A module of a package, or something it exports: `aws-cdk-lib/aws-lambda`, `Runtime`, `NODEJS_20_X`. */
export class LibraryValue {
  constructor(
    readonly module: string,
    readonly path: readonly string[],
  ) {}

  get name(): string {
    return this.path.at(-1) ?? this.module;
  }
}

/** One call or `new` on the way to the evaluated code. */
export interface Frame {
  readonly node: ts.Node;
  readonly args: readonly Value[];
}

/** What a `new` or a call of something from a package gives; only its making is known. */
export class LibraryObject {
  readonly born = ++births;
  readonly fields = new Map<string, Value>();
  /** The object of a class of ours that this is the base of. */
  heir: InstanceValue | undefined;
  /** Where each of them was written last. */
  readonly writtenAt = new Map<string, ts.Node>();
  constructor(
    readonly type: LibraryValue,
    readonly args: readonly Value[],
    readonly node: ts.Node,
    /** The calls that led here, outermost first. */
    readonly frames: readonly Frame[],
  ) {}
}

/** A property of a library object, or what one of its methods returned. */
export class LibraryMember {
  constructor(
    readonly owner: LibraryObject | LibraryMember,
    readonly name: string,
    readonly args?: readonly Value[],
  ) {}
}

const listBirths = new WeakMap<readonly Value[], number>();

/** Notes when a list was made. */
export function registerList(list: readonly Value[]): void {
  if (!listBirths.has(list)) listBirths.set(list, ++births);
}

/** When a list was made; of what nobody saw being made, before everything. */
export function listBirth(list: readonly Value[]): number {
  return listBirths.get(list) ?? 0;
}

const openLists = new WeakSet<readonly Value[]>();

/** May elements be missing in it, or be there that it does not show? */
export function isOpenList(list: readonly Value[]): boolean {
  return openLists.has(list);
}

export function markOpenList<List extends readonly Value[]>(list: List): List {
  openLists.add(list);
  return list;
}

/** Makes a list hold what another one holds. */
export function refill(list: Value[], from: readonly Value[]): void {
  const isOpen = isOpenList(from);
  list.splice(0, list.length, ...from);
  if (isOpen) openLists.add(list);
  else openLists.delete(list);
}

/** What is made of a list is as open as it. */
export function keepOpenList(to: Value[], ...from: readonly Value[]): Value[] {
  return from.some((each) => Array.isArray(each) && isOpenList(each)) ? markOpenList(to) : to;
}

export function isPrimitive(value: Value): value is string | number | boolean | null | undefined {
  return value === null || !['object', 'function'].includes(typeof value);
}
