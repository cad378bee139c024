import { ts } from 'ts-morph';
import type { SourceFile } from './source-files.js';

const FOLDER =
  /^(root|real|realPath|folder|base|outer|inner|top|home|dir|parent|cwd)(Path)?$|[a-z](Root|Folder|Dir|Cwd|Home)(Path)?$/;
/** Whose length is that of a folder: `rootLength`. */
const LENGTH = /^(root|real|realPath|folder|base|outer|inner|top|home|dir|parent|cwd)(Path)?Length$/;
const PATH = /^(path|\w+Path|file|folder|absolute|relative\w*)$/;
const NO_PATH = /^(label|line|text|title)$/;

/** Calls that cut a path off by the length of a folder's, or by its text. */
export function cutsIn({ path, text }: SourceFile): readonly string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && isCut(node, node.expression)) {
      found.push(node.getText());
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isCut({ arguments: given }: ts.CallExpression, { expression, name }: ts.PropertyAccessExpression): boolean {
  const receiver = nameOf(expression);
  if (/^replace(All)?$/.test(name.text)) return given[0] !== undefined && isFolderWithSlash(given[0]);
  if (!/^(slice|substr|substring)$/.test(name.text) || NO_PATH.test(receiver)) return false;
  return given.some((each) => isAnyIn(each, (part) => isLengthOf(part, PATH.test(receiver))));
}

/** `` `${cwd}/` `` and `cwd + '/'`. */
function isFolderWithSlash(given: ts.Expression): boolean {
  const node = bare(given);
  if (ts.isBinaryExpression(node))
    return FOLDER.test(nameOf(node.left)) && ts.isStringLiteralLike(node.right) && node.right.text.startsWith('/');
  if (!ts.isTemplateExpression(node) || node.head.text !== '') return false;
  const [first] = node.templateSpans;
  return !!first?.literal.text.startsWith('/') && FOLDER.test(nameOf(first.expression));
}

function isLengthOf(node: ts.Node, isOfPath: boolean): boolean {
  if (ts.isIdentifier(node)) return LENGTH.test(node.text);
  if (!ts.isPropertyAccessExpression(node) || node.name.text !== 'length') return false;
  const name = nameOf(node.expression);
  return FOLDER.test(name) || isFolderWithSlash(node.expression) || (isOfPath && name === 'prefix');
}

/** In an expression, and not in what it calls. */
function isAnyIn(node: ts.Node, is: (node: ts.Node) => boolean): boolean {
  if (is(node)) return true;
  return !ts.isCallExpression(node) && (ts.forEachChild(node, (child) => isAnyIn(child, is) || undefined) ?? false);
}

/** `root` of `root`, `options.root`, `this.#root`, `root!`, `(root)` and `root as string`. */
function nameOf(given: ts.Expression): string {
  const node = bare(given);
  if (ts.isPropertyAccessExpression(node)) return node.name.text.replace(/^#/, '');
  return ts.isIdentifier(node) ? node.text : '';
}

/** Without brackets, `!` and types. */
function bare(node: ts.Expression): ts.Expression {
  const isWrapped =
    ts.isParenthesizedExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node);
  return isWrapped ? bare(node.expression) : node;
}
