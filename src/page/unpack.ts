import { unpackNumbers } from '../lib/packed-numbers.js';
import type { BundledModule, FunctionBundle, PackageShare } from '../model/bundle.js';
import type { ColdStartPart } from '../model/cold-start.js';
import type { PackedColdStart, PackedFunction, PackedPackage, PageData } from '../model/page-data.js';
import type { Saving } from '../model/saving.js';

/** A function as the page works with it; its modules are in no particular order. */
export interface PageBundle extends Omit<FunctionBundle, 'own'> {
  /** The file of the handler. */
  readonly entry?: string;
  readonly contents: readonly BundledModule[];
  readonly coldStart?: PageColdStart;
}

/** A part of a start, as the page works with it. */
export type PagePart = Omit<ColdStartPart, 'id' | 'kind' | 'range'>;

/** What a start takes, as the page works with it. */
export interface PageColdStart extends Omit<PackedColdStart, 'parts' | 'savings'> {
  readonly parts: readonly PagePart[];
  readonly savings: readonly Saving[];
}

/** Reads a function of the data when somebody wants to see it. */
export type Unpack = (packed: PackedFunction) => PageBundle;

export function createUnpack({ strings, modules }: PageData): Unpack {
  const numbers = unpackNumbers(modules);
  const textOf = (number: number): string => strings[number]!;
  const moduleOf = (index: number, bytes: number): BundledModule => {
    const [file = 0, name = 0, importer = 0] = numbers.slice(index * 3, index * 3 + 3);
    return {
      file: textOf(file),
      bytes,
      ...(name > 0 && { package: textOf(name - 1) }),
      ...(importer > 0 && { importedBy: textOf(importer - 1) }),
    };
  };
  return ({ entry, packages, contents, assets, coldStart, ...rest }) => ({
    ...rest,
    ...(entry !== undefined && { entry: textOf(entry) }),
    ...(coldStart && { coldStart: unpackColdStart(coldStart, textOf) }),
    packages: packages.map((share) => unpackPackage(share, textOf)),
    contents: unpackContents(unpackNumbers(contents), moduleOf),
    assets: unpackPairs(unpackNumbers(assets)).map(([file, bytes]) => ({ file: textOf(file), bytes })),
  });
}

function unpackContents(
  numbers: readonly number[],
  moduleOf: (index: number, bytes: number) => BundledModule,
): readonly BundledModule[] {
  let index = 0;
  return unpackPairs(numbers).map(([distance, bytes]) => {
    index += distance;
    return moduleOf(index, bytes);
  });
}

function unpackPairs(numbers: readonly number[]): readonly (readonly [number, number])[] {
  return Array.from({ length: numbers.length / 2 }, (_, at) => [numbers[2 * at]!, numbers[2 * at + 1]!]);
}

function unpackPackage(packed: PackedPackage, textOf: (number: number) => string): PackageShare {
  const [name, version, bytes, onlyThroughBytes, modules, format, sideEffects, chain, copies] = packed;
  return {
    name: textOf(name),
    version: textOf(version),
    bytes,
    onlyThroughBytes,
    modules,
    format,
    sideEffects,
    chain: chain.map(textOf),
    copies: copies.map(([of, folder, weight]) => ({ version: textOf(of), folder: textOf(folder), bytes: weight })),
  };
}

function unpackColdStart(
  { parts, savings, ...rest }: PackedColdStart,
  textOf: (number: number) => string,
): PageColdStart {
  return {
    ...rest,
    parts: parts.map(([group, name, ms, origin, source, basis]) => {
      const part = { group, name: textOf(name), ms, origin, source: textOf(source) };
      return basis === undefined ? part : { ...part, basis: textOf(basis) };
    }),
    savings: savings.map(([title, ms, source, isBeforeReplacement]) => ({
      title,
      ms,
      source: textOf(source),
      ...(isBeforeReplacement && { isBeforeReplacement }),
    })),
  };
}
