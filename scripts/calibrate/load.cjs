// Loads a file and prints how long that took: `node load.cjs FILE [MODULE OF NODE'S OWN …]`, these first and not timed.
const { readFileSync } = require('node:fs');
const { pathToFileURL } = require('node:url');

/** Nanoseconds that this thread waited for a processor that others had; 0 where the system does not tell. */
function waited() {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[1]);
  } catch {
    return 0;
  }
}

async function main([path, ...before]) {
  for (const name of before) require(name);
  const waitedBefore = waited();
  const begun = process.hrtime.bigint();
  if (path.endsWith('.mjs')) await import(pathToFileURL(path).href);
  else require(path);
  const elapsed = Number(process.hrtime.bigint() - begun);
  console.log(`loaded in ${(elapsed - (waited() - waitedBefore)) / 1e6} ms`);
  process.exit(0);
}

main(process.argv.slice(2));
