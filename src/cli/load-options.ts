import { loadConfig } from '../config/load-config.js';
import { resolveOptions } from '../config/resolve-options.js';
import type { RuleMeta } from '../engine/asking/define-rule.js';
import { didYouMean } from '../lib/nearest.js';
import { isWithin } from '../lib/paths.js';
import { UsageError } from '../model/errors.js';
import type { Host } from '../model/host.js';
import type { Options } from '../model/options.js';
import { absolute, findTargets } from './targets.js';

export interface OptionFlags {
  readonly config?: string;
  readonly rule?: readonly string[];
}

/**
 * Arguments and config files → what the core runs on. Whoever types the command trusts the folder, so config code may run.
 *
 * @param root where it is known.
 */
export async function loadOptions(
  args: readonly string[],
  flags: OptionFlags,
  cwd: string,
  host: Host,
  root?: string,
): Promise<{ readonly options: Options; readonly rules: readonly RuleMeta[] }> {
  const targets = findTargets(args, cwd, host, root);
  const { ruleMetas: rules } = await import('../rules/index.js');
  const onlyRules = flags.rule ?? [];
  checkRuleIds(onlyRules, rules);
  const configPath = flags.config && absolute(flags.config, cwd);
  // The folder that paths have in common may hold anything else.
  const isAll = isWithin(targets.root, cwd) || targets.paths.length === 0;
  const near = isAll ? [] : [...targets.paths, ...[cwd].filter((each) => isWithin(each, targets.root))];
  const config = await loadConfig(host, targets.root, { rules, allowCode: true, configPath, near });
  return { options: resolveOptions({ ...targets, rules, onlyRules }, config), rules };
}

function checkRuleIds(ids: readonly string[], rules: readonly RuleMeta[]): void {
  const known = rules.map(({ id }) => id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown !== undefined) {
    throw new UsageError(`There is no rule "${unknown}".${didYouMean(unknown, known)}`);
  }
}
