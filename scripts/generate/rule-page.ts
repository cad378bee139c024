import type { RuleMeta } from '../../src/engine/asking/define-rule.js';
import { fillBetweenMarkers, markdownTable } from './markers.js';

/** A rule's page with its generated parts renewed: header, options, figures. */
export function rulePage(text: string, meta: RuleMeta, path: string): string {
  const parts = { header: header(meta), options: options(meta), evidence: evidence(meta) };
  return Object.entries(parts).reduce((page, [name, content]) => fillBetweenMarkers(page, name, content, path), text);
}

const presets = {
  recommended: 'on by default',
  strict: 'on with the preset `strict`',
  experimental: 'off unless it is named in the config; it may still change',
} as const;

const fixes = {
  safe: 'safe: the code behaves as before',
  suggestion: 'suggestion: review the change before you apply it',
  none: 'none',
} as const;

function header({ id, summary, severity, preset, category, fix, since }: RuleMeta): string {
  const facts = [
    ['Severity', severity],
    ['Runs', presets[preset]],
    ['About', category],
    ['Fix', fixes[fix]],
    ['Since', since],
  ];
  return [`# ${id}`, `${summary}.`, facts.map(([name, value]) => `- ${name}: ${value}`).join('\n')].join('\n\n');
}

function options({ options }: RuleMeta): string {
  const rows = Object.entries(options).map(([name, option]) => [
    `\`${name}\``,
    option.description,
    `\`${JSON.stringify(option.default)}\``,
  ]);
  const table = rows.length > 0 ? markdownTable(['Option', 'Meaning', 'Default'], rows) : 'This rule has no options.';
  return `## Options\n\n${table}`;
}

function evidence({ evidence }: RuleMeta): string {
  const lines = evidence.map(({ claim, source }) => `- ${claim} (${source})`);
  return `## Figures and their source\n\n${lines.length > 0 ? lines.join('\n') : 'This rule gives no figures.'}`;
}
