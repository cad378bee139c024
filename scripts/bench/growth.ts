import { resolve } from 'node:path';
import { withMadeUpProject } from './made-up-project.js';
import { measure } from './measure.js';
import { median } from './statistics.js';

const sizes = [100, 200, 400, 800];

/** How time grows with reachable code: made-up projects in which every file is reached. Linear growth shows as equal ms per added file. */
export async function printGrowth(rounds: number): Promise<void> {
  console.log(
    `${'files'.padStart(6)}${'median'.padStart(12)}${'ms/file'.padStart(10)}${'added ms/file'.padStart(16)}${'peak RSS'.padStart(12)}`,
  );
  let previous: { readonly files: number; readonly ms: number } | undefined;
  for (const files of sizes) {
    const { ms, peakMb } = await measureProject(files, rounds);
    const added = previous ? ((ms - previous.ms) / (files - previous.files)).toFixed(2) : '-';
    console.log(
      `${String(files).padStart(6)}${`${Math.round(ms)} ms`.padStart(12)}${(ms / files).toFixed(2).padStart(10)}${added.padStart(16)}${`${Math.round(peakMb)} MB`.padStart(12)}`,
    );
    previous = { files, ms };
  }
}

async function measureProject(
  files: number,
  rounds: number,
): Promise<{ readonly ms: number; readonly peakMb: number }> {
  return withMadeUpProject(files, (folder) => {
    const samples = Array.from({ length: rounds }, () =>
      measure(resolve('bin/coldlens.js'), ['lint', '--format', 'json'], folder),
    );
    const reached = JSON.parse(samples[0]!.stdout || '{}').summary?.filesAnalysed;
    if (reached !== files) {
      throw new Error(`${reached} of ${files} files were analysed: ${samples[0]!.stderr}`);
    }
    return {
      ms: median(samples.map(({ wallMs }) => wallMs)),
      peakMb: Math.max(...samples.map(({ peakRssMb }) => peakRssMb)),
    };
  });
}
