import { ts } from 'ts-morph';
import type { ClassNode } from '../../ast/nodes.js';
import { lookup, lookupName } from '../../ast/scope.js';
import { exportsOf } from '../../sources/exports.js';
import type { ModuleGraph } from './modules.js';

type TypeDeclaration = ts.InterfaceDeclaration | ts.TypeAliasDeclaration;

export interface ClassIndex {
  /** The interface or alias that a type's name refers to, over files. */
  typeDeclaration(name: ts.Identifier): TypeDeclaration | undefined;
  implementationsOf(declaration: TypeDeclaration): readonly ClassNode[];
  subclassesOf(node: ClassNode): readonly ClassNode[];
}

/** Who implements and extends what, among the modules that were loaded. Built on first use. */
export function createClassIndex(graph: ModuleGraph): ClassIndex {
  const heirs = new Map<ts.Node, ClassNode[]>();
  let isBuilt = false;

  const build = (): void => {
    if (isBuilt) return;
    isBuilt = true;
    for (const { facts } of graph.modules.values()) {
      for (const node of facts.classes) {
        for (const { expression } of node.heritageClauses?.flatMap((clause) => [...clause.types]) ?? []) {
          const declaration = ts.isIdentifier(expression) ? declarationOf(expression, graph) : undefined;
          if (declaration) heirs.set(declaration, [...(heirs.get(declaration) ?? []), node]);
        }
      }
    }
  };
  const heirsOf = (node: ts.Node): readonly ClassNode[] => {
    build();
    return heirs.get(node) ?? [];
  };
  return {
    typeDeclaration: (name) => {
      const node = declarationOf(name, graph);
      return node && (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) ? node : undefined;
    },
    implementationsOf: heirsOf,
    subclassesOf: heirsOf,
  };
}

/** The interface, alias or class behind a name, through imports and re-exports. */
function declarationOf(name: ts.Identifier, graph: ModuleGraph): ts.Node | undefined {
  const node = lookup(name)?.node;
  if (!node) return undefined;
  if (ts.isImportSpecifier(node)) {
    const { text } = node.parent.parent.parent.moduleSpecifier as ts.StringLiteral;
    return exportedDeclaration(name.getSourceFile(), text, (node.propertyName ?? node.name).text, graph, new Set());
  }
  if (ts.isImportClause(node) && ts.isImportDeclaration(node.parent)) {
    const { text } = node.parent.moduleSpecifier as ts.StringLiteral;
    return exportedDeclaration(name.getSourceFile(), text, 'default', graph, new Set());
  }
  return node;
}

function exportedDeclaration(
  from: ts.SourceFile,
  specifier: string,
  name: string,
  graph: ModuleGraph,
  seen: Set<string>,
): ts.Node | undefined {
  const resolution = graph.modules.get(from.fileName)?.imports.get(specifier);
  if (resolution?.kind !== 'file' || seen.has(resolution.path)) return undefined;
  seen.add(resolution.path);
  const module = graph.modules.get(resolution.path);
  if (!module) return undefined;
  const { named, stars } = exportsOf(module.file);
  const target = named.get(name);
  if (target?.kind === 'declaration') return target.node;
  if (target?.kind === 'name') return lookupName(target.name, module.file)?.node;
  if (target?.kind === 'expression')
    return ts.isIdentifier(target.node) ? declarationOf(target.node, graph) : undefined;
  if (target?.kind === 'from') return exportedDeclaration(module.file, target.specifier, target.name, graph, seen);
  for (const star of stars) {
    const found = exportedDeclaration(module.file, star, name, graph, seen);
    if (found) return found;
  }
  return undefined;
}
