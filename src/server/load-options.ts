import { type LoadedConfig, loadConfig } from '../config/load-config.js';
import { resolveOptions } from '../config/resolve-options.js';
import type { RuleMeta } from '../engine/asking/define-rule.js';
import { absolutePath, isBelow, relativePath } from '../lib/paths.js';
import { ConfigError } from '../model/errors.js';
import type { Host } from '../model/host.js';
import type { Options } from '../model/options.js';
import type { Problem } from '../model/problem.js';
import type { EditorSettings } from './settings.js';

export interface OptionsInput {
  readonly root: string;
  readonly host: Host;
  readonly rules: readonly RuleMeta[];
  readonly settings: () => Promise<EditorSettings>;
  readonly isTrusted: boolean;
}

export interface LoadedOptions {
  readonly options: Options;
  /** What is wrong with a config file; the last good one holds meanwhile. */
  readonly problem?: Problem;
}

export interface OptionsLoader {
  load(): Promise<LoadedOptions>;
  /** Reads everything again next time. */
  forget(): void;
}

export function createOptionsLoader({ root, host, rules, settings, isTrusted }: OptionsInput): OptionsLoader {
  let known: Promise<LoadedOptions> | undefined;
  let good: LoadedConfig = { outer: [], nested: [] };
  const load = async (): Promise<LoadedOptions> => {
    const own = await settings();
    const configPath = own.config ? absolutePath(root, own.config) : undefined;
    let problem: Problem | undefined;
    try {
      good = await loadConfig(host, root, { rules, allowCode: isTrusted, configPath });
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      problem = toProblem(error, root);
    }
    // The weakest layer, so that editor and CI agree wherever the project has a word on a rule.
    const known = Object.entries(own.rules).filter(([id]) => rules.some((rule) => rule.id === id));
    const outer = [{ folder: root, config: { rules: Object.fromEntries(known) } }, ...good.outer];
    return { options: resolveOptions({ root, paths: [], rules, onlyRules: [] }, { ...good, outer }), problem };
  };
  return {
    load: () => {
      known ??= load();
      return known;
    },
    forget: () => {
      known = undefined;
    },
  };
}

/** The message of a config error begins with its place. */
function toProblem({ message }: ConfigError, root: string): Problem {
  const [, path = '', line, words = message] = /^(\S.*?\.\w+)(?::(\d+))?: ([\s\S]*)$/.exec(message) ?? [];
  const isInside = isBelow(path, root);
  return {
    kind: 'invalid-config',
    ...(isInside && { file: relativePath(root, path), line: Number(line ?? 1) }),
    message: isInside ? words : message,
  };
}
