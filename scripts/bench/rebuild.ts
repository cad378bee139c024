import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stopBuilding } from '../../src/bundle/build/esbuild.js';
import { LiveBundles } from '../../src/bundle/live-bundles.js';
import { loadConfig } from '../../src/config/load-config.js';
import { resolveOptions } from '../../src/config/resolve-options.js';
import { judgeKnown } from '../../src/core/bundle-functions.js';
import { listFunctions } from '../../src/core/list-functions.js';
import { ruleMetas } from '../../src/rules/index.js';
import { createLiveHost } from '../../src/server/live-host.js';
import { median, percentile } from './statistics.js';

const EDITS = 20;

/** What the editor takes from a save to new figures, and to what the rules say of them. */
export async function measureRebuilds(folder: string): Promise<string> {
  const root = resolve(folder);
  const host = createLiveHost(() => {});
  const config = await loadConfig(host, root, { rules: ruleMetas, allowCode: false });
  const options = resolveOptions({ root, paths: [], rules: ruleMetas, onlyRules: [] }, config);
  const { functions } = await listFunctions(options, host);
  const bundles = new LiveBundles(root, host);
  bundles.follow(functions);
  const all = await timed(() => buildPending(bundles));
  const lines = [`everything, ${functions.length} functions: ${Math.round(all)} ms`];
  for (const file of ['src/f1.ts', 'src/own9.ts']) {
    const loading = bundles.loading(join(root, file)).length;
    const rows = await rebuilds(join(root, file), bundles, host);
    const judging = await timed(async () => {
      const built = bundles.known().flatMap(({ fn, bundle }) => (bundle ? [{ fn, bundle }] : []));
      const read = (each: string): string | undefined => host.readText(join(root, each));
      judgeKnown({ built, unbuilt: [], declared: [], unresolved: [] }, options, read, host);
    });
    const costs = await timed(async () =>
      bundles
        .loading(join(root, file))
        .slice(0, 20)
        .map((each) => each.costs()),
    );
    lines.push(
      `${file}, loaded by ${loading}: first ${Math.round(rows[0]!)} ms; median ${Math.round(median(rows))} ms, p95 ${Math.round(percentile(rows, 95))} ms over ${EDITS} edits; rules ${Math.round(judging)} ms, costs of its imports ${Math.round(costs)} ms`,
    );
  }
  await bundles.dispose();
  await stopBuilding();
  return lines.join('\n');
}

async function rebuilds(
  path: string,
  bundles: LiveBundles,
  host: ReturnType<typeof createLiveHost>,
): Promise<readonly number[]> {
  const text = readFileSync(path, 'utf8');
  const times: number[] = [];
  try {
    for (let edit = 0; edit < EDITS; edit++) {
      writeFileSync(path, `${text}export const edit = ${edit};\nconsole.log(edit);\n`);
      host.forgetText(path);
      times.push(
        await timed(async () => {
          bundles.changed(path);
          await buildPending(bundles);
        }),
      );
    }
  } finally {
    writeFileSync(path, text);
  }
  return times;
}

async function buildPending(bundles: LiveBundles): Promise<void> {
  for (;;) {
    const batch = bundles.pending(() => false);
    if (batch.length === 0) return;
    await bundles.build(batch);
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
