import { defined, ignored, majorOrAssumed, otherOptions, sharedOptions } from './common.js';
import type { SettingsReader } from './tool-settings.js';

/** Settings that a config file gives for functions whose deployment file knows no bundler. */
export const plainSettings: SettingsReader = (build, fn) => {
  const assumptions: string[] = [];
  const { options, unknown } = otherOptions(build.other);
  const target = build.target ?? `node${majorOrAssumed(fn, assumptions)}`;
  const outfile = build.format === 'esm' ? 'index.mjs' : 'index.js';
  return {
    outfile,
    builtAt: `dist/*/${outfile}`,
    options: { ...sharedOptions(build), ...defined({ target, external: build.external }), ...options },
    assumptions: [...assumptions, ...ignored(unknown)],
  };
};
