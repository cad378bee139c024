import picomatch from 'picomatch';
import { isCodeFile } from '../../lib/code-file.js';
import type { BuildSettings } from '../../model/function.js';
import type { DeployedFile } from './deployed-file.js';
import type { Selection } from './folder.js';

export function isCompiledByPlugin(build: BuildSettings | undefined): boolean {
  return build?.builder === 'serverless-plugin-typescript';
}

/**
 * What serverless-plugin-typescript 2 puts where the framework then zips: compiled code, `node_modules`, package.json, and what
 * patterns name. Of the code only what handlers import is compiled, see `withoutUncompiled`.
 */
export function compiledByPlugin({ enters, takes }: Selection, patterns: readonly string[]): Selection {
  const isCopied = copiedBy(patterns);
  return {
    enters,
    takes: (file) =>
      (isPackageFile(file) || file === 'package.json' || isCompiled(file) || isCopied(file)) && takes(file),
  };
}

/** Leaves out code of the project that no handler imports: it is not compiled. Nothing, where imports could not be followed. */
export function withoutUncompiled(
  files: readonly DeployedFile[],
  patterns: readonly string[],
  imported: ReadonlySet<string>,
): readonly DeployedFile[] {
  if (imported.size === 0) return files;
  const isCopied = copiedBy(patterns);
  return files.filter(
    ({ name, realPath }) => isPackageFile(name) || !isCompiled(name) || imported.has(realPath) || isCopied(name),
  );
}

function copiedBy(patterns: readonly string[]): (file: string) => boolean {
  const positive = patterns.filter((pattern) => !pattern.startsWith('!'));
  return positive.length > 0 ? picomatch(positive, { dot: true }) : () => false;
}

function isPackageFile(file: string): boolean {
  return file.startsWith('node_modules/');
}

/** The compiler also writes JSON that is imported. */
function isCompiled(file: string): boolean {
  return (isCodeFile(file) && !/\.d\.[cm]?ts$/.test(file)) || (file.endsWith('.json') && file !== 'package.json');
}
