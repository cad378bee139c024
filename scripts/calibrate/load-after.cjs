// Node's own modules first, so that only what the file itself does is timed.
for (const name of ['http', 'https', 'http2', 'crypto', 'zlib', 'dns', 'fs', 'util', 'child_process', 'os', 'url'])
  require(name);
const begun = process.hrtime.bigint();
require(process.argv[2]);
console.log(`loaded in ${Number(process.hrtime.bigint() - begun) / 1e6} ms`);
process.exit(0);
