import { posix } from 'node:path';
import { memoise } from '../../lib/memoise.js';
import { foldersUpwards, isWithin } from '../../lib/paths.js';
import { isTestFile } from '../../lib/test-file.js';
import { objectAt, readDataFile } from '../data-file.js';
import { isGeneratedCode } from '../generated-code.js';
import { findSourcePath, isSourcePath, nearestFolderWith } from '../source-file.js';
import type { Workspace } from '../workspace.js';

/** One deployment program: its files, and where it is run. */
export interface App {
  /** Absolute; what relative asset paths are relative to. */
  readonly cwd: string;
  /** The module that is run, when the configuration names it. */
  readonly entry?: string;
  /** Files of it that make constructs. */
  readonly files: readonly string[];
}

const CONSTRUCTS =
  /aws-cdk-lib|@aws-cdk\/|monocdk|@aws-solutions-constructs|\bsst\b|@serverless-stack\/|['"]constructs['"]|@pulumi\/aws|\bcdktf\b|@aws-amplify\/backend['"]/;
const PULUMI = ['Pulumi.yaml', 'Pulumi.yml'];
const CONFIGS = ['cdk.json', 'sst.config.ts', 'sst.config.js', 'sst.json', 'cdktf.json', ...PULUMI];

/** The CDK and SST programs below the root; those that a configuration starts come first. */
export function findApps(workspace: Workspace): App[] {
  const entryOf = memoise((folder) => findEntry(workspace, folder));
  const homes = findHomes(workspace, entryOf);
  if (homes.length === 0) return [];
  const groups = new Map<string, string[]>();
  for (const file of workspace.files) {
    if (!isSourcePath(file) || /\.[jt]sx$/.test(file) || isTestFile(file)) continue;
    const folders = foldersUpwards(posix.dirname(file), workspace.root);
    const home =
      folders.find((folder) => homes.includes(folder)) ??
      nearestFolderWith(workspace, posix.dirname(file), 'package.json');
    if (makesConstructs(workspace.text(file) ?? '') && !isCompiledTwin(workspace, file))
      groups.set(home, [...(groups.get(home) ?? []), file]);
  }
  const apps = [...groups].map(([cwd, files]) => ({ cwd, entry: entryOf(cwd), files }));
  return apps.sort((left, right) => Number(right.entry !== undefined) - Number(left.entry !== undefined));
}

function makesConstructs(text: string): boolean {
  return CONSTRUCTS.test(text) && !isGeneratedCode(text);
}

/** Output of `tsc` beside its source. */
function isCompiledTwin(workspace: Workspace, file: string): boolean {
  return file.endsWith('.js') && workspace.isFile(file.replace(/\.js$/, '.ts'));
}

/** Folders with a configuration; else packages that depend on CDK or SST. */
function findHomes(workspace: Workspace, entryOf: (folder: string) => string | undefined): string[] {
  const configured = workspace.files
    .filter((file) => CONFIGS.includes(posix.basename(file)))
    .map((file) => posix.dirname(file));
  const amplified = workspace.files.flatMap((file) => AMPLIFY.exec(file)?.[1] ?? []);
  const dependent = workspace.files
    .filter(
      (file) =>
        file.endsWith('/package.json') &&
        /"(aws-cdk-lib|@aws-cdk\/[^"]+|monocdk|sst|cdktf|@pulumi\/aws)"\s*:/.test(workspace.text(file) ?? ''),
    )
    .map((file) => posix.dirname(file));
  // A program is run where its configuration is, not where its package is.
  const started = [...configured, ...amplified].flatMap((folder) => entryOf(folder) ?? []);
  const own = dependent.filter((folder) => !started.some((entry) => isWithin(entry, folder)));
  return [...new Set([...configured, ...amplified, ...own])];
}

/** The program of Amplify Gen 2 below the folder that it is run in. */
const AMPLIFY = /^(.*)\/amplify\/backend\.[cm]?[jt]s$/;

/** The module of the folder, or of the one that the project names as `main`. */
function pulumiEntry(workspace: Workspace, folder: string): string | undefined {
  const file = PULUMI.map((name) => posix.join(folder, name)).find((path) => workspace.isFile(path));
  const project = file === undefined ? undefined : readDataFile(workspace, file, new WeakMap());
  if (project === undefined) return undefined;
  const { main } = objectAt(project);
  const start = typeof main === 'string' ? posix.resolve(folder, main) : folder;
  const stated = workspace.json(posix.join(start, 'package.json')).main;
  const paths = [start, ...(typeof stated === 'string' ? [posix.join(start, stated)] : []), posix.join(start, 'index')];
  return paths.map((path) => findSourcePath(workspace, path)).find((path) => path !== undefined);
}

function findEntry(workspace: Workspace, folder: string): string | undefined {
  const sst = ['sst.config.ts', 'sst.config.js']
    .map((name) => posix.join(folder, name))
    .find((path) => workspace.isFile(path));
  if (sst !== undefined) return sst;
  const ofPulumi = pulumiEntry(workspace, folder);
  if (ofPulumi !== undefined) return ofPulumi;
  const ofAmplify = findSourcePath(workspace, posix.join(folder, 'amplify/backend'));
  if (ofAmplify !== undefined) return ofAmplify;
  const [command = ''] = ['cdk.json', 'cdktf.json'].flatMap((name) => {
    const { app } = workspace.json(posix.join(folder, name));
    return typeof app === 'string' ? [app] : [];
  });
  const words = command
    .split(/[\s;&'"]+/)
    .filter((word) => /\.[cm]?[jt]s$/.test(word) || /^(\.\/)?(bin|src|lib)\//.test(word));
  return words.map((word) => findSourcePath(workspace, posix.resolve(folder, word))).find(Boolean);
}
