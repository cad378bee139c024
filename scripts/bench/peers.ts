import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A command to measure: a Node script with its arguments. */
export interface Contender {
  readonly name: string;
  readonly script: string;
  readonly args: readonly string[];
}

/** Outside of the repository, so that they are no dependencies of ours. */
const folder = join(tmpdir(), 'coldlens-bench-peers');

const packages = ['eslint@9', '@typescript-eslint/parser@8', 'typescript@5', 'oxlint@1.89.0'];

const eslintConfig = `import parser from '@typescript-eslint/parser';

export default [
  { ignores: ['**/node_modules/**'] },
  {
    files: ['**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}'],
    languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
    rules: { 'no-await-in-loop': 'error' },
  },
];
`;

/** ESLint without type information and oxlint, both with the single rule \`no-await-in-loop\`. */
export function peers(): readonly Contender[] {
  install();
  const config = join(folder, 'eslint.config.mjs');
  writeFileSync(config, eslintConfig);
  return [
    {
      name: 'ESLint 9',
      script: join(folder, 'node_modules/eslint/bin/eslint.js'),
      args: ['--config', config, '--format', 'json', '.'],
    },
    {
      name: 'oxlint',
      script: join(folder, 'node_modules/oxlint/bin/oxlint'),
      args: ['--disable-nested-config', '-A', 'all', '-D', 'no-await-in-loop', '--format', 'json', '.'],
    },
  ];
}

function install(): void {
  if (existsSync(join(folder, 'node_modules/oxlint')) && existsSync(join(folder, 'node_modules/eslint'))) {
    return;
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const run = spawnSync(npm, ['install', '--no-audit', '--no-fund', ...packages], { cwd: folder, stdio: 'inherit' });
  if (run.status !== 0) {
    throw new Error(`The peers could not be installed into ${folder}.`);
  }
}
