import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { resolveOptions } from '../src/config/resolve-options.js';
import { fixProject } from '../src/core/fix-project.js';
import { createNodeHost } from '../src/host/node-host.js';
import type { FixOutcome } from '../src/model/result.js';
import { rules } from '../src/rules/index.js';
import { newMessages, typeCheck } from './field/type-check.js';

/**
 * `npm run field -- FOLDER… [--suggestions=RULE,…]`: fixes real projects in memory, checks their types before and after, and lists what
 * the compiler says only after. Nothing is written. A project without its node_modules is checked with the types that are there.
 */
const args = process.argv.slice(2);
const suggestionsOf = args.flatMap((arg) => /^--suggestions=(.*)/.exec(arg)?.[1]?.split(',') ?? []);
const folders = args.filter((arg) => !arg.startsWith('--')).map((arg) => resolve(arg));
const metas = rules.map(({ meta }) => meta);
const totals = { findings: 0, safe: 0, suggested: 0, files: 0, errors: 0 };

for (const root of folders) {
  const host = createNodeHost();
  const strict = { folder: root, config: { preset: 'strict' } } as const;
  const options = resolveOptions({ root, paths: [], rules: metas, onlyRules: [] }, { outer: [strict], nested: [] });
  const outcome = await fixProject(options, host, { isSafeWanted: true, suggestionsOf });
  report(root, outcome);
}
console.log(
  `all: ${totals.findings} findings, ${totals.safe} safe fixes and ${totals.suggested} suggestions applied in ${totals.files} files, ${totals.errors} new errors`,
);
process.exitCode = totals.errors > 0 ? 1 : 0;

function report(root: string, { applied, changes, result }: FixOutcome): void {
  const safe = applied.filter(({ fix }) => fix.kind === 'safe').length;
  const left = result.findings.filter(({ suppressed }) => !suppressed).length;
  const internal = result.problems.filter(({ kind }) => kind === 'internal').map(({ message }) => message);
  const code = changes.filter(({ file }) => /\.[cm]?[jt]sx?$/.test(file));
  const side = (key: 'before' | 'after') => new Map(code.map((change) => [join(root, change.file), change[key]]));
  const before = typeCheck(root, side('before'));
  const fresh = newMessages(before.messages, typeCheck(root, side('after')).messages);
  const types = existsSync(join(root, 'node_modules')) ? 'with its packages' : 'without its packages';
  console.log(
    `${basename(root)}: ${left + applied.length} findings, ${safe} safe, ${applied.length - safe} suggested, ${changes.length} files, ` +
      `${before.messages.length} errors before (${types}), ${fresh.length} new`,
  );
  for (const message of [...fresh, ...internal]) console.log(`  ${message.slice(0, 300)}`);
  totals.findings += left + applied.length;
  totals.safe += safe;
  totals.suggested += applied.length - safe;
  totals.files += changes.length;
  totals.errors += fresh.length + internal.length;
}
