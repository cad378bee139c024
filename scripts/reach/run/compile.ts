import { ts } from 'ts-morph';
import { isFunctionNode } from '../../../src/ast/nodes.js';

/** From where to where a function goes, as offsets without leading comments; in compiled code also without `static`, as V8 tells it. */
export interface FunctionRange {
  readonly start: number;
  readonly end: number;
}

export interface CompiledFile {
  readonly code: string;
  /** By the range in the code, as `rangeKey` writes it: the function in the source, or nothing where the compiler made it. */
  readonly functions: ReadonlyMap<string, FunctionRange | undefined>;
}

export interface FilePlace {
  readonly name: string;
  readonly url: string;
  readonly folder: string;
}

const AWAITING = 'module.settled = (async () => {\n';
/** Names that `require` gives to every file; a module may declare them itself. */
const GIVEN = /^(?:const|let) (?:__filename|__dirname|require)\b/m;

/**
 * Compiles a file for `require`, and says for each function of the code which one of the source it is. The compiler itself knows that
 * of every node that it leaves or rewrites, so no source map is asked.
 */
export function compileFile(text: string, place: FilePlace, options: ts.CompilerOptions): CompiledFile {
  const origins: (FunctionRange | undefined)[] = [];
  const output = ts.transpileModule(text, {
    fileName: place.name,
    compilerOptions: {
      ...options,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.CommonJS,
      moduleDetection: ts.ModuleDetectionKind.Auto,
      jsx: ts.JsxEmit.React,
      noEmitHelpers: true,
    },
    transformers: { before: [replaceImportMeta(place)], after: [noteOrigins(origins)] },
  }).outputText;
  const awaits = hasTopLevelAwait(text, place.name);
  const code = awaits ? `${AWAITING}${output}\n})();` : GIVEN.test(output) ? `'use strict';{\n${output}\n}` : output;
  const compiled = functionsIn(ts.createSourceFile('code.js', code, ts.ScriptTarget.Latest, true)).slice(
    awaits ? 1 : 0,
  );
  if (compiled.length !== origins.length) {
    throw new Error(`${place.name}: ${origins.length} functions before printing, ${compiled.length} after`);
  }
  return { code, functions: new Map(compiled.map((range, index) => [rangeKey(range), origins[index]])) };
}

export function rangeKey({ start, end }: FunctionRange): string {
  return `${start}:${end}`;
}

/** Where V8 says that a function begins: modifiers that are not part of it come before. */
function startOfFunction(node: ts.Node, file: ts.SourceFile): number {
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  const last = modifiers.filter(({ kind }) => kind === ts.SyntaxKind.StaticKeyword).at(-1);
  return last && ts.isClassElement(node)
    ? last.end + /^\s*/.exec(file.text.slice(last.end))![0].length
    : node.getStart(file);
}

function functionsIn(file: ts.SourceFile): FunctionRange[] {
  const found: FunctionRange[] = [];
  visitFunctions(file, (node) => found.push({ start: startOfFunction(node, file), end: node.end }));
  return found;
}

function visitFunctions(node: ts.Node, visit: (node: ts.Node) => void): void {
  if (isFunctionNode(node) && 'body' in node && node.body) visit(node);
  ts.forEachChild(node, (child) => visitFunctions(child, visit));
}

/** Runs after everything else, so the order of functions is the order in which they are printed. */
function noteOrigins(origins: (FunctionRange | undefined)[]): ts.TransformerFactory<ts.SourceFile> {
  return () => (file) => {
    visitFunctions(file, (node) => {
      const origin = ts.getOriginalNode(node);
      const source = ts.getOriginalNode(file) as ts.SourceFile;
      // A constructor that the compiler adds for fields has the class's place and is marked.
      const isMade = (origin.flags & ts.NodeFlags.Synthesized) !== 0;
      const isFromSource = isFunctionNode(origin) && !isMade && origin.pos >= 0;
      origins.push(isFromSource ? { start: origin.getStart(source), end: origin.end } : undefined);
    });
    return file;
  };
}

function replaceImportMeta({ url, name, folder }: FilePlace): ts.TransformerFactory<ts.SourceFile> {
  return (context) => {
    const { factory } = context;
    const property = (key: string, value: string) =>
      factory.createPropertyAssignment(key, factory.createStringLiteral(value));
    const meta = () =>
      factory.createObjectLiteralExpression([
        property('url', url),
        property('filename', name),
        property('dirname', folder),
      ]);
    const visit = (node: ts.Node): ts.Node =>
      ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword
        ? meta()
        : ts.visitEachChild(node, visit, context);
    return (file) => ts.visitEachChild(file, visit, context);
  };
}

function hasTopLevelAwait(text: string, name: string): boolean {
  if (!text.includes('await')) return false;
  const visit = (node: ts.Node): boolean => {
    if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier)) return true;
    return !isFunctionNode(node) && (ts.forEachChild(node, visit) ?? false);
  };
  return visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true));
}
