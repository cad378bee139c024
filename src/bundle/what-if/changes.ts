import { didYouMean } from '../../lib/nearest.js';
import { UsageError } from '../../model/errors.js';
import { alternatives } from './alternatives.js';
import { importsItself, isInstalled, type WhatIf } from './context.js';

/** Changes of build settings. */
const SETTINGS: readonly WhatIf[] = [
  {
    change: 'minify',
    title: 'minified',
    patch: ({ bundle }) => (bundle.minified ? undefined : { options: { minify: true } }),
  },
  {
    change: 'no-source-map',
    title: 'without source map',
    patch: ({ bundle }) => (bundle.sourceMapBytes > 0 ? { options: { sourcemap: false } } : undefined),
  },
  {
    change: 'esm-packages',
    title: 'mainFields: module, main',
    patch: ({ options }) =>
      options.mainFields?.[0] === 'module' ? undefined : { options: { mainFields: ['module', 'main'] } },
  },
];

const KNOWN = [...SETTINGS, ...alternatives];

/**
 * Reads what was asked for: the name of a change, `without:PACKAGE`, `OLD=NEW`, or `advice` for all that are well known.
 *
 * @throws {UsageError} for a word that is none of these.
 */
export function parseChanges(words: readonly string[]): readonly WhatIf[] {
  return [...new Map(words.flatMap(toChanges).map((change) => [change.change, change])).values()];
}

function toChanges(word: string): readonly WhatIf[] {
  if (word === 'advice') return KNOWN;
  const known = KNOWN.find(({ change }) => change === word);
  if (known) return [known];
  const [, left] = /^without:(\S+)$/.exec(word) ?? [];
  if (left !== undefined) return [without(left)];
  const [, old, other] = /^([^=\s]+)=([^=\s]+)$/.exec(word) ?? [];
  if (old !== undefined && other !== undefined) return [exchange(old, other)];
  const words = ['advice', ...KNOWN.map(({ change }) => change), 'without:PACKAGE', 'OLD=NEW'];
  throw new UsageError(`Unknown change "${word}". Available: ${words.join(', ')}.${didYouMean(word, words)}`);
}

/** As if nobody imported the package, other packages included. */
function without(name: string): WhatIf {
  return {
    change: `without:${name}`,
    title: `without ${name}`,
    patch: ({ bundle, folder }) => {
      if (!bundle.packages.some((share) => share.name === name)) return undefined;
      return { substitutes: [{ package: name, isOwnOnly: false, contents: 'module.exports = {};', folder }] };
    },
  };
}

function exchange(old: string, other: string): WhatIf {
  return {
    change: `${old}=${other}`,
    title: `${old} → ${other}`,
    patch: (context) => {
      if (!importsItself(context, old)) return undefined;
      if (!isInstalled(context, other))
        throw new UsageError(`${other} is not installed, so ${old}=${other} cannot be built.`);
      const contents = `module.exports = require(${JSON.stringify(other)});`;
      return { substitutes: [{ package: old, isOwnOnly: true, contents, folder: context.folder }] };
    },
  };
}
