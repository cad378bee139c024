import { importPlaces } from '../../ast/import-places.js';
import { parseSource } from '../../ast/parse.js';
import { concerns } from '../../derived/concerns.js';
import { isCodeFile } from '../../lib/code-file.js';
import { groupBy } from '../../lib/group.js';
import { groupedText } from '../../lib/grouped-text.js';
import type { FunctionBundle } from '../../model/bundle.js';
import type { ColdStartEstimate, StartCosts } from '../../model/cold-start.js';
import type { Finding } from '../../model/finding.js';
import type { LambdaFunction } from '../../model/function.js';
import type { Options } from '../../model/options.js';
import type { Problem } from '../../model/problem.js';
import { type Commented, commentedCode, commentedData } from '../comments/commented.js';
import type { SuppressionOptions } from '../comments/suppressions.js';
import {
  type CommentedFile,
  conclude,
  type FindingDraft,
  type FindingPlace,
  type RulesOutcome,
} from '../findings/conclude.js';
import { fingerprintOf } from '../findings/fingerprint.js';
import { messageOf, severityOf } from '../findings/message.js';
import type { IsWhole } from '../findings/whole-files.js';
import { crashOf } from './crash.js';
import type { BundleProblem, BundleRule } from './define-bundle-rule.js';
import { createSettings, type RuleSettings } from './settings.js';

export interface BuiltFunction {
  readonly fn: LambdaFunction;
  readonly bundle: FunctionBundle;
  readonly coldStart: ColdStartEstimate;
  readonly costs: StartCosts;
  /** The same function in the base that this run is compared with. */
  readonly base?: FunctionBundle;
}

/** The text of a file by its path relative to the root; `undefined` where there is none. */
export type ReadText = (file: string) => string | undefined;

/** What one rule says of one function. */
interface FunctionProblem {
  readonly rule: BundleRule;
  readonly fn: LambdaFunction;
  readonly problem: BundleProblem;
  readonly place: FindingPlace;
}

/**
 * Asks every rule about bundles that is on somewhere, and lets comments have the last word.
 *
 * @param isWhole in which files a comment may be called unused: in none unless that is known.
 */
export function runBundleRules(
  rules: readonly BundleRule[],
  functions: readonly BuiltFunction[],
  options: Options,
  read: ReadText,
  isWhole: IsWhole = () => false,
): RulesOutcome {
  const settings = createSettings(options);
  const problems: Problem[] = [];
  const told = rules.flatMap((rule) => {
    if (!settings.isOnSomewhere(rule)) return [];
    return functions.flatMap((built) => {
      try {
        return ask(rule, built, options, settings, read);
      } catch (error) {
        problems.push(crash(rule, built.fn, error));
        return [];
      }
    });
  });
  const drafts = [...groupBy(told, causeOf).values()].flatMap((group) => toDraft(group, settings));
  const run = conclude(drafts, commentedFiles(drafts, { rules, functions, options, settings, read, isWhole }));
  return { findings: run.findings, problems: [...problems, ...run.problems] };
}

function ask(
  rule: BundleRule,
  { fn, bundle, base, coldStart, costs }: BuiltFunction,
  options: Options,
  settings: RuleSettings,
  read: ReadText,
): readonly FunctionProblem[] {
  const setting = settings.of(rule, fn.declaredIn.file);
  if (setting.level === 'off') return [];
  const budgets = options.bundle.budgets.filter((budget) => concerns(budget, fn, options.root));
  const problems = rule.check({ bundle, fn, base, coldStart, costs, budgets, options: setting.options });
  return [...problems].map((problem) => ({ rule, fn, problem, place: placeOf(problem, fn, read) }));
}

/** Functions of one deployment file share their settings, and all that load a module share its imports. */
function causeOf({ rule, fn, problem, place }: FunctionProblem): string {
  const { messageId, cause, scope = 'file', entrance } = problem;
  const declared = { function: fn.id, file: fn.declaredIn.file, project: '' }[scope];
  const where = entrance ? `${place.file}:${place.line}` : '';
  return JSON.stringify([rule.meta.id, messageId, cause, entrance && scope === 'file' ? where : declared]);
}

/** Gives the figures of the heaviest function at the place of the first, where it stays when another gets heavier. */
function toDraft(group: readonly FunctionProblem[], settings: RuleSettings): readonly FindingDraft[] {
  const { rule, problem, fn } = group.reduce((most, each) => (each.problem.bytes > most.problem.bytes ? each : most));
  const places = group.map((each) => each.place).sort(byPosition);
  const [place] = places as [FindingPlace];
  const severity = severityOf(rule.meta, problem, settings.of(rule, place.file));
  if (!severity) return [];
  const { messageId, data = {}, impact } = problem;
  const message = messageOf(rule.meta, messageId, data);
  const others = group.length - 1;
  const about = [problem.scope === 'function' ? fn.name : '', problem.cause ?? ''];
  const finding: Finding = {
    ruleId: rule.meta.id,
    severity,
    messageId,
    data: others > 0 ? { ...data, others } : data,
    message:
      others > 0
        ? `${message} The same applies to ${groupedText(others)} more ${others === 1 ? 'function' : 'functions'}.`
        : message,
    ...place,
    functions: group.map((each) => each.fn.id),
    callPath: [],
    related: [],
    ...(impact && { impact }),
    fixes: [],
    fingerprint: fingerprintOf({ ruleId: rule.meta.id, messageId, about }),
    suppressed: false,
  };
  return [{ finding, places }];
}

function byPosition(a: FindingPlace, b: FindingPlace): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

function placeOf({ entrance }: BundleProblem, { declaredIn }: LambdaFunction, read: ReadText): FindingPlace {
  const text = entrance && read(entrance.file);
  const found =
    text === undefined ? undefined : importPlaces(text).find((each) => each.specifier === entrance?.specifier);
  if (entrance && text !== undefined && found) {
    const start = position(text, found.start);
    const end = position(text, found.end);
    return { file: entrance.file, ...start, endLine: end.line, endColumn: end.column };
  }
  const { file, line, column = 1 } = declaredIn;
  const length = read(file)?.split('\n')[line - 1]?.trimEnd().length ?? 0;
  return { file, line, column, endLine: line, endColumn: Math.max(length + 1, column) };
}

/** 1-based. */
function position(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') };
}

interface BundleRulesInput {
  readonly rules: readonly BundleRule[];
  readonly functions: readonly BuiltFunction[];
  readonly options: Options;
  readonly settings: RuleSettings;
  readonly read: ReadText;
  readonly isWhole: IsWhole;
}

/** Where functions are declared, and where something is said of them; a comment in a file without findings is unused. */
function commentedFiles(drafts: readonly FindingDraft[], run: BundleRulesInput): readonly CommentedFile[] {
  const files = new Set([
    ...run.functions.map(({ fn }) => fn.declaredIn.file),
    ...drafts.flatMap(({ places }) => places.map(({ file }) => file)),
  ]);
  return [...files].sort().flatMap((file) => {
    const commented = commentsOf(file, run.read);
    return commented ? [{ file, commented, options: suppressionOptions(file, run) }] : [];
  });
}

function suppressionOptions(
  file: string,
  { rules, functions, options, settings, isWhole }: BundleRulesInput,
): SuppressionOptions {
  const isCompared = functions.some(({ base }) => base !== undefined);
  const active = rules.filter(
    (rule) =>
      settings.of(rule, file).level !== 'off' && (isCompared || !rule.findsMoreWithBase?.(options.bundle.budgets)),
  );
  return {
    requireReason: options.requireSuppressionReason,
    reportUnused: options.reportUnusedSuppressions && isWhole(file),
    knownRules: Object.keys(options.rules),
    activeRules: active.map(({ meta }) => meta.id),
    // Rules about code may be what a comment about all of them is for.
    mayServeOthers: () => true,
  };
}

function commentsOf(file: string, read: ReadText): Commented | undefined {
  const text = read(file);
  if (!text?.includes('coldlens-')) return undefined;
  return isCodeFile(file) ? commentedCode(parseSource(file, text)) : commentedData(text);
}

function crash({ meta }: BundleRule, { declaredIn: { file, line }, name }: LambdaFunction, error: unknown): Problem {
  return crashOf(meta, error, { file, line }, name);
}
