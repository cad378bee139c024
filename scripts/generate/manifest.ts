import { applyEdits, modify } from 'jsonc-parser';
import type { RuleMeta } from '../../src/engine/asking/define-rule.js';
import { markdownTable } from './markers.js';

const rulesPath = ['contributes', 'configuration', 'properties', 'coldlens.rules'];

const levels = ['off', 'info', 'warning', 'error'];

/** package.json with the setting `coldlens.rules` renewed; everything else in it stays as people wrote it. */
export function manifest(text: string, metas: readonly RuleMeta[]): string {
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: '\n' };
  return applyEdits(text, modify(text, rulesPath, rulesSetting(metas), { formattingOptions }));
}

function rulesSetting(metas: readonly RuleMeta[]) {
  return {
    type: 'object',
    default: {},
    scope: 'resource',
    markdownDescription:
      'Rule → level, for rules that the project config file does not set. Rule options can only be set in a config file.',
    additionalProperties: false,
    properties: Object.fromEntries(
      metas.map(({ id, summary }) => [id, { type: 'string', enum: levels, description: summary }]),
    ),
  };
}

interface Setting {
  readonly default: unknown;
  readonly scope: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly markdownDescription: string;
}

/** The settings that a package.json declares, as a Markdown table. */
export function settingsTable(manifest: string): string {
  const settings: Readonly<Record<string, Setting>> = JSON.parse(manifest).contributes.configuration.properties;
  const rows = Object.entries(settings).map(([name, setting]) => [
    `\`${name}\``,
    [setting.markdownDescription, ...choices(setting)].join(' '),
    `\`${JSON.stringify(setting.default)}\``,
    setting.scope === 'resource' ? 'folder' : 'window',
  ]);
  return markdownTable(['Setting', 'Meaning', 'Default', 'Set for each'], rows);
}

function choices({ enum: values = [], enumDescriptions = [] }: Setting): readonly string[] {
  return values.map((value, index) => {
    const description = enumDescriptions[index];
    return description ? `\`${value}\`: ${description}` : `\`${value}\`.`;
  });
}

/** The commands that a package.json declares, as a Markdown table. */
export function commandsTable(manifest: string): string {
  const commands: readonly { command: string; title: string }[] = JSON.parse(manifest).contributes.commands;
  const rows = commands.map(({ command, title }) => [`Coldlens: ${title}`, `\`${command}\``]);
  return markdownTable(['Command', 'Id'], rows);
}
