import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { analyseProject } from './reach/analysed.js';
import { compareRuns, type HandlerRun } from './reach/comparison/compare.js';
import { createKnown } from './reach/comparison/known.js';
import { missLines } from './reach/comparison/miss-lines.js';
import { listMisses } from './reach/comparison/misses.js';
import { folderName, type Project, readProjects } from './reach/projects.js';
import { buildRunner, runHandler } from './reach/run-handler.js';
import { type ProjectRow, toTable } from './reach/table.js';

const usage = `Usage: npm run reach -- CHECKOUTS [NAME…] [--misses] [--outcomes]
  Runs handlers of the repositories in scripts/reach/projects.json, checked out and installed in CHECKOUTS/owner+name, under V8 coverage
  with the network stubbed, and compares the functions that ran with those that the analysis enters. Nothing leaves this machine.
  NAME       only repositories whose name holds it
  --misses   lists what ran and is not entered
  --outcomes lists what each event came to`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { misses: { type: 'boolean' }, outcomes: { type: 'boolean' } },
});
const [checkouts, ...names] = positionals;
if (!checkouts || !existsSync(checkouts)) {
  console.error(usage);
  process.exit(2);
}
const projects = readProjects().filter(
  (project) =>
    (names.length === 0 || names.some((name) => project.repository.includes(name))) &&
    existsSync(join(checkouts, folderName(project))) &&
    existsSync(`scripts/reach/drivers/${folderName(project)}.ts`),
);
await buildRunner(projects.map(folderName));
const rows: ProjectRow[] = [];
for (const project of projects) rows.push(await measureProject(project, resolve(checkouts, folderName(project))));
console.log(toTable(rows));

async function measureProject(project: Project, root: string): Promise<ProjectRow> {
  const runs: HandlerRun[] = project.handlers.map((handler) => ({
    handler,
    report: runHandler(root, handler, folderName(project)),
  }));
  const { program, problems } = await analyseProject(join(root, project.folder));
  const known = createKnown(program, root);
  const comparison = compareRuns(runs, known, program);
  console.log(`\n## ${project.repository}\n`);
  for (const { handler, report } of runs) {
    const { failure, outcomes } = report;
    const isFound = known.functionsOf(handler).length > 0;
    const name = `${handler.file} ${handler.export}`;
    if (failure) console.log(`- ${name} does not load: ${values.outcomes ? failure : failure.split('\n')[0]}`);
    if (!isFound) console.log(`- ${name} is no function that the analysis found`);
    if (values.outcomes) for (const outcome of outcomes) console.log(`- ${name}: ${outcome}`);
  }
  const missed = comparison.served.filter(({ verdict }) => verdict === 'missed' || verdict === 'init');
  const misses = listMisses(missed, (owner) => program.reach.isServing(owner), program, problems, root);
  if (values.misses) for (const line of missLines({ comparison, missed, misses, program, known })) console.log(line);
  return {
    name: project.repository,
    comparison,
    told: misses.filter(({ problem }) => problem !== undefined).length,
    handlers: {
      run: runs.length,
      loaded: runs.filter(({ report }) => !report.failure).length,
      found: runs.filter(({ handler }) => known.functionsOf(handler).length > 0).length,
    },
  };
}
