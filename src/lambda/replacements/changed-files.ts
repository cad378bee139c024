import type { ts } from 'ts-morph';
import { lookupName } from '../../ast/scope.js';
import { memoise } from '../../lib/memoise.js';
import { type ExportTarget, exportsOf } from '../../sources/exports.js';
import type { ModuleGraph } from '../modules/modules.js';
import { MAY_CHANGE } from './changes.js';
import { meansOne, namesFile } from './match.js';
import { createMayHold, type HoldingInput } from './may-hold.js';
import {
  functionOf,
  type ModuleOrigin,
  type Origins,
  originsOf,
  originsOfDeclaration,
  returnedExpressions,
} from './origins.js';
import { importedBy } from './sources.js';

export interface ChangedFilesInput extends HoldingInput {
  readonly graph: ModuleGraph;
}

/** Does the test or program change an object that one of the files holds? */
export type ChangesAny = (path: string, files: ReadonlySet<string>) => boolean;

interface ChangedFilesSearch extends ChangedFilesInput {
  readonly files: ReadonlySet<string>;
  readonly seen: Set<string>;
}

/** Over barrels and functions that give an object. */
const MOST_MODULES = 200;

/** Many clients are made of the same few files, so that answers are kept. Only what may hold such an object is parsed. */
export function createChangesAny(input: ChangedFilesInput): ChangesAny {
  const mayHold = createMayHold(input);
  const answersFor = memoise((key) => {
    const files = new Set(key.split('\n'));
    return memoise(
      (path) =>
        mayBeWords(input.reader.textOf(path), files) &&
        mayHold(path, files) &&
        changesOne(path, { ...input, files, seen: new Set() }),
    );
  });
  return (path, files) => files.size > 0 && answersFor([...files].sort().join('\n'))(path);
}

function changesOne(path: string, search: ChangedFilesSearch): boolean {
  const found = search.reader.changesOf(path);
  const isOne = (origin: ModuleOrigin): boolean => isHeld(origin, path, { ...search, seen: new Set() });
  if (!found || found.origins.some(isOne)) return !!found;
  return found.handed.some(
    ({ to: { specifier, name }, index, origins }) =>
      origins.some(isOne) && changesItsParameter(specifier, name, index, path, search),
  );
}

/** What a file names itself, it may also hand to others. */
function mayBeWords(text: string, files: ReadonlySet<string>): boolean {
  return MAY_CHANGE.test(text) || [...files].some((file) => namesFile(text, file));
}

/** A function of ours, also one that its file only passes on. */
function changesItsParameter(
  specifier: string,
  name: string,
  index: number,
  from: string,
  input: ChangedFilesInput,
  seen = new Set<string>(),
): boolean {
  const resolution = input.resolve(specifier, from);
  if (resolution.kind !== 'file' || seen.has(resolution.path) || seen.size > MOST_MODULES) return false;
  seen.add(resolution.path);
  if (input.reader.changesOf(resolution.path)?.parameters.has(`${name} ${index}`)) return true;
  return [...(input.reader.factsOf(resolution.path)?.exported ?? [])].some((each) =>
    changesItsParameter(each, name, index, resolution.path, input, seen),
  );
}

/** The object, or what leads to it, stands in one of the files. */
function isHeld({ specifier, path, isGiven }: ModuleOrigin, from: string, s: ChangedFilesSearch): boolean {
  const resolution = s.resolve(specifier, from);
  if (resolution.kind !== 'file') return meansOne(specifier, from, s.files);
  const key = [resolution.path, isGiven, ...path].join('\n');
  if (s.seen.has(key) || s.seen.size > MOST_MODULES) return false;
  s.seen.add(key);
  return isExported(resolution.path, path, isGiven, s);
}

function isExported(module: string, path: readonly string[], isGiven: boolean, s: ChangedFilesSearch): boolean {
  const file = s.graph.modules.get(module)?.file ?? s.reader.fileOf(module);
  const isOne = s.files.has(module);
  if (!file) return isOne;
  const { named, stars, whole } = exportsOf(file);
  // Data, or exports that the text does not tell.
  if (named.size + stars.length + whole.length === 0) return isOne;
  const [name = '*', ...rest] = path;
  if (name === '*' && isOne) return true;
  const target = named.get(name);
  const targets = name === '*' ? [...named.values()] : target ? [target] : [];
  const isThere = (each: ExportTarget): boolean => isTarget(each, { file, module, path: rest, isGiven }, s);
  if (targets.some(isThere)) return true;
  if (target) return false;
  // Of CommonJS `default` is all of it.
  if (name === 'default') return isOne || isExported(module, rest, isGiven, s);
  if (whole.length > 0 && isOne) return true;
  const passed = whole.flatMap((node) => originsOf(node, path).imports.map((each) => ({ ...each, isGiven })));
  const starred = stars.map((specifier): ModuleOrigin => ({ specifier, path, isGiven }));
  return [...passed, ...starred].some((each) => isHeld(each, module, s));
}

/** Where an export stands, and what of it is meant. */
interface Exported {
  readonly file: ts.SourceFile;
  readonly module: string;
  readonly path: readonly string[];
  readonly isGiven: boolean;
}

function isTarget(target: ExportTarget, at: Exported, s: ChangedFilesSearch): boolean {
  const { file, module, path, isGiven } = at;
  if (target.kind === 'from') {
    const inner = target.name === '*' ? path : [target.name, ...path];
    return isHeld({ specifier: target.specifier, path: inner, isGiven }, module, s);
  }
  const node = target.kind === 'name' ? lookupName(target.name, file)?.node : target.node;
  if (!node) return s.files.has(module);
  const fn = isGiven && path.length === 0 ? functionOf(node) : undefined;
  if (fn) return returnedExpressions(fn).some((each) => leadsToOne(originsOf(each), module, s, false));
  const imported = importedBy(node as ts.Declaration);
  if (!imported && s.files.has(module)) return true;
  const origins = target.kind === 'expression' ? originsOf(target.node, path) : originsOfDeclaration(node, path);
  return leadsToOne(origins, module, s, isGiven);
}

/** Of a function that gives the object: a variable of its file holds it. */
function leadsToOne({ imports, variables }: Origins, module: string, s: ChangedFilesSearch, isGiven: boolean): boolean {
  if (!isGiven && s.files.has(module) && [...variables].some((each) => !importedBy(each))) return true;
  return imports.some((each) => isHeld({ ...each, isGiven: each.isGiven || isGiven }, module, s));
}
