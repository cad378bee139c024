import { mendable, notInstalled } from '../../derived/missing-packages.js';
import { groupBy } from '../../lib/group.js';
import { groupedText } from '../../lib/grouped-text.js';
import type { NonEmpty } from '../../lib/non-empty.js';
import { absolutePath, folderOf, relativePath } from '../../lib/paths.js';
import type { Finding } from '../../model/finding.js';
import type { Lacking } from '../../model/missing-packages.js';
import type { Budget, Options } from '../../model/options.js';
import type { RuleMeta } from '../asking/define-rule.js';
import type { ReadText } from '../asking/run-bundle-rules.js';
import { fingerprintOf, repeatNumbering } from '../findings/fingerprint.js';
import { type BudgetedFunction, isBudgeted } from './budgeted.js';
import { limitsOf, type OpenLimits, openLimits } from './open-limits.js';
import { toldLimits } from './told-limits.js';

export interface UncheckedRequest {
  readonly options: Options;
  readonly read: ReadText;
  /** Of all rules about bundles: the ones that watch over budgets report. */
  readonly rules: readonly RuleMeta[];
  /** What these rules report of the functions. */
  readonly findings: readonly Finding[];
  /** What installs the packages of a folder; takes an absolute path. */
  readonly installCommandIn: (folder: string) => string;
  /** Only what budgets say of cold starts counts. */
  readonly isAboutStarts?: boolean;
}

/**
 * Budgets that nobody could check, as errors where they stand: what lacks packages is known to weigh and to take at least so much, which
 * keeps no budget. No level of a rule and no comment is about them, since a check that was not made must never look like one that passed.
 */
export function uncheckedBudgets(
  functions: readonly BudgetedFunction[],
  request: UncheckedRequest,
): readonly Finding[] {
  const { options } = request;
  const told = toldLimits(request.findings, request.rules);
  const toldOf = ({ fn }: BudgetedFunction): ReadonlySet<string> => ('id' in fn && told.get(fn.id)) || new Set();
  const found = options.bundle.budgets.flatMap((budget) => {
    const unchecked = functions
      .filter(({ fn }) => isBudgeted(budget, fn, options.root))
      .map((each): Unchecked => ({ ...each, open: openInRun(request, openLimits(budget, each, toldOf(each))) }))
      .filter(({ open }) => open.sizes.length + open.starts.length > 0);
    return [...groupBy(unchecked, (each) => openKey(budget, each)).values()].map((group) =>
      findingAt(budget, group, request),
    );
  });
  return found.map(repeatNumbering());
}

/** A function with what could not be checked of it: something, at least. */
interface Unchecked extends BudgetedFunction {
  readonly open: OpenLimits;
}

function openInRun({ isAboutStarts = false }: UncheckedRequest, open: OpenLimits): OpenLimits {
  return isAboutStarts ? { ...open, sizes: [], isOfBase: false } : open;
}

/** What is told of several functions at once is true of each: which limits are open, and whether these are all that it has. */
function openKey(budget: Budget, each: Unchecked): string {
  const { sizes, starts, isOfBase } = each.open;
  const isAll = sizes.length + starts.length === limitsOf(budget, each).length;
  return JSON.stringify([isAll || [sizes, starts], isOfBase, sizes.length > 0]);
}

function findingAt(
  budget: Budget,
  unchecked: NonEmpty<Unchecked>,
  { options, read, rules, installCommandIn }: UncheckedRequest,
): Finding {
  const [{ fn, open }] = unchecked;
  const watched = open.sizes.length > 0 ? 'size' : 'start';
  const ruleId = rules.find((rule) => rule.budget === watched)!.id;
  const file = budget.place ? relativePath(options.root, budget.place.path) : fn.declaredIn.file;
  const line = budget.place?.line ?? fn.declaredIn.line;
  const text = read(file)?.split('\n')[line - 1] ?? '';
  return {
    ruleId,
    severity: 'error',
    messageId: 'unchecked',
    data: { functions: unchecked.length, limits: openAmong(unchecked).join(', ') },
    message: messageOf(budget, unchecked, (each) => installCommands(each, options.root, installCommandIn)),
    file,
    line,
    column: text.length - text.trimStart().length + 1,
    endLine: line,
    endColumn: text.trimEnd().length + 1,
    functions: unchecked.flatMap((each) => ('id' in each.fn ? [each.fn.id] : [])),
    callPath: [],
    related: [],
    fixes: [],
    fingerprint: fingerprintOf({ ruleId, messageId: 'unchecked', about: budget.functions }),
    suppressed: false,
    mayBeSuppressed: false,
  };
}

/** Functions, and packages of each, that a message names. */
const NAMED = 3;

function messageOf(
  budget: Budget,
  unchecked: readonly Unchecked[],
  commandsOf: (absent: readonly Unchecked[]) => readonly string[],
): string {
  const absent = unchecked.filter((each) => notInstalled(lackedBy(each)).length > 0);
  const unbuilt = unchecked.filter((each) => (lackedBy(each).notBuilt ?? []).length > 0);
  const failed = unchecked.filter(({ bundle }) => bundle === undefined);
  const grown = unchecked.filter(({ open }) => open.isOfBase);
  const base = grown[0]?.lackedThen?.base;
  const starting = unchecked.filter(({ open }) => open.starts.length > 0);
  const astray = starting.filter(({ bundle }) => bundle?.isReachLost);
  const layerless = starting.filter((each) => absentLayersOf(each).length > 0);
  const sentences = [
    whatIsOpen(budget, unchecked),
    absent.length > 0 &&
      `Not installed: ${perFunction(absent, (each) => notInstalled(lackedBy(each)))}. Run ${joined(commandsOf(absent))} first.`,
    unbuilt.length > 0 &&
      `Installed, but not built: ${perFunction(unbuilt, (each) => lackedBy(each).notBuilt ?? [])}. Build that first.`,
    layerless.length > 0 && missingLayersText(layerless),
    astray.length > 0 &&
      `Imports could not be followed, so what is loaded is unknown: ${listed(astray.map(({ fn }) => fn.name ?? ''))}. Fix that, or limit the budget to other functions.`,
    base !== undefined &&
      `Not installed in ${base}: ${perFunction(grown, ({ lackedThen }) => lackedThen?.packages ?? [])}. Compare with a report that was made there with all packages installed (bundle --format json).`,
    failed.length > 0 &&
      `Not weighed: ${perFunction(failed, reasonsOf)}. Fix that, or limit the budget to other functions.`,
  ];
  return sentences.filter((sentence) => sentence !== false).join(' ');
}

function missingLayersText(layerless: readonly Unchecked[]): string {
  const isOne = new Set(layerless.flatMap(absentLayersOf)).size === 1;
  const names = perFunction(layerless, absentLayersOf);
  return isOne ? `Missing layer: ${names}. Build it first.` : `Missing layers: ${names}. Build them first.`;
}

/** The limits by name where the budget has others, which were checked or are broken anyway. */
function whatIsOpen(budget: Budget, unchecked: readonly Unchecked[]): string {
  const all = new Set(unchecked.flatMap((each) => limitsOf(budget, each)));
  const open = openAmong(unchecked);
  if (open.length === all.size) return 'This budget could not be checked.';
  return `The ${open.length === 1 ? 'limit' : 'limits'} ${joined(open)} of this budget could not be checked.`;
}

/** Limits of any of the functions, those of sizes first. */
function openAmong(unchecked: readonly Unchecked[]): readonly string[] {
  const sizes = unchecked.flatMap(({ open }) => open.sizes);
  const starts = unchecked.flatMap(({ open }) => open.starts);
  return [...new Set([...sizes, ...starts])];
}

/** What the limits that are open lack: sizes what is not in the bundle, a start what its estimate does without. */
function lackedBy({ bundle, coldStart, open }: Unchecked): Lacking {
  if (!bundle || open.isOfBase) return {};
  if (open.sizes.length > 0 || !coldStart) return bundle;
  const { missing = [] } = mendable(coldStart);
  return { missing, notBuilt: bundle.notBuilt?.filter((name) => missing.includes(name)) };
}

function absentLayersOf({ bundle }: BudgetedFunction): readonly string[] {
  return bundle?.absentLayers ?? [];
}

function reasonsOf({ fn, reason }: BudgetedFunction): readonly string[] {
  return ['cause' in fn ? fn.reason : (reason ?? 'it could not be built')];
}

/** `"npm ci"`, and `"npm install" in layers/shared/nodejs` for what only a layer lacks. */
function installCommands(
  absent: readonly Unchecked[],
  root: string,
  commandIn: UncheckedRequest['installCommandIn'],
): readonly string[] {
  const own = absent.filter((each) => {
    const inLayers = layersOf(each).flatMap(([, names]) => names);
    return notInstalled(lackedBy(each)).some((name) => !inLayers.includes(name));
  });
  const layers = absent.flatMap((each) => {
    const lacked = notInstalled(lackedBy(each));
    return layersOf(each).flatMap(([folder, names]) => (names.some((name) => lacked.includes(name)) ? [folder] : []));
  });
  const commands = [
    ...own.map(
      ({ fn }) => `"${commandIn(folderOf(absolutePath(root, 'cause' in fn ? fn.declaredIn.file : fn.handler.file)))}"`,
    ),
    ...layers.map((folder) => `"${commandIn(absolutePath(root, folder))}" in ${folder}`),
  ];
  return [...new Set(commands)];
}

function layersOf({ bundle }: BudgetedFunction): readonly (readonly [folder: string, names: readonly string[]])[] {
  return Object.entries(bundle?.missingInLayers ?? {});
}

/** `pdfkit (Pdf); express, zod (Api, Jobs) and 3 more functions`. */
function perFunction(functions: readonly Unchecked[], wordsOf: (each: Unchecked) => readonly string[]): string {
  const groups = [...groupBy(functions, (each) => listed(wordsOf(each)))];
  const texts = groups
    .slice(0, NAMED)
    .map(([words, group]) => `${words} (${listed(group.map(({ fn }) => fn.name ?? fn.declaredIn.file))})`);
  const more = groups.slice(NAMED).reduce((sum, [, group]) => sum + group.length, 0);
  return `${texts.join('; ')}${more > 0 ? ` and ${groupedText(more)} more ${more === 1 ? 'function' : 'functions'}` : ''}`;
}

function listed(words: readonly string[]): string {
  const more = words.length - NAMED;
  return `${words.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${groupedText(more)} more` : ''}`;
}

/** `"npm ci" and "npm install" in layers/shared`: what a sentence goes on after. */
function joined(words: readonly string[]): string {
  const [last] = words.slice(-1);
  return words.length > 1 && words.length <= NAMED ? `${words.slice(0, -1).join(', ')} and ${last}` : listed(words);
}
