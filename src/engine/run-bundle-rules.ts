import { createHash } from 'node:crypto';
import { importPlaces } from '../ast/import-places.js';
import { parseSource } from '../ast/parse.js';
import type { FunctionBundle } from '../model/bundle.js';
import { isCodeFile } from '../model/code-file.js';
import type { Finding, Region } from '../model/finding.js';
import type { LambdaFunction } from '../model/function.js';
import { groupBy } from '../model/group.js';
import type { Options } from '../model/options.js';
import type { Problem } from '../model/problem.js';
import { type Commented, commentedCode, commentedData } from './commented.js';
import { concerns } from './concerns.js';
import type { BundleProblem, BundleRule } from './define-bundle-rule.js';
import { byPlace, numberRepeats } from './finding-order.js';
import { fillIn } from './findings.js';
import type { RulesRun } from './run-rules.js';
import { createSettings, type Settings } from './settings.js';
import { applySuppressions } from './suppressions.js';

export interface BuiltFunction {
  readonly fn: LambdaFunction;
  readonly bundle: FunctionBundle;
  /** The same function in the base that this run is compared with. */
  readonly base?: FunctionBundle;
}

/** The text of a file by its path relative to the root; `undefined` where there is none. */
export type ReadText = (file: string) => string | undefined;

/** What one rule says of one function. */
interface Told {
  readonly rule: BundleRule;
  readonly fn: LambdaFunction;
  readonly problem: BundleProblem;
  readonly place: Place;
}

interface Place extends Region {
  readonly file: string;
}

/** Asks every rule about bundles that is on somewhere, and lets comments have the last word. */
export function runBundleRules(
  rules: readonly BundleRule[],
  functions: readonly BuiltFunction[],
  options: Options,
  read: ReadText,
): RulesRun {
  const settings = createSettings(options);
  const problems: Problem[] = [];
  const told = rules.flatMap((rule) => {
    if (!settings.isOnSomewhere(rule)) return [];
    return functions.flatMap((built) => {
      try {
        return ask(rule, built, options, settings, read);
      } catch (error) {
        problems.push(internalProblem(rule, built.fn, error));
        return [];
      }
    });
  });
  const findings = [...groupBy(told, causeOf).values()].flatMap((group) => toFinding(group, settings));
  const sorted = numberRepeats(findings.sort(byPlace));
  // A comment in a file without findings is unused.
  const files = new Set([...functions.map(({ fn }) => fn.declaredIn.file), ...sorted.map(({ file }) => file)]);
  const suppressed = suppress([...files], sorted, { rules, options, settings, read });
  return { findings: suppressed.findings, problems: [...problems, ...suppressed.problems] };
}

function ask(
  rule: BundleRule,
  { fn, bundle, base }: BuiltFunction,
  options: Options,
  settings: Settings,
  read: ReadText,
): readonly Told[] {
  const setting = settings.of(rule, fn.declaredIn.file);
  if (setting.level === 'off') return [];
  const budgets = options.bundle.budgets.filter((budget) => concerns(budget, fn, options.root));
  const problems = rule.check({ bundle, fn, base, budgets, options: setting.options });
  return [...problems].map((problem) => ({ rule, fn, problem, place: placeOf(problem, fn, read) }));
}

/** Functions of one deployment file share their settings, and all that load a module share its imports. */
function causeOf({ rule, fn, problem, place }: Told): string {
  const { messageId, cause, scope = 'file', entrance } = problem;
  const declared = { function: fn.id, file: fn.declaredIn.file, project: '' }[scope];
  const where = entrance ? `${place.file}:${place.line}` : '';
  return JSON.stringify([rule.meta.id, messageId, cause, entrance && scope === 'file' ? where : declared]);
}

function toFinding(group: readonly Told[], settings: Settings): readonly Finding[] {
  const { rule, problem, place, fn } = group.reduce((most, each) =>
    each.problem.bytes > most.problem.bytes ? each : most,
  );
  const { level } = settings.of(rule, place.file);
  if (level === 'off') return [];
  const { messageId, data = {}, impact, severity } = problem;
  const message = fillIn(rule.meta.messages[messageId] ?? messageId, data);
  const others = group.length - 1;
  const parts = [rule.meta.id, place.file, problem.scope === 'function' ? fn.name : '', messageId, problem.cause ?? ''];
  return [
    {
      ruleId: rule.meta.id,
      severity: severity ?? level,
      message: others > 0 ? `${message} The same holds for ${others} more.` : message,
      ...place,
      functions: group.map((each) => each.fn.id),
      callPath: [],
      related: [],
      ...(impact && { impact }),
      fixes: [],
      fingerprint: createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 16),
      suppressed: false,
    },
  ];
}

function placeOf({ entrance }: BundleProblem, { declaredIn }: LambdaFunction, read: ReadText): Place {
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
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

interface Run {
  readonly rules: readonly BundleRule[];
  readonly options: Options;
  readonly settings: Settings;
  readonly read: ReadText;
}

function suppress(files: string[], findings: readonly Finding[], { rules, options, settings, read }: Run): RulesRun {
  const problems: Problem[] = [];
  const marked = files.sort().flatMap((file) => {
    const own = findings.filter((finding) => finding.file === file);
    const commented = commentsOf(file, read);
    if (!commented) return own;
    const suppressed = applySuppressions(commented, file, own, {
      requireReason: options.requireSuppressionReason,
      reportUnused: options.reportUnusedSuppressions,
      knownRules: Object.keys(options.rules),
      activeRules: rules.filter((rule) => settings.of(rule, file).level !== 'off').map(({ meta }) => meta.id),
    });
    problems.push(...suppressed.problems);
    return suppressed.findings;
  });
  return { findings: marked, problems };
}

function commentsOf(file: string, read: ReadText): Commented | undefined {
  const text = read(file);
  if (!text?.includes('coldlens-')) return undefined;
  return isCodeFile(file) ? commentedCode(parseSource(file, text)) : commentedData(text);
}

function internalProblem({ meta }: BundleRule, { declaredIn, name }: LambdaFunction, error: unknown): Problem {
  const { message } = error instanceof Error ? error : new Error(String(error));
  return {
    kind: 'internal',
    file: declaredIn.file,
    line: declaredIn.line,
    message: `Rule ${meta.id} failed on ${name}: ${message}`,
  };
}
