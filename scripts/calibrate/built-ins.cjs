const times = {};
for (const name of process.argv[2].split(',')) {
  const begun = process.hrtime.bigint();
  require(name);
  times[name] = Number(process.hrtime.bigint() - begun) / 1e6;
}
console.log(JSON.stringify(times));
