import { ts } from 'ts-morph';
import { hasModifier, nameText } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';

/** A place where a file loads the whole SDK, in a form that can be taken apart. */
export interface WholeSdkLoad {
  readonly literal: ts.StringLiteralLike;
  readonly form: 'import' | 'import-equals' | 'require' | 'member-of-require';
  /** What names the SDK: the import, the declaration, or `require('aws-sdk').S3`. */
  readonly node: LoadNode;
  /** `AWS`: the SDK under one name. */
  readonly wholes: readonly WholeName[];
  /** `{ S3, SQS: Queue }`. */
  readonly members: readonly NamedMember[];
}

type LoadNode =
  | ts.ImportDeclaration
  | ts.ImportEqualsDeclaration
  | ts.VariableDeclaration
  | ts.PropertyAccessExpression;

export interface WholeName {
  readonly identifier: ts.Identifier;
  /** What scopes know the name by. */
  readonly declaration: ts.Declaration;
}

export interface NamedMember {
  /** As the SDK calls it. */
  readonly name: string;
  readonly element: ts.ImportSpecifier | ts.BindingElement | ts.PropertyAccessExpression;
  /** The file's own name for it, or a pattern; absent for a member that is used where it is loaded. */
  readonly local?: ts.BindingName;
  readonly isTypeOnly: boolean;
}

export function wholeSdkLoadOf(literal: ts.StringLiteralLike): WholeSdkLoad | undefined {
  const { parent } = literal;
  if (ts.isImportDeclaration(parent)) return readImport(parent, literal);
  if (ts.isExternalModuleReference(parent)) return readImportEquals(parent.parent, literal);
  if (ts.isCallExpression(parent) && isPlainRequire(parent)) return readRequire(parent, literal);
  return undefined;
}

function readImport(node: ts.ImportDeclaration, literal: ts.StringLiteralLike): WholeSdkLoad | undefined {
  const { importClause: clause } = node;
  if (!clause || node.attributes) return undefined;
  const { name, namedBindings } = clause;
  const wholes: WholeName[] = name ? [{ identifier: name, declaration: clause }] : [];
  const members: NamedMember[] = [];
  if (namedBindings && ts.isNamespaceImport(namedBindings)) {
    wholes.push({ identifier: namedBindings.name, declaration: namedBindings });
  }
  if (namedBindings && ts.isNamedImports(namedBindings)) {
    for (const element of namedBindings.elements) {
      const imported = element.propertyName ?? element.name;
      members.push({ name: imported.text, element, local: element.name, isTypeOnly: element.isTypeOnly });
    }
  }
  return { literal, form: 'import', node, wholes, members };
}

function readImportEquals(node: ts.ImportEqualsDeclaration, literal: ts.StringLiteralLike): WholeSdkLoad | undefined {
  if (hasModifier(node, ts.SyntaxKind.ExportKeyword)) return undefined;
  const wholes = [{ identifier: node.name, declaration: node }];
  return { literal, form: 'import-equals', node, wholes, members: [] };
}

function readRequire(call: ts.CallExpression, literal: ts.StringLiteralLike): WholeSdkLoad | undefined {
  const { parent } = call;
  if (ts.isPropertyAccessExpression(parent) && !parent.questionDotToken && ts.isIdentifier(parent.name)) {
    const members = [{ name: parent.name.text, element: parent, isTypeOnly: false }];
    return { literal, form: 'member-of-require', node: parent, wholes: [], members };
  }
  if (!ts.isVariableDeclaration(parent) || parent.type || !ts.isVariableStatement(parent.parent.parent))
    return undefined;
  if (ts.isIdentifier(parent.name)) {
    if (hasModifier(parent.parent.parent, ts.SyntaxKind.ExportKeyword)) return undefined;
    const wholes = [{ identifier: parent.name, declaration: parent }];
    return { literal, form: 'require', node: parent, wholes, members: [] };
  }
  const members = readPattern(parent.name);
  return members && { literal, form: 'require', node: parent, wholes: [], members };
}

export function readPattern(pattern: ts.BindingPattern): NamedMember[] | undefined {
  if (!ts.isObjectBindingPattern(pattern)) return undefined;
  const members = pattern.elements.map((element) => {
    const name = nameText(element.propertyName ?? element.name);
    const isPlain = name !== undefined && !element.dotDotDotToken && !element.initializer;
    return isPlain ? { name, element, local: element.name, isTypeOnly: false } : undefined;
  });
  return members.every((member) => member !== undefined) ? members : undefined;
}

/** Node's own, or one made by `createRequire`. */
function isPlainRequire({ expression, arguments: { length } }: ts.CallExpression): boolean {
  if (!ts.isIdentifier(expression) || length !== 1) return false;
  const binding = lookup(expression);
  if (!binding) return true;
  const { node } = binding;
  return ts.isVariableDeclaration(node) && /^(\w+\.)?createRequire\(/.test(node.initializer?.getText() ?? '');
}
