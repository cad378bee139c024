import assert from 'node:assert/strict';
import { isLoadedFromAround } from '../../../src/sources/loaded-from-around.js';
import { memoryHost } from '../../support/memory-host.js';

const SHARED = { 'packages/shared/package.json': '{ "name": "@m/shared" }', 'packages/shared/src/db.ts': '' };

const loaded: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'by a path': { 'svc/a.ts': "import { db } from '../packages/shared/src/db';" },
  'by its name': { 'svc/a.ts': "export * from '@m/shared';" },
  'by a path below its name': { 'svc/a.js': "const { db } = require('@m/shared/db');" },
  'when it is needed': { 'svc/a.ts': "const load = () => import('@m/shared');" },
  'behind a type without a semicolon': { 'svc/a.ts': "export type Id = string\nexport { db } from '@m/shared'" },
  'behind a note to a bundler': { 'svc/a.ts': "await import(/* webpackChunkName: 'db' */ '@m/shared')" },
  'by a function of a template': { 'template.yaml': 'CodeUri: packages/shared/\nHandler: src/db.list\n' },
  'by a folder without a slash': { 'template.yaml': 'CodeUri: packages/shared\nHandler: src/db.list\n' },
  'by a template of JSON': { 'template.json': '{ "CodeUri": "./packages/shared" }' },
  'by a template beside it': { 'packages/template.yaml': 'CodeUri: ./shared/\n' },
  'by the bare name in a template beside it': { 'packages/template.yaml': 'CodeUri: shared/src\n' },
  'by a handler below': { 'packages/template.yaml': 'CodeUri: .\nHandler: shared/src/db.list\n' },
  'by later parts of a path': { 'infra/app.ts': "path.join(__dirname, '../packages', 'shared/src/db.ts')" },
  'behind a note in a line of Windows': { 'svc/a.ts': "await import(\r\n  // the code\r\n  '@m/shared'\r\n)" },
  'behind a long note': { 'svc/a.ts': `await import(/* ${'words '.repeat(200)}*/ '@m/shared')` },
  'by a module of Terraform': { 'main.tf': 'source_dir = "${path.module}/packages/shared"\n' },
  'by parts of a path': { 'infra/app.ts': "const entry = path.join(__dirname, '..', 'packages', 'shared', 'db.ts');" },
  'behind two notes to a bundler': { 'svc/a.ts': "await import(/* a */ /** b * c */ // d\n '@m/shared')" },
  'by a construct': { 'infra/app.ts': "const entry = path.join(__dirname, '../packages/shared/src/db.ts');" },
  'by an alias': {
    'svc/a.ts': "import { db } from '@db';",
    'tsconfig.json': '{ "compilerOptions": { "paths": { "@db": ["./packages/shared/src/db"] } } }',
  },
  'below a baseUrl': {
    'svc/a.ts': "import { db } from 'shared/src/db';",
    'svc/tsconfig.json': '{ "compilerOptions": { "baseUrl": "../packages" } }',
  },
};

const alone: typeof loaded = {
  'by nobody': { 'svc/a.ts': "import { db } from './db';" },
  'by a package whose name begins alike': { 'svc/a.ts': "import { db } from '@m/shared-types';" },
  'by a folder whose name begins alike': { 'svc/a.ts': "import { db } from '../packages/shared-types/db';" },
  'by a template that names a folder whose name begins alike': { 'template.yaml': 'CodeUri: packages/shared-db\n' },
  'by a lock file that has a package of that name': { 'pnpm-lock.yaml': "'@smithy/shared':\n  version: 4\n" },
  'by its types alone': { 'svc/a.ts': "import type { Db } from '@m/shared';" },
  'by itself': { 'packages/shared/src/a.ts': "import { db } from '@m/shared';" },
  'by what git ignores': { '.gitignore': 'out\n', 'out/a.js': "require('@m/shared')" },
};

const below = (folder: string, files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));

describe('a package', () => {
  const isLoaded = (files: Readonly<Record<string, string>>): boolean =>
    isLoadedFromAround('/p/packages/shared', '/p', memoryHost(below('/p', { ...SHARED, ...files })));

  for (const [title, files] of Object.entries(loaded))
    it(`may be loaded from around: ${title}`, () => assert.equal(isLoaded(files), true));
  for (const [title, files] of Object.entries(alone))
    it(`is loaded ${title}`, () => assert.equal(isLoaded(files), false));
});
