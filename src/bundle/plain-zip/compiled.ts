import { textOf } from '../../derived/text-of.js';
import type { Host } from '../../model/host.js';
import { compile } from '../build/esbuild.js';
import type { DeployedFile } from './deployed-file.js';

const TYPESCRIPT = /(?<!\.d)\.([cm]?)tsx?$/;

export function isTypeScript(path: string): boolean {
  return TYPESCRIPT.test(path);
}

/** How the compiled form of a file is called: `a.mts` → `a.mjs`. */
export function compiledName(name: string): string {
  return name.replace(TYPESCRIPT, '.$1js');
}

/** The project's own TypeScript files as a compiler would write them one by one; declarations and what is no TypeScript stay. */
export async function compileFiles(files: readonly DeployedFile[], host: Host): Promise<readonly DeployedFile[]> {
  return Promise.all(files.map((file) => (isOwnTypeScript(file) ? compileFile(file, host) : file)));
}

function isOwnTypeScript({ realPath }: DeployedFile): boolean {
  return isTypeScript(realPath) && !realPath.includes('/node_modules/');
}

async function compileFile(file: DeployedFile, host: Host): Promise<DeployedFile> {
  const code = await compile(textOf(file.realPath, host) ?? '', file.realPath);
  if (code === undefined) return file;
  const content = Buffer.from(code);
  return { ...file, name: compiledName(file.name), bytes: content.length, content };
}
