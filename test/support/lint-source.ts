import { resolveOptions } from '../../src/config/resolve-options.js';
import { analyze } from '../../src/core/analyze.js';
import type { InitCostOf } from '../../src/model/cold-start.js';
import type { AnalysisResult } from '../../src/model/result.js';
import { rules } from '../../src/rules/index.js';
import { memoryHost } from './memory-host.js';
import { everyPackageCosts } from './package-costs.js';

const root = '/project';

/** Analyses files held in memory (relative path → text) with the given rules, or with all of the strict preset. */
export async function lintSource(
  files: Readonly<Record<string, string>>,
  onlyRules: readonly string[] = [],
  initCostOf: InitCostOf = everyPackageCosts,
): Promise<AnalysisResult> {
  const texts = Object.entries(files).map(([path, text]) => [`${root}/${path}`, text]);
  const metas = rules.map(({ meta }) => meta);
  const strict = { folder: root, config: { preset: 'strict' } } as const;
  const options = resolveOptions({ root, paths: [], rules: metas, onlyRules }, { outer: [strict], nested: [] });
  return analyze(options, memoryHost(Object.fromEntries(texts)), initCostOf);
}

/** Like `lintSource` for one rule, by \`file:line\`, sorted as reported. */
export async function findingLines(
  files: Readonly<Record<string, string>>,
  ruleId: string,
): Promise<readonly string[]> {
  const { findings } = await lintSource(files, [ruleId]);
  return findings
    .filter((each) => each.ruleId === ruleId && !each.suppressed)
    .map(({ file, line }) => `${file}:${line}`);
}
