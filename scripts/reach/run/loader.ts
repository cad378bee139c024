import { existsSync, readFileSync, realpathSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type PathConditions, resolveExports } from 'resolve-pkg-maps';
import { ts } from 'ts-morph';
import { memoise } from '../../../src/lib/memoise.js';
import { foldersUpwards, isWithin } from '../../../src/lib/paths.js';
import type { Driver } from '../driver.js';
import { type CompiledFile, compileFile } from './compile.js';

/** The parts of Node's loader that a hook replaces; Node documents them no further. */
interface Loader {
  _extensions: Record<string, (module: LoadedModule, path: string) => void>;
  _resolveFilename(request: string, parent: LoadedModule | undefined, ...rest: unknown[]): string;
  _load(request: string, parent: LoadedModule | undefined, ...rest: unknown[]): unknown;
}

interface LoadedModule {
  readonly filename: string | null;
  exports: unknown;
  _compile(code: string, path: string, format: 'commonjs'): void;
}

const CODE = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
/** What bundlers load as text. */
const TEXT = ['.html', '.graphql', '.gql', '.sql', '.txt', '.md', '.css', '.hbs', '.pug', '.svg', '.yaml', '.yml'];

/** Compiles the project's own files as they are required, and leaves those of packages to Node. */
export function hookLoader(root: string, driver: Driver): ReadonlyMap<string, CompiledFile> {
  const loader = Module as unknown as Loader;
  const compiled = new Map<string, CompiledFile>();
  const isOwn = (path: string): boolean => isWithin(path, root) && !path.includes('/node_modules/');
  const optionsOf = memoise(optionsFor);
  for (const extension of CODE) {
    const usual = loader._extensions[extension] ?? loader._extensions['.js']!;
    loader._extensions[extension] = (module, path) => {
      if (!isOwn(path)) return usual(module, path);
      const place = { name: path, url: pathToFileURL(path).href, folder: dirname(path) };
      const file = compileFile(readFileSync(path, 'utf8'), place, optionsOf(dirname(path)));
      compiled.set(path, file);
      module._compile(file.code, path, 'commonjs');
    };
  }
  for (const extension of TEXT) {
    loader._extensions[extension] = (module, path) => {
      module.exports = readFileSync(path, 'utf8');
    };
  }
  const resolveOwn = createOwnResolver(root, driver, optionsOf);
  const { _resolveFilename: resolve, _load: load } = loader;
  loader._resolveFilename = (request, parent, ...rest) => {
    const own = parent?.filename && isOwn(parent.filename) ? resolveOwn(request, parent.filename) : undefined;
    if (own) return own;
    try {
      return resolve.call(loader, request, parent, ...rest);
    } catch (error) {
      const path = parent?.filename ? importedPath(request, parent.filename) : undefined;
      if (path === undefined) throw error;
      return path;
    }
  };
  loader._load = (request, parent, ...rest) => {
    const standIn = driver.packages?.[request];
    return standIn ? standIn() : load.call(loader, request, parent, ...rest);
  };
  return compiled;
}

/** Resolves as bundlers do: paths of the tsconfig, TypeScript behind `.js`, no extensions. */
function createOwnResolver(
  root: string,
  { aliases = {} }: Driver,
  optionsOf: (folder: string) => ts.CompilerOptions,
): (request: string, from: string) => string | undefined {
  return (request, from) => {
    const alias = aliases[request];
    if (alias) return realpathSync(alias.startsWith('/') ? alias : join(root, alias));
    const beside = request.startsWith('.') ? join(dirname(from), request) : undefined;
    if (beside && /\.[cm]?js$/.test(beside) && existsSync(beside)) return beside;
    const { resolvedModule } = ts.resolveModuleName(request, from, optionsOf(dirname(from)), ts.sys);
    const path = resolvedModule?.resolvedFileName;
    const isCode = path && !/\.d\.[cm]?ts$/.test(path) && !path.includes('/node_modules/');
    return isCode && isWithin(path, root) ? path : undefined;
  };
}

/** What `import` finds of a package that has nothing for `require`. */
function importedPath(request: string, from: string): string | undefined {
  const [, name = '', rest = ''] = /^((?:@[^/]+\/)?[^./@][^/]*)\/?(.*)$/.exec(request) ?? [];
  for (const folder of name ? foldersUpwards(dirname(from)) : []) {
    const manifest = join(folder, 'node_modules', name, 'package.json');
    if (!existsSync(manifest)) continue;
    const { exports } = JSON.parse(readFileSync(manifest, 'utf8')) as { exports?: PathConditions };
    const [found] = exports ? resolveExports(exports, rest, ['node', 'import', 'module', 'default']) : [];
    const path = found === undefined ? '' : join(dirname(manifest), found);
    return existsSync(path) ? realpathSync(path) : undefined;
  }
  return undefined;
}

/** The options of the tsconfig around a folder, for compiling one file at a time. */
function optionsFor(folder: string): ts.CompilerOptions {
  const path = ts.findConfigFile(folder, ts.sys.fileExists);
  const host = { ...ts.sys, readDirectory: () => [], onUnRecoverableConfigFileDiagnostic: () => undefined };
  const options = path ? (ts.getParsedCommandLineOfConfigFile(path, {}, host)?.options ?? {}) : {};
  const { target = ts.ScriptTarget.ES2022, paths, baseUrl, pathsBasePath } = options;
  return {
    paths,
    baseUrl,
    pathsBasePath,
    experimentalDecorators: options.experimentalDecorators,
    emitDecoratorMetadata: options.emitDecoratorMetadata,
    useDefineForClassFields: options.useDefineForClassFields ?? target >= ts.ScriptTarget.ES2022,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowJs: true,
    resolveJsonModule: true,
    // Without the helper a namespace import is the module itself, as code that was written for this needs it.
    esModuleInterop:
      options.esModuleInterop ?? options.allowSyntheticDefaultImports ?? options.module !== ts.ModuleKind.CommonJS,
  };
}

/** `require` as it stands in a file of the project. */
export function requireFrom(path: string): NodeJS.Require {
  return createRequire(path);
}
