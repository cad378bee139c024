import type { RawRules } from '../config/raw-config.js';

/** The section `coldlens` of an editor's settings. */
export interface EditorSettings {
  readonly enable: boolean;
  readonly run: 'onType' | 'onSave';
  /** Diagnostics of files that are open, or of all. */
  readonly diagnostics: 'openFiles' | 'workspace';
  /** Levels for rules that the project's config leaves open. */
  readonly rules: RawRules;
  /** The only config file to use, relative to the folder. */
  readonly config: string;
  readonly codeLens: LensSettings;
  readonly bundle: BundleSettings;
}

/** When functions are built to see what they weigh. */
interface BundleSettings {
  readonly build: 'onSave' | 'onDemand' | 'off';
}

/** Which lenses are shown above handlers and imports. */
export interface LensSettings {
  readonly findings: boolean;
  readonly settings: boolean;
  readonly size: boolean;
  readonly coldStart: boolean;
  readonly imports: boolean;
  /** Imports that cost less have no lens. */
  readonly importMinKb: number;
}

const DEFAULTS: EditorSettings = {
  enable: true,
  run: 'onType',
  diagnostics: 'openFiles',
  rules: {},
  config: '',
  codeLens: { findings: true, settings: true, size: true, coldStart: true, imports: true, importMinKb: 10 },
  bundle: { build: 'onSave' },
};

/** Settings as the editor sent them; what is missing or has the wrong type has its default. */
export function parseSettings(sent: unknown): EditorSettings {
  return sameShape(DEFAULTS, sent);
}

function sameShape<T>(model: T, sent: unknown): T {
  if (typeof model !== 'object' || model === null) return typeof sent === typeof model ? (sent as T) : model;
  if (typeof sent !== 'object' || sent === null) return model;
  const given = sent as Record<string, unknown>;
  // Free-form where the model is empty.
  if (Object.keys(model).length === 0) return given as T;
  return Object.fromEntries(Object.entries(model).map(([key, value]) => [key, sameShape(value, given[key])])) as T;
}
