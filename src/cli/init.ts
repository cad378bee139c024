import type { HandlerProposal } from '../core/propose-handlers.js';
import { createNodeHost } from '../host/node-host.js';
import { writeFileAtomically } from '../host/write-file.js';
import { UsageError } from '../model/errors.js';
import { deliver } from './deliver.js';
import type { CliIo } from './io.js';

const fileName = 'coldlens.config.json';

/** `coldlens init`: writes a config with every key explained, and never over one that is there. */
export async function init(io: CliIo): Promise<number> {
  const path = `${io.cwd}/${fileName}`;
  const host = createNodeHost();
  if (host.isFile(path)) {
    throw new UsageError(`${fileName} already exists; nothing was written.`);
  }
  const { ruleMetas } = await import('../rules/index.js');
  const { proposedHandlers } = await import('../core/propose-handlers.js');
  const proposals = await proposedHandlers(io.cwd, host);
  writeFileAtomically(path, templateWith(ruleMetas[0]!.id, handlersText(proposals)));
  await deliver(`Wrote ${fileName}. It may contain comments. "coldlens lint" now uses it.\n`, undefined, io);
  if (proposals.length > 0)
    await deliver(`Under "handlers" it lists what ${frameworksIn(proposals)} may serve on Lambda.\n`, undefined, io);
  return 0;
}

function frameworksIn(proposals: readonly HandlerProposal[]): string {
  return [...new Set(proposals.map(({ framework }) => framework))].join(', ');
}

/** A line for each entry, below the name of its framework. */
function handlersText(proposals: readonly HandlerProposal[]): string {
  const all = proposals.flatMap(({ handlers }) => handlers);
  if (all.length === 0) return '[]';
  const last = all.at(-1);
  const lines = proposals.flatMap(({ framework, handlers }) => [
    `    // Served by ${framework}; take it out if this does not run on Lambda.`,
    ...handlers.map((each) => `    ${JSON.stringify(each)}${each === last ? '' : ','}`),
  ]);
  return `[\n${lines.join('\n')}\n  ]`;
}

/** @param rule any, for an example. */
const templateWith = (rule: string, handlers: string): string => `{
  "$schema": "./node_modules/coldlens/schema/coldlens.schema.json",

  // "recommended", or "strict" for all rules that are not experimental.
  "preset": "recommended",

  // Rule id: "off", "info", "warning" or "error", or [level, { options }]. "coldlens explain RULE" lists a rule's options.
  "rules": {},

  // Code that is neither searched for functions nor reported on. Globs, relative to this file.
  "ignore": [],

  // Functions that no deployment file names: { "file": "src/handlers/*.ts", "export": "handler" }
  "handlers": ${handlers},

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
