import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pageTemplate, ruleTemplate } from './generate/templates.js';

/** `npm run new-rule -- some-id` writes rule, fixtures and page, and renews what is generated. */
const id = process.argv[2] ?? '';
if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id) || existsSync(`src/rules/${id}.ts`)) {
  console.error(`Usage: npm run new-rule -- some-id\n"${id}" is taken, or is not of the form some-id.`);
  process.exit(2);
}
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const files = {
  [`src/rules/${id}.ts`]: ruleTemplate(id, version),
  [`docs/rules/${id}.md`]: pageTemplate(id),
  [`test/fixtures/rules/${id}/bad.ts`]: 'export const handler = async (event: unknown) => event; // expect-finding\n',
  [`test/fixtures/rules/${id}/good.ts`]: 'export const handler = async (event: unknown) => event;\n',
};
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  console.log(`wrote ${path}`);
}
process.exitCode = spawnSync('npm', ['run', '--silent', 'generate'], { stdio: 'inherit' }).status ?? 1;
