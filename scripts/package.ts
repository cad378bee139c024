import { statSync } from 'node:fs';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { packageFor } from './package/package-for.js';
import { asTarget, targets } from './package/targets.js';

/** `npm run package [-- --target linux-x64]`: the VSIX files that the marketplaces and `code --install-extension` take, in .vsix/. */
const { values } = parseArgs({ options: { target: { type: 'string', multiple: true } } });

for (const path of await packageFor(values.target?.map(asTarget) ?? targets)) {
  console.log(`${relative('.', path)}  ${(statSync(path).size / 1e6).toFixed(1)} MB`);
}
