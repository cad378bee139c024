import type { ts } from 'ts-morph';
import { importPlaces } from '../ast/import-places.js';
import type { Module } from '../lambda/modules.js';
import type { Program } from '../lambda/program.js';
import type { Finding } from '../model/finding.js';
import type { Options } from '../model/options.js';
import type { Problem } from '../model/problem.js';
import { each, type Steps } from '../model/steps.js';
import { commentedCode } from './commented.js';
import type { Rule, RuleProblem } from './define-rule.js';
import { byPlace } from './finding-order.js';
import { fileOf, fixesOf, toFinding } from './findings.js';
import { numberRepeats } from './fingerprint.js';
import { createSettings, type Settings } from './settings.js';
import { applySuppressions } from './suppressions.js';

export interface RulesRun {
  /** Sorted by file, line, column, rule; one for each fingerprint and place. */
  readonly findings: readonly Finding[];
  /** A rule that crashed is one of these, and costs no other rule anything. */
  readonly problems: readonly Problem[];
}

/** Some milliseconds. */
const FILES_PER_STEP = 100;

interface Run {
  readonly rules: readonly Rule[];
  readonly program: Program;
  readonly options: Options;
  readonly settings: Settings;
}

/** Asks every rule that is on somewhere, and lets comments have the last word. */
export function* runRules(rules: readonly Rule[], program: Program, options: Options): Steps<RulesRun> {
  const settings = createSettings(options);
  const findings: Finding[] = [];
  const problems: Problem[] = [];
  for (const rule of rules) {
    if (!settings.isOnSomewhere(rule)) continue;
    yield* runRule(rule, program, settings, findings, problems);
  }
  const suppressed = suppress(numberRepeats(findings.sort(byPlace)), { rules, program, options, settings });
  return { findings: suppressed.findings, problems: [...problems, ...suppressed.problems] };
}

/** File by file, as comments reach no further; files without findings too, whose comments may be unused. */
function suppress(findings: readonly Finding[], run: Run): RulesRun {
  const { program, options, rules, settings } = run;
  // Rules about bundles are known as well, and never run here.
  const ownRules = rules.map((rule) => rule.meta.id);
  const knownRules = [...new Set([...ownRules, ...Object.keys(options.rules)])];
  const marked = new Map<Finding, Finding>();
  const problems: Problem[] = [];
  for (const { file } of program.modules.values()) {
    if (!file.text.includes('coldlens-')) continue;
    const path = fileOf(file, program);
    const own = findings.filter((finding) => finding.file === path);
    const activeRules = ownRules.filter((_, index) => settings.of(rules[index]!, path).level !== 'off');
    const suppressed = applySuppressions(commentedCode(file), path, own, {
      requireReason: options.requireSuppressionReason,
      reportUnused: options.reportUnusedSuppressions,
      knownRules,
      activeRules,
      mayServeOthers: (start, end) => bundlePlaces(file, path, program).some((at) => start <= at && at < end),
    });
    own.forEach((finding, index) => void marked.set(finding, suppressed.findings[index]!));
    problems.push(...suppressed.problems);
  }
  return { findings: findings.map((finding) => marked.get(finding) ?? finding), problems };
}

/** Offsets where rules about bundles tell what they find, in a run that builds the functions: imports, and functions that are declared in code. */
function bundlePlaces(file: ts.SourceFile, path: string, { functions }: Program): readonly number[] {
  const lineStarts = file.getLineStarts();
  const here = functions.map(({ declaredIn }) => declaredIn).filter((declaration) => declaration.file === path);
  const declared = here.map(({ line, column = 1 }) => (lineStarts[line - 1] ?? 0) + column - 1);
  return [...importPlaces(file.text).map(({ start }) => start), ...declared];
}

/** File by file, so that a crash costs what one rule says of one file; it is told once, with the number of files. */
function* runRule(
  rule: Rule,
  program: Program,
  settings: Settings,
  findings: Finding[],
  problems: Problem[],
): Steps<void> {
  const crashes: Problem[] = [];
  const crash = (error: unknown, { file }: Module): void =>
    void crashes.push(internalProblem(rule, error, fileOf(file, program)));
  const step = { kind: 'rule', name: rule.meta.id } as const;
  yield* each(program.modules.values(), FILES_PER_STEP, step, (module) => {
    const { level, options } = settings.of(rule, fileOf(module.file, program));
    if (level === 'off') return;
    try {
      for (const problem of rule.check({ program, module, options })) {
        const finding = toFinding(problem, rule.meta, level, program);
        // Ways that lead through a wrapper shared by handlers may turn out to belong to no function at all.
        if (finding.functions.length === 0) continue;
        findings.push(withFixes(finding, problem, program, (error) => crash(error, module)));
      }
    } catch (error) {
      crash(error, module);
    }
  });
  yield step;
  const [first] = crashes;
  if (!first) return;
  const more = crashes.length > 1 ? ` (and in ${crashes.length - 1} more files)` : '';
  problems.push({ ...first, message: first.message + more });
}

/** A fix that crashes costs the fix, not the finding. */
function withFixes(
  finding: Finding,
  problem: RuleProblem,
  program: Program,
  onCrash: (error: unknown) => void,
): Finding {
  try {
    const fixes = fixesOf(problem, program);
    return fixes.length > 0 ? { ...finding, fixes } : finding;
  } catch (error) {
    onCrash(error);
    return finding;
  }
}

function internalProblem(rule: Rule, error: unknown, file: string): Problem {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const place = stack.split('\n')[1]?.trim() ?? '';
  return { kind: 'internal', file, message: `Rule ${rule.meta.id} failed: ${message} ${place}`.trim() };
}
