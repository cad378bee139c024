// Prints the milliseconds of loading one of Node's own modules after others: `node built-ins.cjs MODULE [MODULE BEFORE IT …]`.
const [name, ...before] = process.argv.slice(2);
for (const other of before) require(other);
const begun = process.hrtime.bigint();
require(name);
console.log(Number(process.hrtime.bigint() - begun) / 1e6);
