import { dirname, join, posix } from 'node:path/posix';
import { buildBundles } from '../../bundle/build/build.js';
import type { BuildOutcome, BuiltBundle } from '../../bundle/build/build-outcome.js';
import type { BuildRequest } from '../../bundle/build/build-request.js';
import type { BundlerOptions } from '../../bundle/build/bundler-options.js';
import { moduleAt } from '../../bundle/build/module-graph.js';
import { buildProblemsOf, type PlanInFolder } from '../../bundle/build/plans.js';
import { createDeclaredAs } from '../../bundle/packages/declared-as.js';
import { copiedFiles } from '../../bundle/plain-zip/beside.js';
import type { FileTools } from '../../bundle/plain-zip/tools.js';
import { problemOf } from '../../bundle/problem-of.js';
import { deployedFiles, weighBuilt } from '../../bundle/weigh/weigh.js';
import { contextOf } from '../../bundle/what-if/build-variants.js';
import type { Patch, WhatIf } from '../../bundle/what-if/context.js';
import { nodeMajor } from '../../derived/node-major.js';
import type { Problem } from '../../model/problem.js';
import type { CodeToStage } from '../../model/starter.js';
import type { ReadableBuild, Startable } from './startable.js';

/** Each statement in a line of its own, and a source map. What is left out and in what order all is, stays as it is. */
const READABLE: BundlerOptions = {
  minify: false,
  minifyWhitespace: false,
  minifyIdentifiers: false,
  minifySyntax: false,
  sourcemap: 'external',
  sourcesContent: false,
  legalComments: 'none',
};

/**
 * Builds a function twice: as it is deployed, and to be read.
 *
 * @returns the reasons where it cannot be built.
 */
export async function startBundle(
  plan: PlanInFolder,
  change: WhatIf | undefined,
  tools: FileTools,
): Promise<Startable | readonly Problem[]> {
  const asIs = await buildWith(plan, {}, tools);
  const unchanged = asIs.bundles.get(plan.entry);
  if (!unchanged) return buildProblemsOf(plan, asIs, tools.root);
  const patch = change && (await patchOf(plan, unchanged, change, tools));
  if (change && !patch) return [unmeasured(plan, `${change.title} changes nothing in it`)];
  const outcome = patch ? await buildWith(plan, patch, tools) : asIs;
  const built = outcome.bundles.get(plan.entry);
  const readable = await buildWith(plan, { ...patch, options: { ...patch?.options, ...READABLE } }, tools);
  const readableBuilt = readable.bundles.get(plan.entry);
  if (!built || !readableBuilt) return buildProblemsOf(plan, built ? readable : outcome, tools.root);
  const beside = await filesBeside(plan, tools);
  return {
    fn: plan.fn,
    packaging: 'bundle',
    major: nodeMajor(plan.fn) ?? plan.major,
    deployed: placementOf(plan, deployedFiles(plan.outfile, built), beside),
    readable: readableOf(plan, readableBuilt, beside),
    modules: [...built.graph.bytes.keys()].map((index) => moduleAt(built.graph, index).path),
    external: built.graph.external,
    assumptions: [...plan.assumptions, ...(patch?.notes ?? [])],
  };
}

function buildWith(
  plan: PlanInFolder,
  { options = {}, substitutes, rewritten }: Patch,
  { host }: FileTools,
): Promise<BuildOutcome> {
  const request: BuildRequest = {
    entries: [{ path: plan.entry, builtAt: plan.builtAt }],
    options: { ...plan.options, ...options },
    folder: plan.folder,
    host,
    substitutes,
    rewritten,
  };
  return buildBundles(request);
}

async function patchOf(
  plan: PlanInFolder,
  built: BuiltBundle,
  change: WhatIf,
  tools: FileTools,
): Promise<Patch | undefined> {
  const knowledge = { ...tools, declaredAs: createDeclaredAs(tools.host, tools.root) };
  const bundle = await weighBuilt(plan, built, knowledge, tools.root, []);
  return change.patch(contextOf({ ...plan, built, bundle }, tools.host));
}

type Files = readonly (readonly [string, Uint8Array])[];

/** What the deploy tool copies to the bundle. */
async function filesBeside({ fn }: PlanInFolder, { root, host }: FileTools): Promise<Files> {
  const files = copiedFiles(fn, root, host).filter(({ name }) => !name.startsWith('node_modules/'));
  return Promise.all(files.map(async ({ name, path }) => [name, await host.readBytes(path)] as const));
}

const MODULES = Buffer.from('{ "type": "module" }');

function placementOf(plan: PlanInFolder, files: Readonly<Record<string, Uint8Array>>, beside: Files): CodeToStage {
  const { outfile, options, entry } = plan;
  const isModule = options.format === 'esm' || outfile.endsWith('.mjs');
  const manifest: Files = isModule && !outfile.endsWith('.mjs') ? [['package.json', MODULES]] : [];
  return {
    folder: dirname(entry),
    files: new Map([...beside, ...manifest, ...Object.entries(files)]),
    entry: outfile,
    isModule,
  };
}

function readableOf(plan: PlanInFolder, { code, sourceMap, further }: BuiltBundle, beside: Files): ReadableBuild {
  const { folder, outfile, builtAt } = plan;
  const mapFolder = dirname(join(folder, builtAt.replace('*', '0')));
  const decoder = new TextDecoder();
  return {
    code: decoder.decode(code),
    sourceMap: decoder.decode(sourceMap),
    placement: (text) => placementOf(plan, { ...further, [outfile]: Buffer.from(text) }, beside),
    // What stands in for a module is named by a scheme.
    moduleOf: (source) => (/^[\w-]{2,}:/.test(source) ? source : posix.resolve(mapFolder, source)),
    isNamed: (comment, module) => comment === module || posix.resolve(folder, comment) === module,
  };
}

function unmeasured({ fn }: PlanInFolder, reason: string): Problem {
  return problemOf(fn, 'unmeasured', reason);
}
