import { Unknown, type Value } from './values.js';

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
