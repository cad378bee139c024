import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';

export interface Checked {
  /** Message by file; one entry for each time that the compiler says it. */
  readonly messages: readonly string[];
  /** Files that a tsconfig covers, or that hold JavaScript, of which only the syntax is checked. */
  readonly files: number;
}

/** What the compiler says of the projects around some files, with these texts in their places. Absolute path → text. */
export function typeCheck(root: string, texts: ReadonlyMap<string, string>): Checked {
  const messages: string[] = [];
  let files = 0;
  const configs = new Set([...texts.keys()].map((path) => configAround(path, root)));
  for (const config of configs) {
    const paths = [...texts.keys()].filter((path) => configAround(path, root) === config);
    const program = createProgram(config, paths, texts);
    for (const path of paths) files += program.getSourceFile(path) ? 1 : 0;
    const found = [...program.getSyntacticDiagnostics(), ...(config ? program.getSemanticDiagnostics() : [])];
    messages.push(...found.map(textOf));
  }
  return { messages, files };
}

function configAround(path: string, root: string): string | undefined {
  for (let folder = dirname(path); folder.startsWith(root); folder = dirname(folder)) {
    const config = join(folder, 'tsconfig.json');
    if (existsSync(config)) return config;
  }
  return undefined;
}

/** The project's own options; the files themselves even where the config leaves them out. */
function createProgram(
  config: string | undefined,
  paths: readonly string[],
  texts: ReadonlyMap<string, string>,
): ts.Program {
  const read = config ? ts.readConfigFile(config, ts.sys.readFile).config : {};
  const parsed = ts.parseJsonConfigFileContent(read, ts.sys, dirname(config ?? paths[0]!));
  const options: ts.CompilerOptions = {
    ...parsed.options,
    noEmit: true,
    allowJs: true,
    skipLibCheck: true,
    incremental: false,
    composite: false,
    ignoreDeprecations: '6.0',
    ...lentTypes(dirname(config ?? paths[0]!), parsed.options),
  };
  const host = ts.createCompilerHost(options);
  const { readFile, getSourceFile } = host;
  host.readFile = (path) => texts.get(resolve(path)) ?? readFile(path);
  host.getSourceFile = (path, language, ...rest) => {
    const text = texts.get(resolve(path));
    return text === undefined
      ? getSourceFile.call(host, path, language, ...rest)
      : ts.createSourceFile(path, text, language);
  };
  const roots = config ? [...new Set([...parsed.fileNames, ...paths])] : paths;
  return ts.createProgram(roots, options, host);
}

/** What a project that is not installed would have: the SDK and Node, from this repository. */
function lentTypes(folder: string, { paths, types }: ts.CompilerOptions): ts.CompilerOptions {
  if (existsSync(join(folder, 'node_modules'))) return {};
  const own = resolve('node_modules');
  const lent = ['aws-sdk', 'aws-sdk/*', '@aws-sdk/*', '@smithy/*', 'p-map', 'p-limit'];
  return {
    paths: {
      ...paths,
      ...Object.fromEntries(lent.map((name) => [name, [join(own, name)]])),
      'aws-lambda': [join(own, '@types/aws-lambda')],
    },
    typeRoots: [join(own, '@types')],
    types: types ?? ['node'],
  };
}

/** Without the line, which fixes move. */
function textOf({ file, code, messageText }: ts.Diagnostic): string {
  return `${file?.fileName ?? ''} TS${code} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
}

/** What is said more often after than before. */
export function newMessages(before: readonly string[], after: readonly string[]): string[] {
  const known = new Map<string, number>();
  for (const message of before) known.set(message, (known.get(message) ?? 0) + 1);
  return after.filter((message) => {
    const left = known.get(message) ?? 0;
    known.set(message, left - 1);
    return left <= 0;
  });
}
