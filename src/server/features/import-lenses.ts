import type { CodeLens } from 'vscode-languageserver';
import { importPlaces, statementStart } from '../../ast/import-places.js';
import { packageNameOf } from '../../bundle/packages/provided.js';
import type { ImportCost } from '../../bundle/weigh/import-costs.js';
import { type ImportFacts, importText } from '../../codelens/imports.js';
import { inLabel } from '../../lib/foreign-text.js';
import { groupBy } from '../../lib/group.js';
import { absolutePath } from '../../lib/paths.js';
import type { LambdaFunction } from '../../model/function.js';
import { COMMANDS } from '../../model/protocol.js';
import type { KnownBundles } from '../bundles/known-bundles.js';
import { pointAt, viewOf } from '../file-view.js';
import type { Folder } from '../folder.js';
import type { OpenDocuments } from '../open-documents.js';

/** Functions that are looked into for one file, the heaviest: each costs a walk through its whole graph for every import. */
const MOST_FUNCTIONS = 20;

interface LoadedImport extends ImportFacts {
  readonly fn: LambdaFunction;
  readonly cost: ImportCost;
}

export interface ImportLensOptions {
  /** Imports that cost less have no lens. */
  readonly minBytes: number;
  /** Whether lenses tell of cold starts, too. */
  readonly hasInitMs: boolean;
}

/** One lens above each import that costs the functions that load the file something, one a statement. */
export function importLenses(
  file: string,
  folder: Folder,
  documents: OpenDocuments,
  { minBytes, hasInitMs }: ImportLensOptions,
): CodeLens[] {
  const { bundles } = folder;
  const text = folder.textOf(file);
  const loading = bundles?.loading(absolutePath(folder.root, file)) ?? [];
  if (!bundles || text === undefined || loading.length === 0) return [];
  const looked = loading.slice(0, MOST_FUNCTIONS);
  const all = looked.flatMap(({ fn, costs }) =>
    costs().map((cost): LoadedImport => {
      const initMs = hasInitMs ? initMsOf(cost, fn, bundles) : undefined;
      return { ...cost, name: fn.name, initMs, fn, cost };
    }),
  );
  const bySpecifier = groupBy(all, ({ cost }) => cost.specifier);
  const isPlain = loading.length === 1 && loading[0]!.fn.handler.file === file;
  const view = viewOf(file, folder, documents);
  return placesOf(text).flatMap(({ specifier, line }) => {
    const costs = (bySpecifier.get(specifier) ?? []).sort(byWeight);
    const [first] = costs;
    if (!first || !isWorthAWord(first.cost, minBytes)) return [];
    const { isPackage } = first.cost;
    const others = loading.length - looked.length;
    const title = inLabel(importText({ specifier, isPackage, costs, others, isPlain }));
    const command = { title, command: COMMANDS.showBundle, arguments: [first.fn.id, folder.uri] };
    return [{ range: view.rangeOf(pointAt(line)), command }];
  });
}

/** Of what the function's start spends on the package, the share that this import reaches of its bytes. */
function initMsOf({ specifier, isPackage, bytes }: ImportCost, { id }: LambdaFunction, bundles: KnownBundles) {
  const { estimate } = (isPackage && bundles.coldStartOf(id)) || {};
  const name = packageNameOf(specifier);
  const share = bundles.of(id)?.bundle?.packages.find((each) => each.name === name);
  const part = estimate?.parts.find((each) => each.group === 'packages' && each.name === name);
  return share && part && part.ms * Math.min(1, bytes / share.bytes);
}

/** Code of the project's own is told where packages would go with it. */
function isWorthAWord({ isPackage, bytes, packageBytes, onlyThroughBytes }: ImportCost, minBytes: number): boolean {
  if (isPackage) return Math.max(bytes, onlyThroughBytes) >= minBytes;
  return Math.min(packageBytes, onlyThroughBytes) >= minBytes;
}

/** Where the first statement for each specifier begins. */
function placesOf(text: string): readonly { readonly specifier: string; readonly line: number }[] {
  const lines = new Map<string, number>();
  for (const place of importPlaces(text)) {
    const start = lines.has(place.specifier) ? undefined : statementStart(text, place);
    if (start !== undefined) lines.set(place.specifier, text.slice(0, start).split('\n').length);
  }
  return [...lines].map(([specifier, line]) => ({ specifier, line }));
}

function byWeight(a: ImportFacts, b: ImportFacts): number {
  return b.onlyThroughBytes - a.onlyThroughBytes || b.bytes - a.bytes;
}
