import { ts } from 'ts-morph';
import type { Program } from '../../lambda/program.js';
import type { WholeSdkLoad } from './loads.js';

/** How a file has to write the import of something that was exported by `module.exports =`. */
export interface ImportStyle {
  readonly form: 'default' | 'import-equals';
  /** Ending of a path in the package. Node resolves none for ES modules, and `aws-sdk` has no `exports` that would. */
  readonly ending: '' | '.js';
  /** What would have to be true. */
  readonly doubt?: string;
}

/** A default import is what `module.exports` is wherever interop is on, and in every bundler; a namespace cannot be constructed. */
export function importStyle({ node }: WholeSdkLoad, file: ts.SourceFile, program: Program): ImportStyle {
  const ending = isEsm(file.fileName, program) ? '.js' : '';
  const hasDefault = ts.isImportDeclaration(node) && node.importClause?.name !== undefined;
  const { path, options, isComplete } = program.tsconfigOf(file.fileName);
  if (hasDefault || path === undefined) return { form: 'default', ending };
  const interop = interopOf(options, isComplete);
  const isTypeScript = /\.[mc]?tsx?$/.test(file.fileName);
  if (!isTypeScript) {
    const isCompiled = options.allowJs === true && !path.endsWith('jsconfig.json');
    return { form: 'default', ending, ...(isCompiled && interop !== 'on' && { doubt: DOUBT }) };
  }
  if (interop === 'off') return { form: 'import-equals', ending: '' };
  return { form: 'default', ending, ...(interop === 'unclear' && { doubt: DOUBT }) };
}

const DOUBT = 'needs a tsconfig that allows default imports of CommonJS modules';

/** `off` is claimed only for CommonJS output, as `import x = require()` is an error for any other. */
function interopOf(options: ts.CompilerOptions, isComplete: boolean): 'on' | 'off' | 'unclear' {
  const { module, moduleResolution, esModuleInterop, allowSyntheticDefaultImports, erasableSyntaxOnly } = options;
  // An old option by which an import that only types use is an error.
  if ('importsNotUsedAsValues' in options) return 'unclear';
  if (esModuleInterop === true) return 'on';
  if (!isComplete) return 'unclear';
  if (module === ts.ModuleKind.CommonJS) return erasableSyntaxOnly ? 'unclear' : 'off';
  if (module !== undefined && module >= ts.ModuleKind.Node16) return esModuleInterop === false ? 'unclear' : 'on';
  const isBundled = moduleResolution === ts.ModuleResolutionKind.Bundler;
  const isEsOutput = module !== undefined && module >= ts.ModuleKind.ES2015;
  return isEsOutput && (allowSyntheticDefaultImports === true || isBundled) ? 'on' : 'unclear';
}

function isEsm(path: string, program: Program): boolean {
  const [, kind] = /\.([mc]?)[jt]sx?$/.exec(path) ?? [];
  return kind === 'm' || (kind !== 'c' && program.packageOf(path).isEsm);
}
