import { ts } from 'ts-morph';
import { type ClassNode, findAncestor, isClassNode, isInside } from '../../../ast/nodes.js';
import type { ModuleGraph } from '../../modules/modules.js';
import type { Values } from '../../values/values.js';

/** A place that names a class, outside of imports and of the class itself. */
interface Mention {
  readonly of: ClassNode;
  readonly file: string;
  readonly inside: ClassNode | undefined;
}

/** Where the classes are named: `@UseGuards(X)`, `app.useGlobalPipes(new X())`, `consumer.apply(X)`. */
export function mentionsOf(wanted: ReadonlySet<ClassNode>, graph: ModuleGraph, values: Values): Mention[] {
  const found: Mention[] = [];
  if (wanted.size === 0) return found;
  const names = new Set([...wanted].flatMap(({ name }) => name?.text ?? []));
  for (const { path, file } of graph.modules.values()) {
    const here = new Set([...names, ...renamed(file, names)]);
    const visit = (node: ts.Node): void => {
      if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
      if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
      if (ts.isIdentifier(node) && here.has(node.text)) {
        for (const value of values.of(namedBy(node))) {
          if (value.kind !== 'class' || !wanted.has(value.node) || isInside(node, value.node)) continue;
          found.push({ of: value.node, file: path, inside: findAncestor(node, isClassNode) });
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return found;
}

/** Names that a file gives to what it imports: the class may be among that. */
function renamed(file: ts.SourceFile, names: ReadonlySet<string>): string[] {
  const clauses = file.statements.flatMap((each) => (ts.isImportDeclaration(each) ? (each.importClause ?? []) : []));
  return clauses.flatMap(({ name, namedBindings }) => {
    const elements = namedBindings && ts.isNamedImports(namedBindings) ? namedBindings.elements : [];
    const aliases = elements.filter(({ propertyName }) => propertyName && names.has(propertyName.text));
    return [...(name ? [name.text] : []), ...aliases.map((each) => each.name.text)];
  });
}

/** `X` of `guards.X` is named by the whole of it. */
function namedBy(node: ts.Identifier): ts.Expression {
  const { parent } = node;
  return ts.isPropertyAccessExpression(parent) && parent.name === node ? parent : node;
}

/** Those that are named by code that counts: in the files, and in no class that is listed nowhere. */
export function mentionedIn(
  mentions: readonly Mention[],
  files: ReadonlySet<string>,
  isDead: (node: ClassNode) => boolean,
): ReadonlySet<ClassNode> {
  const live = new Set<ClassNode>();
  const counts = ({ of, file, inside }: Mention): boolean =>
    !live.has(of) && files.has(file) && (!inside || live.has(inside) || !isDead(inside));
  for (let isNews = true; isNews; ) {
    const found = mentions.filter(counts);
    for (const { of } of found) live.add(of);
    isNews = found.length > 0;
  }
  return live;
}
