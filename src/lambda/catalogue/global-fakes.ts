/** Packages for tests that put something into another package, which they are not given. */
const FAKED_BY: Readonly<Record<string, string>> = { moxios: 'axios' };

/** The package into which one of these puts something. */
export function fakedBy(name: string): string | undefined {
  return Object.hasOwn(FAKED_BY, name) ? FAKED_BY[name] : undefined;
}

/** Those that put something into the package. */
export function fakesOf(name: string): readonly string[] {
  return Object.keys(FAKED_BY).filter((each) => FAKED_BY[each] === name);
}
