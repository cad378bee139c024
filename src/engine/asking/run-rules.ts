import type { ts } from 'ts-morph';
import { importPlaces } from '../../ast/import-places.js';
import type { Module } from '../../lambda/modules/modules.js';
import type { Program } from '../../lambda/program.js';
import { groupedText } from '../../lib/grouped-text.js';
import { each, type Steps } from '../../lib/steps.js';
import type { Finding } from '../../model/finding.js';
import type { Options } from '../../model/options.js';
import type { Problem } from '../../model/problem.js';
import { commentedCode } from '../comments/commented.js';
import { type CommentedFile, conclude, type FindingDraft, type RulesOutcome } from '../findings/conclude.js';
import { fileOf, fixesOf, placesOf, toFinding } from '../findings/findings.js';
import { severityOf } from '../findings/message.js';
import { crashOf } from './crash.js';
import type { Rule, RuleProblem } from './define-rule.js';
import { createSettings, type RuleSettings } from './settings.js';

/** Some milliseconds. */
const FILES_PER_STEP = 100;

interface RulesInput {
  readonly rules: readonly Rule[];
  readonly program: Program;
  readonly options: Options;
  readonly settings: RuleSettings;
}

/** Asks every rule that is on somewhere, and lets comments have the last word. */
export function* runRules(rules: readonly Rule[], program: Program, options: Options): Steps<RulesOutcome> {
  const settings = createSettings(options);
  const drafts: FindingDraft[] = [];
  const problems: Problem[] = [];
  for (const rule of rules) {
    if (!settings.isOnSomewhere(rule)) continue;
    yield* runRule(rule, program, settings, drafts, problems);
  }
  const run = conclude(drafts, commentedFiles({ rules, program, options, settings }));
  return { findings: run.findings, problems: [...problems, ...run.problems] };
}

function* commentedFiles({ program, options, rules, settings }: RulesInput): Iterable<CommentedFile> {
  // Rules about bundles are known as well, and never run here.
  const knownRules = [...new Set([...rules.map(({ meta }) => meta.id), ...Object.keys(options.rules)])];
  for (const { file } of program.modules.values()) {
    if (!file.text.includes('coldlens-')) continue;
    const path = fileOf(file, program);
    yield {
      file: path,
      commented: commentedCode(file),
      options: {
        requireReason: options.requireSuppressionReason,
        reportUnused: options.reportUnusedSuppressions,
        knownRules,
        activeRules: rules.filter((rule) => settings.of(rule, path).level !== 'off').map(({ meta }) => meta.id),
        mayServeOthers: (start, end) => bundlePlaces(file, path, program).some((at) => start <= at && at < end),
      },
    };
  }
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
  settings: RuleSettings,
  drafts: FindingDraft[],
  problems: Problem[],
): Steps<void> {
  const crashes: Problem[] = [];
  const crash = (error: unknown, { file }: Module): void =>
    void crashes.push(crashOf(rule.meta, error, { file: fileOf(file, program) }));
  const step = { kind: 'rule', name: rule.meta.id } as const;
  yield* each(program.modules.values(), FILES_PER_STEP, step, (module) => {
    const setting = settings.of(rule, fileOf(module.file, program));
    if (setting.level === 'off') return;
    try {
      for (const problem of rule.check({ program, module, options: setting.options })) {
        const severity = severityOf(rule.meta, problem, setting);
        if (!severity) continue;
        const finding = toFinding(problem, rule.meta, severity, program);
        // Ways that lead through a wrapper shared by handlers may turn out to belong to no function at all.
        if (finding.functions.length === 0) continue;
        const fixed = withFixes(finding, problem, program, (error) => crash(error, module));
        drafts.push({ finding: fixed, places: placesOf(problem, program) });
      }
    } catch (error) {
      crash(error, module);
    }
  });
  yield step;
  const [first] = crashes;
  if (!first) return;
  const more = crashes.length > 1 ? ` (and in ${groupedText(crashes.length - 1)} more files)` : '';
  problems.push({ ...first, message: first.message + more });
}

/**
 * Does code of a deployment program serve it? The program packs such a function with all that it captures, and what a fix puts beside it,
 * a client for instance, may be nothing that can be packed.
 */
function isServedInPlace({ functions }: Finding, program: Program): boolean {
  return program.functions.some(({ id, handler }) => handler.column !== undefined && functions.includes(id));
}

/** A fix that crashes costs the fix, not the finding. */
function withFixes(
  finding: Finding,
  problem: RuleProblem,
  program: Program,
  onCrash: (error: unknown) => void,
): Finding {
  if (isServedInPlace(finding, program)) return finding;
  try {
    const fixes = fixesOf(problem, program);
    return fixes.length > 0 ? { ...finding, fixes } : finding;
  } catch (error) {
    onCrash(error);
    return finding;
  }
}
