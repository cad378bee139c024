import { basename, dirname, join } from 'node:path/posix';
import { commonFolder, folderOf, isWithin } from '../../lib/paths.js';
import type { BuildSettings, LambdaFunction } from '../../model/function.js';
import type { Host } from '../../model/host.js';
import { namesIn, readManifest } from '../../sources/manifest.js';
import { architectContents } from './architect.js';
import type { PackageContents } from './deployed-file.js';
import { cdkRules, terraformRules } from './exclude-rules.js';
import { allBut, listFolder, type Selection, takesPackage, unreadTexts } from './folder.js';
import { installedFor } from './node-packages.js';
import { npmRules } from './npm-rules.js';
import { filesOfPackages } from './package-files.js';
import { compiledByPlugin, isCompiledByPlugin } from './plugin-typescript.js';
import { serverlessRules } from './serverless-rules.js';

/** What a plain zip holds, by the rules of the tool that makes it; a reason in words where that cannot be known. */
export function contentsOf(
  fn: LambdaFunction,
  root: string,
  host: Host,
): PackageContents | { readonly reason: string } {
  const { build, declaredIn } = fn;
  if (build?.folder === undefined) return { reason: 'the deployment file does not say what is packaged' };
  const folder = join(root, build.folder);
  const shown = build.folder === '.' ? 'the root' : build.folder;
  if (isElsewhere(folder, root, host)) return { reason: `its code ${shown} is outside of the project` };
  if (/\.(zip|jar|tgz)$/i.test(folder)) return { reason: `its package ${shown} is built by another tool` };
  if (host.isFile(folder)) return asIs(folder, onlyItself(folder), host);
  if (!host.isDirectory(folder)) return { reason: `its folder ${shown} does not exist; it may need to be built first` };
  if (declaredIn.kind === 'sam') return samContents(folder, host);
  if (declaredIn.kind === 'architect') return architectContents(fn, folder, root, host);
  const isProduction = declaredIn.kind === 'serverless' && dropsDevelopment(build);
  const contents = asIs(folder, selectionOf(fn, build, folder, host), host, isProduction);
  return build.other?.traces === true ? { ...contents, assumptions: [...contents.assumptions, TRACED] } : contents;
}

/** Code may stand beside the root. What has no more in common with it than the home folder, or the top of everything, is no part of the project. */
function isElsewhere(folder: string, root: string, { home }: Host): boolean {
  if (isWithin(folder, root)) return false;
  const around = commonFolder(folder, root);
  return around === folderOf(around) || (home !== undefined && isWithin(home, around));
}

const TRACED =
  'serverless-plugin-include-dependencies packages only the parts of node_modules that the code imports; here, all production packages are counted.';

function selectionOf({ declaredIn }: LambdaFunction, build: BuildSettings, folder: string, host: Host): Selection {
  const { patterns = [], other = {} } = build;
  switch (declaredIn.kind) {
    case 'serverless': {
      const rules = serverlessRules(folder, patterns, dropsDevelopment(build), host);
      return isCompiledByPlugin(build) ? compiledByPlugin(rules, patterns) : rules;
    }
    case 'terraform':
      return terraformRules(patterns);
    case 'cdk':
    case 'cdk-out':
      return cdkRules(patterns, other.ignoreMode);
    default:
      return allBut();
  }
}

/** `sam build` without a bundler: what `npm pack` takes, and the production dependencies; without package.json the folder. */
function samContents(folder: string, host: Host): PackageContents {
  const manifest = readManifest(folder, host);
  if (manifest === undefined) return asIs(folder, allBut('.aws-sam', '.git'), host);
  const rules = npmRules(folder, manifest, host);
  const own = listFolder(folder, rules, host);
  // `npm pack` leaves links alone.
  const real = host.realPath(folder);
  const files = own.files.filter(({ name, realPath }) => realPath === `${real}/${name}`);
  const installed = installedFor(folder, 'production', host);
  return {
    files: [...files, ...filesOfPackages(installed, host)],
    installed,
    missing: installed.missing,
    optional: namesIn(manifest.optionalDependencies),
    assumptions: [
      ...unreadTexts(folder, own),
      'Packaged as `sam build` would: npm pack plus the production dependencies that are installed here.',
    ],
    unread: own.unread,
  };
}

/** What the package.json of a folder lists is shipped with the folder, an SDK as well: where it is not there, it is missing, unless the selection leaves it out. */
function asIs(path: string, selection: Selection, host: Host, isProduction = false): PackageContents {
  const folder = host.isFile(path) ? dirname(path) : path;
  const { files, unread } = listFolder(path, selection, host);
  const production = installedFor(folder, 'production', host);
  const installed = isProduction ? production : installedFor(folder, 'all', host);
  const isTaken = (name: string): boolean => takesPackage(selection, name);
  return {
    files,
    installed,
    missing: production.missing.filter(isTaken),
    optional: namesIn(readManifest(folder, host)?.optionalDependencies).filter(isTaken),
    assumptions: unreadTexts(folder, { unread }),
    unread,
  };
}

function onlyItself(file: string): Selection {
  return { enters: () => false, takes: (path) => path === basename(file) };
}

function dropsDevelopment({ other = {} }: BuildSettings): boolean {
  return other.excludeDevDependencies !== false;
}
