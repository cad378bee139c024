import { isLacking, isStartOpen, mendable, notInstalled } from '../../derived/missing-packages.js';
import { judgedMs } from '../../derived/rough-ms.js';
import { groupBy } from '../../lib/group.js';
import { groupedText } from '../../lib/grouped-text.js';
import { absolutePath, folderOf, relativePath } from '../../lib/paths.js';
import type { FunctionBundle } from '../../model/bundle.js';
import type { ColdStartEstimate } from '../../model/cold-start.js';
import type { Finding } from '../../model/finding.js';
import type { LambdaFunction, UnresolvedFunction } from '../../model/function.js';
import type { Lacking } from '../../model/missing-packages.js';
import type { Budget, Options } from '../../model/options.js';
import type { RuleMeta } from '../asking/define-rule.js';
import type { ReadText } from '../asking/run-bundle-rules.js';
import { fingerprintOf, repeatNumbering } from '../findings/fingerprint.js';
import { allowedGrowth } from './allowed-growth.js';
import { isBudgeted } from './budgeted.js';
import { packageLimit, START_LIMIT, toldLimits } from './told-limits.js';

/** A function as far as it is known. */
export interface BudgetedFunction {
  readonly fn: LambdaFunction | UnresolvedFunction;
  /** Without one, `reason` says why it could not be built; of a function that was not found, it says so itself. */
  readonly bundle?: FunctionBundle;
  readonly coldStart?: ColdStartEstimate;
  /** Of the base that this run is compared with: `unknown` where the base has it and nobody knows what it weighs. */
  readonly base?: FunctionBundle | 'unknown';
  /** The base, as the user named it, and packages that only it lacks: it weighed at least what is known of it. */
  readonly lackedThen?: { readonly base: string; readonly packages: readonly string[] };
  readonly reason?: string;
}

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
  const { options, isAboutStarts = false } = request;
  const budgets = isAboutStarts ? options.bundle.budgets.map(onlyStarts) : options.bundle.budgets;
  const told = toldLimits(request.findings, request.rules);
  const toldOf = ({ fn }: BudgetedFunction): ReadonlySet<string> => ('id' in fn && told.get(fn.id)) || new Set();
  const found = budgets.flatMap((budget) => {
    const unchecked = functions.filter(
      (each) => isBudgeted(budget, each.fn, options.root) && isUnchecked(budget, each, toldOf(each)),
    );
    return unchecked.length > 0 ? [findingAt(budget, unchecked, request)] : [];
  });
  return found.map(repeatNumbering());
}

function onlyStarts({ base, functions, place, coldStartMs }: Budget): Budget {
  return { base, functions, packages: {}, ...(place && { place }), ...(coldStartMs !== undefined && { coldStartMs }) };
}

/** Who mends what a rule tells of a limit looks at the function anyway, so that nothing needs to be said twice. */
function isUnchecked(budget: Budget, weighed: BudgetedFunction, told: ReadonlySet<string>): boolean {
  const { bundle, coldStart } = weighed;
  const mayWeighMore = !bundle || isLacking(bundle);
  const mayStartLater = !coldStart || isStartOpen(coldStart);
  return (
    (mayWeighMore ? isOpen(sizeLimits(budget, weighed), told) : mayHaveGrown(budget, weighed)) ||
    (mayStartLater && isOpen(startLimits(budget, weighed), told))
  );
}

/** Whether something that is not known could break one of the limits, and nothing is told of that one, or of another that is broken anyway. */
function isOpen(limits: readonly Limit[], told: ReadonlySet<string>): boolean {
  const isFailing = limits.some((limit) => !isWithin(limit) && told.has(limit.kind));
  return !isFailing && limits.some((limit) => isWithin(limit) && !told.has(limit.kind));
}

/** Within what the known part of the base allows, it surely did not grow by more. */
function mayHaveGrown({ growth }: Budget, { bundle, base, lackedThen }: BudgetedFunction): boolean {
  if (!growth || !bundle || !base || base === 'unknown' || !lackedThen) return false;
  return bundle.zippedBytes > base.zippedBytes + allowedGrowth(growth, base);
}

function absentLayersOf({ bundle }: BudgetedFunction): readonly string[] {
  return bundle?.absentLayers ?? [];
}

interface Limit {
  /** Limits of one kind differ in their figures only. */
  readonly kind: string;
  readonly limit: number;
  /** What it is at least, as far as is known. */
  readonly atLeast: number;
}

function sizeLimits(
  { zippedBytes, unzippedBytes, packages, growth }: Budget,
  { bundle, base }: BudgetedFunction,
): readonly Limit[] {
  const grown =
    growth === undefined || base === undefined
      ? undefined
      : base === 'unknown'
        ? Infinity
        : base.zippedBytes + allowedGrowth(growth, base);
  return [
    ...limitOf('zipped', zippedBytes, bundle?.zippedBytes),
    ...limitOf('unzipped', unzippedBytes, bundle?.unzippedBytes),
    ...Object.entries(packages).flatMap(([name, limit]) => limitOf(packageLimit(name), limit, bytesOf(name, bundle))),
    ...limitOf('growth', grown, bundle?.zippedBytes),
  ];
}

function startLimits({ coldStartMs }: Budget, { coldStart }: BudgetedFunction): readonly Limit[] {
  return limitOf(START_LIMIT, coldStartMs, coldStart && judgedMs(coldStart));
}

function limitOf(kind: string, limit: number | undefined, atLeast = 0): readonly Limit[] {
  return limit === undefined ? [] : [{ kind, limit, atLeast }];
}

function isWithin({ limit, atLeast }: Limit): boolean {
  return atLeast <= limit;
}

function bytesOf(name: string, bundle: FunctionBundle | undefined): number | undefined {
  return bundle?.packages.find((share) => share.name === name)?.bytes;
}

function findingAt(
  budget: Budget,
  unchecked: readonly BudgetedFunction[],
  { options, read, rules, installCommandIn }: UncheckedRequest,
): Finding {
  const watched = hasSizes(budget) && unchecked.some(mayWeighMore) ? 'size' : 'start';
  const ruleId = rules.find((rule) => rule.budget === watched)!.id;
  const [{ fn }] = unchecked as [BudgetedFunction];
  const file = budget.place ? relativePath(options.root, budget.place.path) : fn.declaredIn.file;
  const line = budget.place?.line ?? fn.declaredIn.line;
  const text = read(file)?.split('\n')[line - 1] ?? '';
  return {
    ruleId,
    severity: 'error',
    messageId: 'unchecked',
    data: { functions: unchecked.length },
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

/** A layer that is not there changes nothing of what its function itself weighs. */
function mayWeighMore({ bundle, lackedThen }: BudgetedFunction): boolean {
  return !bundle || isLacking(bundle) || lackedThen !== undefined;
}

function hasSizes({ zippedBytes, unzippedBytes, packages, growth }: Budget): boolean {
  return [zippedBytes, unzippedBytes, growth].some((limit) => limit !== undefined) || Object.keys(packages).length > 0;
}

/** Functions, and packages of each, that a message names. */
const NAMED = 3;

function messageOf(
  budget: Budget,
  unchecked: readonly BudgetedFunction[],
  commandsOf: (absent: readonly BudgetedFunction[]) => readonly string[],
): string {
  const lackingOf = (each: BudgetedFunction): Lacking => lackedBy(budget, each);
  const absent = unchecked.filter((each) => notInstalled(lackingOf(each)).length > 0);
  const unbuilt = unchecked.filter((each) => (lackingOf(each).notBuilt ?? []).length > 0);
  const failed = unchecked.filter(({ bundle }) => bundle === undefined);
  const grown = unchecked.filter((each) => each.lackedThen !== undefined);
  const base = grown[0]?.lackedThen?.base;
  const starting = unchecked.filter((each) => startLimits(budget, each).some(isWithin));
  const astray = starting.filter(({ bundle }) => bundle?.isReachLost);
  const layerless = starting.filter((each) => absentLayersOf(each).length > 0);
  const sentences = [
    'This budget could not be checked.',
    absent.length > 0 &&
      `Not installed: ${perFunction(absent, (each) => notInstalled(lackingOf(each)))}. Run ${listed(commandsOf(absent))} first.`,
    unbuilt.length > 0 &&
      `Installed, but not built: ${perFunction(unbuilt, (each) => lackingOf(each).notBuilt ?? [])}. Build that first.`,
    layerless.length > 0 && `Missing layers: ${perFunction(layerless, absentLayersOf)}. Build them first.`,
    astray.length > 0 &&
      `Imports could not be followed, so what is loaded is unknown: ${listed(astray.map(({ fn }) => fn.name ?? ''))}. Fix that, or limit the budget to other functions.`,
    base !== undefined &&
      `Not installed in ${base}: ${perFunction(grown, ({ lackedThen }) => lackedThen?.packages ?? [])}. Compare with a report that was made there with all packages installed (bundle --format json).`,
    failed.length > 0 &&
      `Not weighed: ${perFunction(failed, reasonsOf)}. Fix that, or limit the budget to other functions.`,
  ];
  return sentences.filter((sentence) => sentence !== false).join(' ');
}

/** Sizes lack every package that is not there, and a start those that it reads. */
function lackedBy(budget: Budget, { bundle, coldStart }: BudgetedFunction): Lacking {
  if (!bundle) return {};
  if (hasSizes(budget) || !coldStart) return bundle;
  const { missing = [] } = mendable(coldStart);
  return { missing, notBuilt: bundle.notBuilt?.filter((name) => missing.includes(name)) };
}

function reasonsOf({ fn, reason }: BudgetedFunction): readonly string[] {
  return ['cause' in fn ? fn.reason : (reason ?? 'it could not be built')];
}

/** `"npm ci"`, and `"npm install" in layers/shared/nodejs` for what only a layer lacks. */
function installCommands(
  absent: readonly BudgetedFunction[],
  root: string,
  commandIn: UncheckedRequest['installCommandIn'],
): readonly string[] {
  const own = absent.filter(({ bundle = {} }) => {
    const inLayers = Object.values(bundle.missingInLayers ?? {}).flat();
    return notInstalled(bundle).some((name) => !inLayers.includes(name));
  });
  const layers = new Set(absent.flatMap(({ bundle }) => Object.keys(bundle?.missingInLayers ?? {})));
  const commands = [
    ...own.map(
      ({ fn }) => `"${commandIn(folderOf(absolutePath(root, 'cause' in fn ? fn.declaredIn.file : fn.handler.file)))}"`,
    ),
    ...[...layers].map((folder) => `"${commandIn(absolutePath(root, folder))}" in ${folder}`),
  ];
  return [...new Set(commands)];
}

/** `pdfkit (Pdf); express, zod (Api, Jobs) and 3 more functions`. */
function perFunction(
  functions: readonly BudgetedFunction[],
  wordsOf: (each: BudgetedFunction) => readonly string[],
): string {
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
