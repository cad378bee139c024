import { posix } from 'node:path';
import { textOf } from '../derived/text-of.js';
import { CODE_FILES, isCodeFile } from '../lib/code-file.js';
import { escapeRegExp } from '../lib/escape-reg-exp.js';
import { folderOf, isWithin, relativePath } from '../lib/paths.js';
import type { Host } from '../model/host.js';
import { aliasTargets } from './alias-targets.js';
import { loadsIn } from './loads.js';
import { createPackages } from './packages.js';
import { createTsconfigs } from './tsconfigs.js';

/** Texts that may declare functions, by the path of their code. */
const DECLARING = '**/*.{yml,yaml,tf,template}';
/** They name packages, and no folder of ours. */
const LOCK = /(^|[/-])lock\.ya?ml$/;
const TEMPLATES = '**/{*template*,serverless}.json';

/**
 * Does code in the folder around another one load anything there: by a path, by the name of its package, by an alias? Or does anything name
 * the folder by its path, as a template or a construct that makes a function of its code? Where names lead is not looked up, as that takes
 * as long as an analysis; so a yes means that it may. Takes absolute paths.
 */
export function isLoadedFromAround(folder: string, around: string, host: Host): boolean {
  const { name: own } = createPackages(around, host)(`${folder}/package.json`).manifest;
  const tsconfigs = createTsconfigs(around, host, () => {});
  const leadsInto = (name: string, from: string): boolean => {
    if (name.startsWith('.')) return isWithin(posix.join(folderOf(from), name), folder);
    if (typeof own === 'string' && `${name}/`.startsWith(`${own}/`)) return true;
    const { resolution } = tsconfigs.of(from);
    const { baseUrl } = resolution;
    const targets = [...aliasTargets(resolution, name), ...(baseUrl === undefined ? [] : [posix.join(baseUrl, name)])];
    return targets.some((target) => isWithin(target, folder));
  };
  const path = relativePath(around, folder);
  const [inCode, inTemplates] = [namedInCode(path), namedInTemplates(path)];
  return host.listFilesSync(around, [CODE_FILES, DECLARING, TEMPLATES]).some((file) => {
    if (isWithin(file, folder) || LOCK.test(file)) return false;
    const text = textOf(file, host) ?? '';
    if (!isCodeFile(file)) return inTemplates.test(text);
    return inCode.test(text) || [...loadsIn(text)].some((name) => leadsInto(name, file));
  });
}

/** By its path from the top or from beside it, or by its name as the begin of a text. */
function namedInCode(path: string): RegExp {
  const name = escapeRegExp(posix.basename(path));
  return new RegExp(`(?<![\\w-])(?:${escapeRegExp(path)}|\\./${name})(?![\\w-])|(['"\`])${name}(\\1|/)`);
}

/** By its name as a word of its own: templates stand wherever they like, and name little else. */
function namedInTemplates(path: string): RegExp {
  return new RegExp(`(?<![\\w-])${escapeRegExp(posix.basename(path))}(?![\\w-])`);
}
