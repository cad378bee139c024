import { resolveOptions } from '../../src/config/resolve-options.js';
import { fixProject } from '../../src/core/fix-project.js';
import type { FixChoice } from '../../src/engine/fixing/choose-fix.js';
import type { FixOutcome } from '../../src/model/result.js';
import { rules } from '../../src/rules/index.js';
import { memoryHost } from './memory-host.js';
import { everyPackageCosts } from './package-costs.js';

const root = '/project';

export interface FixedSource {
  /** All files as they are after the fixes: relative path → text. */
  readonly files: Readonly<Record<string, string>>;
  readonly outcome: FixOutcome;
}

/** Fixes files held in memory (relative path → text), by default with everything that the given rules offer. */
export async function fixSource(
  files: Readonly<Record<string, string>>,
  onlyRules: readonly string[] = [],
  choice: FixChoice = { isSafeWanted: true, suggestionsOf: rules.map(({ meta }) => meta.id) },
): Promise<FixedSource> {
  const texts = Object.entries(files).map(([path, text]) => [`${root}/${path}`, text]);
  const metas = rules.map(({ meta }) => meta);
  const strict = { folder: root, config: { preset: 'strict' } } as const;
  const options = resolveOptions({ root, paths: [], rules: metas, onlyRules }, { outer: [strict], nested: [] });
  const outcome = await fixProject(options, memoryHost(Object.fromEntries(texts)), choice, everyPackageCosts);
  const changed = outcome.changes.map(({ file, after }) => [file, after]);
  return { files: { ...files, ...Object.fromEntries(changed) }, outcome };
}
