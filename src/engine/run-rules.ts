import picomatch from 'picomatch';
import type { Program } from '../lambda/program.js';
import type { Finding } from '../model/finding.js';
import type { Options, RuleLevel, RuleSetting } from '../model/options.js';
import type { Problem } from '../model/problem.js';
import type { Rule } from './define-rule.js';
import { toFinding } from './findings.js';

export interface RulesRun {
  /** Sorted by file, line, column, rule; one for each fingerprint and place. */
  readonly findings: readonly Finding[];
  /** A rule that crashed is one of these, and costs no other rule anything. */
  readonly problems: readonly Problem[];
}

export interface Clock {
  /** Runs the work and books its time under the rule. */
  time<T>(rule: string, work: () => T): T;
}

/** Asks every rule that is on somewhere. */
export function runRules(rules: readonly Rule[], program: Program, options: Options, clock: Clock): RulesRun {
  const settings = createSettings(options);
  const findings: Finding[] = [];
  const problems: Problem[] = [];
  for (const rule of rules) {
    if (!settings.isOnSomewhere(rule)) continue;
    clock.time(rule.meta.id, () => runRule(rule, program, settings, findings, problems));
  }
  return { findings: numberRepeats(findings.sort(byPlace)), problems };
}

/** File by file, so that a crash costs what one rule says of one file; it is told once, with the number of files. */
function runRule(rule: Rule, program: Program, settings: Settings, findings: Finding[], problems: Problem[]): void {
  const crashes: Problem[] = [];
  for (const module of program.modules.values()) {
    const { level, options } = settings.of(rule, relative(module.path, program));
    if (level === 'off') continue;
    try {
      for (const problem of rule.check({ program, module, options })) {
        const finding = toFinding(problem, rule.meta, level, program);
        // Ways that lead through a wrapper shared by handlers may turn out to belong to no function at all.
        if (finding.functions.length > 0) findings.push(finding);
      }
    } catch (error) {
      crashes.push(internalProblem(rule, error, relative(module.path, program)));
    }
  }
  const [first] = crashes;
  if (!first) return;
  const more = crashes.length > 1 ? ` (and in ${crashes.length - 1} more files)` : '';
  problems.push({ ...first, message: first.message + more });
}

function relative(path: string, program: Program): string {
  return path.slice(program.root.length + 1);
}

interface Settings {
  of(rule: Rule, file: string): RuleSetting;
  isOnSomewhere(rule: Rule): boolean;
}

function createSettings(options: Options): Settings {
  const overrides = options.overrides.map((override) => {
    const base = override.base === options.root ? '' : `${override.base.slice(options.root.length + 1)}/`;
    return { ...override, matches: picomatch(override.files.map((glob) => base + glob)) };
  });
  const baseOf = ({ meta }: Rule): RuleSetting => {
    const configured = options.rules[meta.id];
    return { level: configured?.level ?? defaultLevel(meta), options: { ...defaultsOf(meta), ...configured?.options } };
  };
  return {
    of: (rule, file) => {
      let setting = baseOf(rule);
      for (const { rules, matches } of overrides) {
        const own = rules[rule.meta.id];
        if (!own || !matches(file)) continue;
        setting = { level: own.level ?? setting.level, options: { ...setting.options, ...own.options } };
      }
      return setting;
    },
    isOnSomewhere: (rule) => {
      const levels = [baseOf(rule).level, ...overrides.map(({ rules }) => rules[rule.meta.id]?.level)];
      return levels.some((level) => level !== undefined && level !== 'off');
    },
  };
}

function defaultLevel(meta: Rule['meta']): RuleLevel {
  return meta.preset === 'recommended' ? meta.severity : 'off';
}

function defaultsOf(meta: Rule['meta']): Record<string, unknown> {
  return Object.fromEntries(Object.entries(meta.options).map(([name, option]) => [name, option.default]));
}

function internalProblem(rule: Rule, error: unknown, file: string): Problem {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const place = stack.split('\n')[1]?.trim() ?? '';
  return { kind: 'internal', file, message: `Rule ${rule.meta.id} failed: ${message} ${place}`.trim() };
}

function byPlace(a: Finding, b: Finding): number {
  return (
    (a.file < b.file ? -1 : Number(a.file > b.file)) ||
    a.line - b.line ||
    a.column - b.column ||
    (a.ruleId < b.ruleId ? -1 : Number(a.ruleId > b.ruleId))
  );
}

/** Equal code twice in one function has equal fingerprints; the second gets a number, as their order is what tells them apart. */
function numberRepeats(findings: readonly Finding[]): Finding[] {
  const counts = new Map<string, number>();
  return findings.map((finding) => {
    const count = counts.get(finding.fingerprint) ?? 0;
    counts.set(finding.fingerprint, count + 1);
    return count === 0 ? finding : { ...finding, fingerprint: `${finding.fingerprint}-${count + 1}` };
  });
}
