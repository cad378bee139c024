import assert from 'node:assert/strict';
import { loadSource } from '../../../support/load-source.js';

const FILES = {
  'steps/a.js': 'module.exports = async () => 1;',
  'steps/b.ts': 'export default async () => 1;',
  'steps/c/index.js': 'module.exports = async () => 1;',
  'steps/c/inner.js': 'module.exports = async () => 1;',
  'steps/a.test.js': 'module.exports = async () => 1;',
  'steps/notes.md': '# Notes',
  'other/d.js': 'module.exports = async () => 1;',
};

/** What the handler's file loads by a name that only the run knows. */
function loadedBy(load: string, before = ''): string[] {
  const main = `${before}\nexports.handler = async (name) => ${load};`;
  const { program } = loadSource({ ...FILES, 'main.js': main }, { handlers: ['main.js#handler'] });
  const loads = program.modules.get('/project/main.js')?.loads ?? new Map<unknown, readonly string[]>();
  return [...loads.values()].flat().map((path) => path.slice('/project/'.length));
}

describe('a folder is loaded by', () => {
  const all = ['steps/a.js', 'steps/b.ts', 'steps/c/index.js'];
  const cases: readonly [load: string, expected: readonly string[], before?: string][] = [
    ['require(`./steps/${name}`)', all],
    ['import(`./steps/${name}`)', all],
    ["require('./steps/' + name)", all],
    ["import('./steps/' + name + '.js')", ['steps/a.js', 'steps/b.ts']],
    ['import(`./steps/${name}.js`)', ['steps/a.js', 'steps/b.ts']],
    ['require(`./steps/${name}/index`)', ['steps/c/index.js']],
    ["require(path.join(__dirname, 'steps', name))", all, "const path = require('path');"],
    [
      'require(path.join(folder, name))',
      all,
      "const path = require('path');\nconst folder = path.resolve(__dirname, 'steps');",
    ],
    ['require(`${__dirname}/steps/${name}`)', all],
    ["import(path.join(import.meta.dirname, 'steps', name))", all, "import path from 'node:path';"],
    ['require(`./${name}/d.js`)', ['other/d.js']],
    ['require(`./steps/a${name}`)', ['steps/a.js']],
    ['require(`./nowhere/${name}`)', []],
  ];
  for (const [load, expected, before] of cases) it(load, () => assert.deepEqual(loadedBy(load, before), expected));
});

describe('no folder is loaded by', () => {
  for (const load of [
    'require(name)',
    'require(`${name}/steps`)',
    'require(`some-package/${name}`)',
    'load(`./steps/${name}`)',
    "require('./steps/a')",
  ])
    it(load, () => assert.deepEqual(loadedBy(load), []));
});

it('what a folder holds is entered where it is called', () => {
  const main = `const fs = require('fs');
    const steps = fs.readdirSync(\`\${__dirname}/steps\`).sort().map((name) => require(\`./steps/\${name}\`));
    exports.handler = async (event) => { for (const step of steps) await step(event); };`;
  const step = 'module.exports = async function target() {};';
  const { program, owners } = loadSource({ 'main.js': main, 'steps/a.js': step }, { handlers: ['main.js#handler'] });
  assert.deepEqual(
    owners('target').map((owner) => program.reach.isServing(owner)),
    [true],
  );
});
