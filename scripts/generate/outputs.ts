import { existsSync, readFileSync } from 'node:fs';
import { configSchema } from '../../src/config/schema.js';
import type { RuleMeta } from '../../src/engine/asking/define-rule.js';
import { parts } from '../../test/support/parts.js';
import { rooms } from '../../test/support/rooms.js';
import { harnessModule } from './harness.js';
import { commandsTable, manifest, settingsTable } from './manifest.js';
import { fillBetweenMarkers, markdownTable } from './markers.js';
import { page } from './page.js';
import { rulePage } from './rule-page.js';
import { ruleMetas, rulesIndex } from './rules.js';

/** All generated files, path → text. Parts that people write are kept. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const metas = await ruleMetas();
  const pages = metas.filter(({ id }) => existsSync(pagePath(id))).map(pageFile);
  const packageJson = manifest(readFileSync('package.json', 'utf8'), metas);
  return new Map([
    ['package.json', packageJson],
    ['docs/editor.md', editorPage(readFileSync('docs/editor.md', 'utf8'), packageJson)],
    ['src/report/page/page.generated.ts', await page()],
    ['src/host/start/harness.generated.ts', harnessModule()],
    ['src/rules/index.ts', rulesIndex()],
    ['schema/coldlens.schema.json', `${JSON.stringify(configSchema(metas), undefined, 2)}\n`],
    [
      'docs/architecture.md',
      fillBetweenMarkers(readFileSync('docs/architecture.md', 'utf8'), 'parts', partsTable(), 'docs/architecture.md'),
    ],
    [
      'docs/folders.md',
      fillBetweenMarkers(readFileSync('docs/folders.md', 'utf8'), 'folders', foldersList(), 'docs/folders.md'),
    ],
    ['README.md', fillBetweenMarkers(readFileSync('README.md', 'utf8'), 'rules', rulesTable(metas), 'README.md')],
    ...pages,
  ]);
}

function pagePath(id: string): string {
  return `docs/rules/${id}.md`;
}

function editorPage(text: string, packageJson: string): string {
  const withSettings = fillBetweenMarkers(text, 'settings', settingsTable(packageJson), 'docs/editor.md');
  return fillBetweenMarkers(withSettings, 'commands', commandsTable(packageJson), 'docs/editor.md');
}

/** A missing page is for the docs test to report, which also says what to do. */
function pageFile(meta: RuleMeta): readonly [string, string] {
  const path = pagePath(meta.id);
  return [path, rulePage(readFileSync(path, 'utf8'), meta, path)];
}

function rulesTable(metas: readonly RuleMeta[]): string {
  const rows = metas.map(({ id, summary, severity, preset, fix }) => [
    `[\`${id}\`](${pagePath(id)})`,
    summary,
    severity,
    preset,
    fix,
  ]);
  return rows.length > 0 ? markdownTable(['Rule', 'Reports', 'Severity', 'Preset', 'Fix'], rows) : 'None yet.';
}

/** Who may import whom, as the test of the architecture holds it. */
function partsTable(): string {
  const rows = Object.entries(parts).map(([name, { holds, mayUse }]) => [
    `\`${name}\``,
    holds,
    mayUse.map((part) => `\`${part}\``).join(' '),
  ]);
  return markdownTable(['Part', 'Holds', 'May use, besides `lib`, `model` and `derived`'], rows);
}

/** Every folder of `src` with what it holds, inner ones below their part. */
function foldersList(): string {
  return Object.entries(parts)
    .filter(([name]) => !name.endsWith('.ts'))
    .flatMap(([name, { holds }]) => [
      `- \`${name}\`: ${holds}`,
      ...Object.entries(rooms).flatMap(([room, held]) =>
        room.startsWith(`${name}/`) ? [`${'  '.repeat(room.split('/').length - 1)}- \`${room}\`: ${held}`] : [],
      ),
    ])
    .join('\n');
}
