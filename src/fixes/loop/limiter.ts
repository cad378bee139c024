import { ts } from 'ts-morph';
import { findAncestor } from '../../ast/nodes.js';
import type { Program } from '../../lambda/program.js';
import type { Edit } from '../../model/finding.js';
import { helperOf } from '../editing/helper.js';
import { importOf, usesImports } from '../editing/imports.js';
import { freeName } from '../editing/names.js';
import { styleOf } from '../editing/style.js';
import { MAP_CONCURRENTLY } from './map-concurrently.js';

/** Enough to hide the waiting, few enough for the limits of what is called. */
export const CONCURRENCY = 10;

interface LoopWork {
  /** What is walked, as code. */
  readonly list: string;
  /** What the callback takes. */
  readonly parameter: string;
  /** The callback's body in braces. */
  readonly body: string;
}

/** A way to run many side by side. */
export interface Limiter {
  /** In the words of a fix's title. */
  readonly words: string;
  /** Brings nothing that the project does not have. */
  readonly isOwn: boolean;
  /** A statement in front of the work. */
  readonly prelude?: string;
  /** Code of a promise of all results, in the order of the items. */
  render(work: LoopWork): string;
  /** Imports or functions that the file needs. */
  readonly edits: readonly Edit[];
}

/** All at once, for lists that are known to be short. */
export const ALL: Limiter = {
  words: 'together with Promise.all',
  isOwn: true,
  render: ({ list, parameter, body }) => `Promise.all(Array.from(${list}, async (${parameter}) => ${body}))`,
  edits: [],
};

/** What the project limits with already; otherwise a small function that the file gets. */
export function limiterFor(
  file: ts.SourceFile,
  program: Program,
  { keepsResults, mayHavePrelude }: { readonly keepsResults: boolean; readonly mayHavePrelude: boolean },
): Limiter {
  if (isUsed('p-map', file, program)) return withMap(file);
  if (mayHavePrelude && isUsed('p-limit', file, program)) return withLimit(file);
  if (!keepsResults && isUsed('@supercharge/promise-pool', file, program, false)) return withPool(file);
  return inline(file);
}

/** A file of the same package that imports in the same way has it; of an import, by the name that the fix will import. */
function isUsed(module: string, file: ts.SourceFile, program: Program, isDefault = true): boolean {
  const kind = usesImports(file) ? 'import' : 'require';
  const { folder } = program.packageOf(file.fileName);
  return [...program.modules].some(
    ([path, { facts }]) =>
      facts.references.some(
        (each) =>
          each.specifier === module &&
          each.kind === kind &&
          !each.typeOnly &&
          (!isDefault || importsDefault(each.node)),
      ) && program.packageOf(path).folder === folder,
  );
}

/** Not `import * as pMap`, which is what works where the compiler makes no default of it. A `require()` gives the whole. */
function importsDefault(specifier: ts.Node): boolean {
  const declaration = findAncestor(specifier, ts.isImportDeclaration);
  return !declaration || declaration.importClause?.name !== undefined;
}

function withMap(file: ts.SourceFile): Limiter {
  const { name, edits } = importOf(file, 'p-map', 'default');
  const render = ({ list, parameter, body }: LoopWork) =>
    `${name}(${list}, async (${parameter}) => ${body}, { concurrency: ${CONCURRENCY} })`;
  return { words: `at most ${CONCURRENCY} at a time with p-map`, isOwn: true, render, edits };
}

function withLimit(file: ts.SourceFile): Limiter {
  const { name, edits } = importOf(file, 'p-limit', 'default');
  const limit = freeName('limit', file);
  return {
    words: `at most ${CONCURRENCY} at a time with p-limit`,
    isOwn: true,
    prelude: `const ${limit} = ${name}(${CONCURRENCY})`,
    render: ({ list, parameter, body }) => {
      if (/^\w+$/.test(parameter))
        return `Promise.all(Array.from(${list}, (${parameter}) => ${limit}(async () => ${body})))`;
      // Taken apart in the async function: what is missing then is a rejection, and not an error among started promises.
      const item = freeName('item', file);
      return `Promise.all(Array.from(${list}, (${item}) => ${limit}(async (${parameter}) => ${body}, ${item})))`;
    },
    edits,
  };
}

/** The pool goes on after an error unless it is told to throw; its results come in another shape than a list of them. */
function withPool(file: ts.SourceFile): Limiter {
  const { name, edits } = importOf(file, '@supercharge/promise-pool', 'PromisePool');
  const { semicolon } = styleOf(file);
  const handler = `.handleError((error) => { throw error${semicolon} })`;
  const render = ({ list, parameter, body }: LoopWork) =>
    `${name}.for([...${list}]).withConcurrency(${CONCURRENCY})${handler}.process(async (${parameter}) => ${body})`;
  return { words: `at most ${CONCURRENCY} at a time with PromisePool`, isOwn: true, render, edits };
}

function inline(file: ts.SourceFile): Limiter {
  const { name, edits } = helperOf(file, MAP_CONCURRENTLY);
  return {
    words: `at most ${CONCURRENCY} at a time (adds a function to the file)`,
    isOwn: false,
    render: ({ list, parameter, body }) => `${name}(${list}, ${CONCURRENCY}, async (${parameter}) => ${body})`,
    edits,
  };
}
