import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { differences } from './compare/differences.js';
import { facts } from './compare/facts.js';
import { commands, jsonOf } from './compare/run.js';

const usage = `Usage: npm run compare -- --base FOLDER PROJECT... [--only functions,lint,bundle,coldstart] [--show 20]
Runs this version and another one that stands, built, in FOLDER over projects, and says which facts of their JSON reports differ.
Sentences are left out, and so are keys that only this version has. Exit code 1 where anything differs.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { base: { type: 'string' }, only: { type: 'string' }, show: { type: 'string', default: '20' } },
});
const bin = join('bin', 'coldlens.js');
const wanted = values.only?.split(',') ?? commands;
if (!values.base || !existsSync(join(values.base, bin)) || positionals.length === 0 || !wanted.every(isCommand)) {
  console.error(usage);
  process.exit(2);
}
const sides = { base: resolve(values.base, bin), own: join(import.meta.dirname, '..', bin) };
const shown = Number(values.show);
let total = 0;
for (const project of positionals.map((path) => resolve(path))) {
  for (const command of wanted) {
    const before = jsonOf(sides.base, command, project);
    const after = jsonOf(sides.own, command, project);
    const found = differences(facts(before), facts(after));
    total += found.length;
    console.log(`${basename(project)} ${command}: ${found.length === 0 ? 'the same' : `${found.length} differ`}`);
    for (const line of found.slice(0, shown)) console.log(`  ${line}`);
  }
}
console.log(`all: ${total} facts differ`);
process.exitCode = total > 0 ? 1 : 0;

function isCommand(name: string): boolean {
  return commands.includes(name);
}
