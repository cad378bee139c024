const begun = process.hrtime.bigint();
await import(process.argv[2]);
console.log(`loaded in ${Number(process.hrtime.bigint() - begun) / 1e6} ms`);
process.exit(0);
