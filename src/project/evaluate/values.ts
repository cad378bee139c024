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
  | FunctionValue
  | ClassValue
  | InstanceValue
  | LibraryValue
  | LibraryObject
  | LibraryMember
  | Unknown;

/** Not static, with the reason for a person. Of a text, `ending` is what is static behind the last part that is not. */
export class Unknown {
  constructor(
    readonly reason: string,
    readonly ending = '',
  ) {}
}

export class ObjectValue {
  readonly properties = new Map<string, Value>();
  /** Something unknown was spread into it, so a missing property may be there. */
  isOpen = false;
  constructor(readonly origin?: ts.Node) {}

  get(name: string): Value {
    if (this.properties.has(name)) return this.properties.get(name);
    return this.isOpen ? new Unknown(`property ${name} comes from a value that is not static`) : undefined;
  }

  /** `{ ...value }`. */
  spread(value: Value): void {
    if (value instanceof ObjectValue) {
      for (const [key, each] of value.properties) this.properties.set(key, each);
      this.isOpen ||= value.isOpen;
    } else if (typeof value === 'object' && value !== null) this.isOpen = true;
  }
}

/** A binding whose value is worked out when it is first asked for, such as an import. */
export class Lazy {
  constructor(readonly compute: () => Value) {}
}

/** The names visible at one place. */
export class Scope {
  private readonly names = new Map<string, Value | Lazy>();
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

  assign(name: string, value: Value): void {
    if (this.names.has(name) || !this.parent) this.names.set(name, value);
    else this.parent.assign(name, value);
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
  readonly statics = new Map<string, Value>();
  constructor(
    readonly node: ts.ClassLikeDeclaration,
    readonly scope: Scope,
  ) {}
}

export class InstanceValue {
  readonly fields = new Map<string, Value>();
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
  readonly fields = new Map<string, Value>();
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

export function isPrimitive(value: Value): value is string | number | boolean | null | undefined {
  return value === null || !['object', 'function'].includes(typeof value);
}

/** Is the value known well enough to say whether it counts as true? */
export function toTruth(value: Value): boolean | undefined {
  if (value instanceof Unknown || value instanceof LibraryMember || value instanceof LibraryValue) return undefined;
  return Boolean(value);
}
