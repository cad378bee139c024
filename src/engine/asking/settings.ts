import picomatch from 'picomatch';
import { absolutePath, relativePath } from '../../lib/paths.js';
import type { Options, RuleLevel, RuleSetting } from '../../model/options.js';
import type { Rule } from './define-rule.js';

/** About code or about bundles. */
type AnyRule = Pick<Rule, 'meta'>;

/** Levels and options of each rule for each file: defaults, config, overrides by glob. */
export interface RuleSettings {
  of(rule: AnyRule, file: string): RuleSetting;
  isOnSomewhere(rule: AnyRule): boolean;
}

export function createSettings(options: Options): RuleSettings {
  const { root } = options;
  const overrides = options.overrides.map(({ base, files, rules }) => {
    const isMatch = picomatch([...files]);
    return { rules, matches: (file: string): boolean => isMatch(relativePath(base, absolutePath(root, file))) };
  });
  const baseOf = ({ meta }: AnyRule): RuleSetting => {
    const configured = options.rules[meta.id];
    const level = configured?.level ?? defaultLevel(meta);
    return { ...configured, level, options: { ...defaultsOf(meta), ...configured?.options } };
  };
  return {
    of: (rule, file) => {
      let setting = baseOf(rule);
      for (const { rules, matches } of overrides) {
        const own = rules[rule.meta.id];
        if (!own || !matches(file)) continue;
        setting = {
          ...setting,
          ...own,
          level: own.level ?? setting.level,
          options: { ...setting.options, ...own.options },
        };
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
