import type { CodeLens } from 'vscode-languageserver';
import { coldStartText } from '../../codelens/cold-start.js';
import { type HandlerFacts, type LensKind, lensesOf } from '../../codelens/lenses.js';
import { sizeText } from '../../codelens/size.js';
import { handlerKey } from '../../derived/handler-key.js';
import { unfollowedCallsOf } from '../../derived/unfollowed-calls.js';
import { inLabel } from '../../lib/foreign-text.js';
import { groupBy } from '../../lib/group.js';
import type { Finding } from '../../model/finding.js';
import type { LambdaFunction } from '../../model/function.js';
import { COMMANDS } from '../../model/protocol.js';
import { pointAt, viewOf } from '../file-view.js';
import type { Folder } from '../folder.js';
import type { OpenDocuments } from '../open-documents.js';
import type { LensSettings } from '../settings.js';
import { importLenses } from './import-lenses.js';

interface LensData {
  readonly folder: string;
  readonly functionId: string;
  readonly kind: LensKind;
}

/** What a kilobyte of the settings is. */
const KB = 1000;

export function codeLenses(file: string, folder: Folder, documents: OpenDocuments, shown: LensSettings): CodeLens[] {
  const { imports, importMinKb, coldStart } = shown;
  const lenses = [
    ...(imports ? importLenses(file, folder, documents, { minBytes: importMinKb * KB, hasInitMs: coldStart }) : []),
    ...handlerLenses(file, folder, documents, shown),
  ];
  return lenses.sort((a, b) => a.range.start.line - b.range.start.line);
}

/** One row of lenses above each handler of the file; their texts come when the editor shows them. */
function handlerLenses(file: string, folder: Folder, documents: OpenDocuments, shown: LensSettings): CodeLens[] {
  const view = viewOf(file, folder, documents);
  return handlersIn(file, folder).flatMap((functions) => {
    const range = view.rangeOf(pointAt(functions[0]!.handler.line));
    return lensesOf(factsOf(functions, folder), shown).map(({ kind }) => {
      const data: LensData = { folder: folder.uri, functionId: functions[0]!.id, kind };
      return { range, data };
    });
  });
}

/** Puts the text in. A lens of a function that has gone meanwhile stays empty. */
export function resolveLens(lens: CodeLens, folderOf: (uri: string) => Folder | undefined): CodeLens {
  if (!lens.data) return lens;
  const { folder: uri, functionId, kind } = lens.data as LensData;
  const folder = folderOf(uri);
  const fn = folder?.state.functions.find(({ id }) => id === functionId);
  if (!folder || !fn) return { ...lens, command: { title: '', command: '' } };
  const functions = handlersIn(fn.handler.file, folder).find((group) => group.includes(fn))!;
  const isShown = { findings: false, settings: false, size: false, coldStart: false, [kind]: true };
  const [view] = lensesOf(factsOf(functions, folder), isShown);
  return {
    ...lens,
    command: { title: inLabel(view?.title ?? ''), command: commandOf(kind), arguments: [functionId, uri] },
  };
}

function commandOf(kind: LensKind): string {
  if (kind === 'size') return COMMANDS.showBundle;
  return kind === 'coldStart' ? COMMANDS.showColdStart : COMMANDS.showFunction;
}

/** Functions of a file by the export that Lambda calls. One without an export serves from the module itself. */
function handlersIn(file: string, { state }: Folder): readonly LambdaFunction[][] {
  const own = state.functions.filter(({ handler }) => handler.file === file);
  return [...groupBy(own, ({ handler }) => handlerKey(handler)).values()];
}

function factsOf(functions: readonly LambdaFunction[], folder: Folder): HandlerFacts {
  const { state } = folder;
  const size = sizeOf(functions, folder);
  const coldStart = coldStartIn(functions, folder);
  return {
    functions,
    ...(state.isReady && { findings: findingsOf(functions, state.findings.values()) }),
    unfollowedCalls: new Set(functions.flatMap(({ id }) => unfollowedCallsOf(id, [...state.problems.values()].flat())))
      .size,
    ...(size !== undefined && { size }),
    ...(coldStart !== undefined && { coldStart }),
  };
}

/** In words, as far as it is known. */
export function sizeOf(functions: readonly LambdaFunction[], { bundler, bundles }: Folder): string | undefined {
  const known = functions.flatMap(({ id }) => bundles?.of(id) ?? []);
  const text = sizeText(known.flatMap(({ bundle, ...each }) => (bundle ? [{ ...each, bundle }] : [])));
  const hasFigures = known.some(({ fn }) => bundles?.reasonAgainst(fn.id) === undefined);
  if (text !== undefined || !bundler?.isOnDemand || !hasFigures) return text;
  return 'size not known yet';
}

/** In words, as far as it is known. */
export function coldStartIn(functions: readonly LambdaFunction[], { bundles }: Folder): string | undefined {
  return coldStartText(functions.flatMap(({ id }) => bundles?.coldStartOf(id) ?? []));
}

/** What a reader of the list wants to see: nothing that a comment suppresses. */
export function findingsOf(functions: readonly LambdaFunction[], byFile: Iterable<readonly Finding[]>): Finding[] {
  const ids = new Set(functions.map(({ id }) => id));
  return [...byFile].flat().filter((each) => !each.suppressed && each.functions.some((id) => ids.has(id)));
}
