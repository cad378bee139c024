import { createStarter } from '../src/host/start/create-starter.js';
import { referenceWorkload } from '../src/measure/series/reference-workload.js';
import { spreadOf } from '../src/measure/series/statistics.js';

/** `npx tsx scripts/reference.ts [RUNS]` measures the reference workload on this machine with each version of Node, for `reference.ts`. */
const runs = Number(process.argv[2] ?? 31);
const starter = createStarter(process.cwd());
try {
  const files = new Map([['reference.cjs', Buffer.from(referenceWorkload())]]);
  const placement = { folder: process.cwd(), files, entry: 'reference.cjs', isModule: false };
  const placed = [];
  for (const major of [16, 18, 20, 22, 24]) {
    const runtime = await starter.runtime(major);
    placed.push({ runtime, code: starter.place(runtime, placement), ms: [] as number[] });
  }
  for (let run = -1; run < runs; run++) {
    // By turns, so that a busy machine treats all versions alike.
    for (const { code, ms } of placed) {
      const outcome = await code.start({ environment: {}, limitMs: 60_000 });
      if (outcome.kind === 'loaded' && run >= 0) ms.push(outcome.ms);
    }
  }
  for (const { runtime, ms } of placed) console.log(runtime.version, spreadOf(ms));
} finally {
  starter.dispose();
}
