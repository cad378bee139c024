import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { manifest } from '../../../scripts/generate/manifest.js';
import { COMMAND_IDS, FUNCTIONS_VIEW } from '../../../src/editor/command-ids.js';
import { rulesOf } from '../../../src/editor/rule-list.js';
import { ruleMetas } from '../../../src/rules/index.js';

const text = readFileSync('package.json', 'utf8');
const packageJson = JSON.parse(text);
const { contributes } = packageJson;
const metas = ruleMetas;

/** Every `command:…` link in the texts of the contributions. */
const links = [...text.matchAll(/\(command:([\w.]+)\)/g)].map((match) => match[1]!);

/** What to suppress is known to code actions only. */
const startable = Object.values(COMMAND_IDS).filter((id) => id !== COMMAND_IDS.suppress);

describe('package.json', () => {
  it('declares the commands that a user can start', () => {
    const declared = contributes.commands.map(({ command }: { command: string }) => command);
    assert.deepEqual(declared.toSorted(), startable.toSorted());
  });

  it('lists every rule among the settings', () => {
    assert.deepEqual(
      rulesOf(packageJson),
      metas.map(({ id, summary }) => ({ id, summary })),
    );
  });

  it('has a page for every rule that can be opened', () => {
    assert.deepEqual(
      rulesOf(packageJson).filter(({ id }) => !existsSync(`docs/rules/${id}.md`)),
      [],
    );
  });

  it('is renewed without touching what people wrote', () => {
    const stale = text.replace('A loop that awaits', 'Something else about');
    assert.deepEqual([stale === text, manifest(stale, metas)], [false, text]);
  });

  it('describes every setting and gives each a scope', () => {
    const settings: readonly [string, Record<string, unknown>][] = Object.entries(contributes.configuration.properties);
    const lacking = settings.filter(([, each]) => !each.markdownDescription || !each.scope || !('default' in each));
    assert.deepEqual(lacking, []);
  });

  it('links to own commands only, or to those of VS Code', () => {
    const known = [
      ...Object.values(COMMAND_IDS),
      `${FUNCTIONS_VIEW}.focus`,
      'vscode.openFolder',
      'editor.action.quickFix',
    ];
    assert.deepEqual(
      links.filter((link) => !known.includes(link)),
      [],
    );
  });

  it('names files that are there', () => {
    const steps: readonly { media: { markdown: string } }[] = contributes.walkthroughs[0].steps;
    const files = [
      ...steps.map(({ media }) => media.markdown),
      ...contributes.jsonValidation.map(({ url }: { url: string }) => url),
      contributes.viewsContainers.activitybar[0].icon,
    ];
    assert.deepEqual(
      files.filter((file) => !existsSync(file)),
      [],
    );
  });

  it('activates only where there may be Lambda code', () => {
    const events: readonly string[] = packageJson.activationEvents;
    assert.deepEqual(
      events.filter((event) => !/^(workspaceContains|onLanguage):/.test(event)),
      [],
    );
  });
});
