import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundlingProject, compareBundling } from './bench/bundles.js';
import { typeInto } from './bench/editor.js';
import { printGrowth } from './bench/growth.js';
import { withMadeUpProject } from './bench/made-up-project.js';
import { measure, type Sample } from './bench/measure.js';
import { type Contender, peers } from './bench/peers.js';
import { measureRebuilds } from './bench/rebuild.js';
import { summary } from './bench/statistics.js';
import { treeSize } from './bench/tree-size.js';

const usage = `Usage: npm run bench -- CHECKOUT [--rounds 5]   this tool, ESLint and oxlint over the same tree, alternating
       npm run bench -- --growth [--rounds 3]   this tool over made-up projects of growing size
       npm run bench -- --bundle [--rounds 5]   bundle reports against esbuild alone, 60 functions
       npm run bench -- --bundle --rebuild      what an editor takes after a save, in the same project
       npm run bench -- --editor [--keystrokes 500] [CHECKOUT FILE]
                        typing into a file through the language server; without a checkout, in a made-up one of 900 files`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string' },
    growth: { type: 'boolean' },
    editor: { type: 'boolean' },
    bundle: { type: 'boolean' },
    rebuild: { type: 'boolean' },
    keystrokes: { type: 'string' },
  },
});
const [checkout, file] = positionals;
if (!values.growth && !values.editor && !values.bundle && !(checkout && existsSync(checkout))) {
  console.error(usage);
  process.exit(2);
}
spawnSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}`);
if (values.growth) {
  await printGrowth(Number(values.rounds ?? 3));
} else if (values.bundle && values.rebuild) {
  console.log(await measureRebuilds(bundlingProject()));
} else if (values.bundle) {
  console.log(compareBundling(Number(values.rounds ?? 5)));
} else if (values.editor) {
  const keystrokes = Number(values.keystrokes ?? 500);
  if (checkout && file) console.log(await typeInto(resolve(checkout), file, keystrokes));
  else await withMadeUpProject(900, async (folder) => console.log(await typeInto(folder, 'src/m0.ts', keystrokes)));
} else {
  await compare(resolve(checkout!), Number(values.rounds ?? 5));
}

/** Alternates, so that a slow minute of the machine hits all alike. A first round only warms the disk cache. */
async function compare(folder: string, rounds: number): Promise<void> {
  const own: Contender = { name: 'coldlens', script: resolve('bin/coldlens.js'), args: ['lint', '--format', 'json'] };
  const series = [own, ...peers()].map((contender) => ({ ...contender, samples: [] as Sample[] }));
  for (let round = 0; round <= rounds; round++) {
    for (const { script, args, samples } of series) {
      const sample = measure(script, args, folder);
      if (round > 0) {
        samples.push(sample);
      }
    }
  }
  console.log(`${folder}: ${await treeSize(folder)}\n`);
  console.log(summary(series));
  console.log(`\n${series.map(({ name, samples }) => `${name}: ${outcome(samples[0]!)}`).join('\n')}`);
}

/** What came out, so that a contender that failed early does not look fast. */
function outcome({ exitCode, stdout, stderr }: Sample): string {
  const [complaint = ''] = stderr.trim().split('\n');
  try {
    const report = JSON.parse(stdout);
    const counts = Array.isArray(report)
      ? `${report.length} files, ${report.flatMap(({ messages }) => messages).length} messages`
      : report.summary
        ? `${report.summary.functions} functions, ${report.summary.filesAnalysed} files reached, ${report.findings.length} findings`
        : `${report.number_of_files} files, ${report.diagnostics?.length} messages`;
    return `exit ${exitCode}, ${counts}`;
  } catch {
    return `exit ${exitCode}, no report. ${complaint}`;
  }
}
