import { folderOf, foldersUpwards, isBelow } from '../lib/paths.js';
import type { DeclaredHandler, Options, Override, RuleSetting } from '../model/options.js';
import { bundleOptionsOf } from './bundle-options.js';
import type { ConfigLayer, LoadedConfig } from './load-config.js';
import type { ConfigurableRule, Preset, RawConfig, RawRules } from './raw-config.js';
import { rebaseGlob } from './rebase-glob.js';

type SettingsById = Readonly<Record<string, RuleSetting>>;
type PartialSettings = Override['rules'];
/** As a config states it. */
type StatedSetting = Pick<RuleSetting, 'level'> & Partial<RuleSetting>;

export interface Request {
  readonly root: string;
  readonly paths: readonly string[];
  readonly linkedPaths?: readonly string[];
  readonly rules: readonly ConfigurableRule[];
  /** Ids of the only rules to run; empty means what the config says. */
  readonly onlyRules: readonly string[];
}

/** Lays the config layers over the defaults. The result is trusted everywhere else. */
export function resolveOptions(request: Request, { outer, nested }: LoadedConfig): Options {
  const { root, paths, linkedPaths, rules, onlyRules } = request;
  const layers = [...outer, ...nested];
  const preset = outer.findLast(({ config }) => config.preset)?.config.preset ?? 'recommended';
  const configured = outer.reduce((base, { config }) => layOver(base, config.rules), presetSettings(rules, preset));
  const overrides = [
    ...outer.flatMap((layer, index) => (index > 0 ? layerOverrides(layer, rules) : fileOverrides(layer))),
    ...nested.flatMap((layer) => layerOverrides(layer, rules)),
  ];
  const suppressions: RawConfig['suppressions'] = Object.assign({}, ...outer.map(({ config }) => config.suppressions));
  return {
    root,
    paths,
    ...(linkedPaths && { linkedPaths }),
    rules: onlyRules.length > 0 ? only(configured, rules, onlyRules) : configured,
    overrides: onlyRules.length > 0 ? overrides.map((override) => onlyOverride(override, onlyRules)) : overrides,
    ignore: layers.flatMap((layer) => ignoreGlobs(layer, root)),
    clients: layers.flatMap(({ config }) => config.clients ?? []),
    handlers: layers.flatMap((layer) => handlersOf(layer, root)),
    bundle: bundleOptionsOf(layers, root),
    requireSuppressionReason: suppressions?.requireReason ?? false,
    // With some rules left out, a comment about all rules may only seem unused.
    reportUnusedSuppressions: onlyRules.length === 0 && (suppressions?.reportUnused ?? true),
  };
}

/** Every rule's setting under a preset. Experimental rules only run when they are named. */
function presetSettings(rules: readonly ConfigurableRule[], preset: Preset): SettingsById {
  const runs = (rule: ConfigurableRule) => rule.preset === 'recommended' || rule.preset === preset;
  return Object.fromEntries(
    rules.map((rule) => {
      const level = runs(rule) ? rule.severity : 'off';
      return [rule.id, { level, options: defaultOptions(rule), isStrict: preset === 'strict' }];
    }),
  );
}

function defaultOptions({ options }: ConfigurableRule): RuleSetting['options'] {
  return Object.fromEntries(Object.entries(options).map(([name, option]) => [name, option.default]));
}

function layOver(base: SettingsById, rules: RawRules | undefined): SettingsById {
  const laid = Object.entries(parseRules(rules)).map(([id, { level, options }]) => {
    const setting = { ...base[id], level, options: { ...base[id]?.options, ...options } };
    return [id, setting] as const;
  });
  return { ...base, ...Object.fromEntries(laid) };
}

function parseRules(rules: RawRules = {}): Readonly<Record<string, StatedSetting>> {
  return Object.fromEntries(
    Object.entries(rules).map(([id, raw]) => {
      const [level, options] = typeof raw === 'string' ? [raw] : raw;
      return [id, options ? { level, options } : { level }];
    }),
  );
}

function fileOverrides({ folder, config }: ConfigLayer): readonly Override[] {
  return (config.overrides ?? []).map(({ files, rules }) => ({ base: folder, files, rules: parseRules(rules) }));
}

/** A layer as overrides: what the folder's file says of all its files comes before what it says of some. */
function layerOverrides(layer: ConfigLayer, rules: readonly ConfigurableRule[]): readonly Override[] {
  const { config, folder } = layer;
  const isFreshStart = config.root || config.preset;
  const base: PartialSettings = isFreshStart ? presetSettings(rules, config.preset ?? 'recommended') : {};
  return [{ base: folder, files: ['**'], rules: { ...base, ...parseRules(config.rules) } }, ...fileOverrides(layer)];
}

/** A rule that is asked for by name runs even when the config turns it off. */
function only(settings: SettingsById, rules: readonly ConfigurableRule[], ids: readonly string[]): SettingsById {
  const chosen = rules.map(({ id, severity }) => {
    const { level, ...setting } = settings[id]!;
    return [id, { ...setting, level: ids.includes(id) ? (level === 'off' ? severity : level) : 'off' }] as const;
  });
  return Object.fromEntries(chosen);
}

function onlyOverride(override: Override, ids: readonly string[]): Override {
  const kept = Object.entries(override.rules).filter(([id]) => ids.includes(id));
  return { ...override, rules: Object.fromEntries(kept) };
}

/** A name of a folder covers what is in it, as in `.gitignore`. */
function ignoreGlobs({ config, folder }: ConfigLayer, root: string): readonly string[] {
  return (config.ignore ?? [])
    .map((glob) => glob.replace(/\/$/, ''))
    .flatMap((glob) => (glob.endsWith('**') ? [glob] : [glob, `${glob}/**`]))
    .flatMap((glob) => [rebaseGlob(glob, folder, root) ?? [], beside(glob, folder, root)].flat());
}

/** What the glob of a config above says of files that lie outside of the root, which are named from there. */
function beside(glob: string, folder: string, root: string): readonly string[] {
  if (glob.startsWith('!') || !isBelow(root, folder)) return [];
  return foldersUpwards(folderOf(root), folder).flatMap((around, index) => {
    const rebased = rebaseGlob(glob, folder, around);
    return rebased === undefined ? [] : [`${'../'.repeat(index + 1)}${rebased}`];
  });
}

function handlersOf({ config, folder }: ConfigLayer, root: string): readonly DeclaredHandler[] {
  return (config.handlers ?? []).flatMap((handler) => {
    const file = rebaseGlob(handler.file, folder, root);
    return file === undefined ? [] : [{ ...handler, file }];
  });
}
