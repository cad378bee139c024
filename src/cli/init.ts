import { createNodeHost } from '../host/node-host.js';
import { writeFileAtomically } from '../host/write-file.js';
import { UsageError } from '../model/errors.js';
import { deliver } from './deliver.js';
import type { CliIo } from './io.js';

const fileName = 'coldlens.config.json';

/** `coldlens init`: writes a config with every key explained, and never over one that is there. */
export async function init(io: CliIo): Promise<number> {
  const path = `${io.cwd}/${fileName}`;
  if (createNodeHost().isFile(path)) {
    throw new UsageError(`${fileName} already exists; nothing was written.`);
  }
  const { ruleMetas } = await import('../rules/index.js');
  writeFileAtomically(path, templateWith(ruleMetas[0]!.id));
  await deliver(`Wrote ${fileName}. It may contain comments. "coldlens lint" now uses it.\n`, undefined, io);
  return 0;
}

/** @param rule any, for an example. */
const templateWith = (rule: string): string => `{
  "$schema": "./node_modules/coldlens/schema/coldlens.schema.json",

  // "recommended", or "strict" for all rules that are not experimental.
  "preset": "recommended",

  // Rule id: "off", "info", "warning" or "error", or [level, { options }]. "coldlens explain RULE" lists a rule's options.
  "rules": {},

  // Code that is neither searched for functions nor reported on. Globs, relative to this file.
  "ignore": [],

  // Functions that no deployment file names: { "file": "src/handlers/*.ts", "export": "handler" }
  "handlers": [],

  // Further clients to treat like SDK clients: { "module": "./src/search", "exports": ["SearchClient"] }
  "clients": [],

  // Other settings for some files: { "files": ["scripts/**"], "rules": { "${rule}": "off" } }
  "overrides": [],

  // How large functions may be: { "functions": ["api-*"], "zipped": "300 kB", "packages": { "moment": 0 }, "growth": "5 %" }
  // How they are built if no deployment file says so: { "functions": ["worker"], "tool": "esbuild", "minify": true }
  "bundle": { "budgets": [], "builds": [] },

  "suppressions": {
    // Whether "// coldlens-disable-next-line RULE -- reason" must give its reason.
    "requireReason": false,
    // Whether comments that suppress nothing are reported.
    "reportUnused": true
  },

  // Whether to ignore config files in parent folders.
  "root": false
}
`;
