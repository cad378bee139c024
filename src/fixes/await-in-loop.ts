import { ts } from 'ts-morph';
import {
  collect,
  isAssigning,
  isInside,
  type LoopNode,
  memberName,
  nameText,
  ownerOf,
  some,
  unwrap,
} from '../ast/nodes.js';
import { referencesOf } from '../ast/references.js';
import { isReference, lookup } from '../ast/scope.js';
import { hasOtherPartners, isCertainRead } from '../lambda/effects/effect.js';
import { ofLoop } from '../lambda/order/iteration.js';
import { knownSize } from '../lambda/order/known-size.js';
import type { Program } from '../lambda/program.js';
import type { Edit, Fix } from '../model/finding.js';
import { areErrorsToldApart, mayThrowOnPurpose } from './deliberate-errors.js';
import { insertAt, replace } from './editing/edits.js';
import { spanWithComments } from './editing/statements.js';
import { indentAt, styleOf, terminatorBehind } from './editing/style.js';
import {
  continuesOf,
  type LastPush,
  type LoopOutputs,
  lastPushed,
  leaksVariables,
  loopOutputsOf,
} from './loop/collected.js';
import { ALL, CONCURRENCY, type Limiter, limiterFor } from './loop/limiter.js';
import { isOwnList } from './loop/own-list.js';
import { onlyReads } from './parallel/quiet.js';
import { isTestedInOrder } from './parallel/tested-in-order.js';
import { CONNECTION, TESTS } from './parallel/words.js';

/**
 * Runs the iterations of a loop side by side, as many at a time as a limiter lets. Safe when they only read, raise no errors of their
 * own, leave nothing behind but results in order, and the project has the limiter already or the list is short.
 */
export function concurrentLoopFixes(loop: LoopNode, program: Program): Fix[] {
  const walked = walkedBy(loop);
  const leavings = loopOutputsOf(loop.statement);
  if (!walked || !leavings || !isMovable(loop)) return [];
  const awaited = collect(loop.statement, ts.isAwaitExpression).map(({ expression }) => expression);
  const size = knownSize(ofLoop(loop), program);
  const limiter =
    size !== undefined && size <= CONCURRENCY
      ? ALL
      : limiterFor(loop.getSourceFile(), program, {
          keepsResults: leavings.list !== undefined,
          // Cases of a `switch` share their names.
          mayHavePrelude: ts.isBlock(loop.parent),
        });
  const doubts: readonly (readonly [isThere: boolean, why: string])[] = [
    [!limiter.isOwn, ''],
    [!walked.isExact, 'inherited names are left out'],
    [leavings.isUnordered, 'results are stored in a different order'],
    [isLazy(ofLoop(loop).list, program), 'reading the list may fail after some iterations have started'],
    [!isHarmless(loop, program), 'more iterations than before may have started when one fails'],
    [awaited.some((each) => hasOtherPartners(program.effects.of(each))), CONNECTION],
    [isTestedInOrder(awaited, program), TESTS],
    [!keepsTypes(loop, leavings, limiter), 'types may need changes'],
    [!!leavings.list && !!ts.findAncestor(loop, ts.isTryStatement), 'results before a failure are lost'],
    [!!leavings.list && !isOwnList(leavings.list, loop), 'results come all at once, at the end'],
  ];
  const found = doubts.filter(([isThere]) => isThere);
  const whys = found.flatMap(([, why]) => why || []);
  const title = [`Run the loop's iterations ${limiter.words}`, ...whys].join('; ');
  const edits = [...limiter.edits, ...loopEdits(loop, walked, leavings, limiter)];
  return [{ kind: found.length === 0 ? 'safe' : 'suggestion', title, edits }];
}

/** A generator of ours runs while its list is walked. */
function isLazy(list: ts.Expression | undefined, program: Program): boolean {
  const node = list && unwrap(list);
  if (!node) return false;
  if (ts.isCallExpression(node)) return program.calls.targetsOf(node).some(({ asteriskToken }) => !!asteriskToken);
  const declaration = ts.isIdentifier(node) ? lookup(node)?.node : undefined;
  return !!declaration && ts.isVariableDeclaration(declaration) && isLazy(declaration.initializer, program);
}

interface WalkedList {
  readonly list: string;
  readonly parameter: string;
  /** The callback gets exactly what the iterations got. */
  readonly isExact: boolean;
}

/** What the loop goes over, in the words of a callback. */
function walkedBy(loop: LoopNode): WalkedList | undefined {
  if (ts.isForStatement(loop)) return walkedByIndex(loop);
  if (!ts.isForOfStatement(loop) && !ts.isForInStatement(loop)) return undefined;
  const [declaration] = declarationsIn(loop.initializer);
  if (!declaration) return undefined;
  const list = loop.expression.getText();
  const parameter = declaration.name.getText();
  // The compiler lets the name in the loop stand for an index of an array, and no other string.
  const isIndex = some(loop.statement, (node) => isAccessTo(node, list, parameter), 'nested');
  if (ts.isForInStatement(loop) && isIndex && styleOf(loop.getSourceFile()).isTypeScript) return undefined;
  // `in` also goes over inherited names; nobody means that.
  return ts.isForOfStatement(loop)
    ? { list, parameter, isExact: true }
    : { list: `Object.keys(${list})`, parameter, isExact: false };
}

function declarationsIn(initializer: ts.ForInitializer | undefined): readonly ts.VariableDeclaration[] {
  return initializer && ts.isVariableDeclarationList(initializer) ? initializer.declarations : [];
}

/** `list[name]` */
function isAccessTo(node: ts.Node, list: string, name: string): boolean {
  if (!ts.isElementAccessExpression(node)) return false;
  return node.expression.getText() === list && node.argumentExpression.getText() === name;
}

/** `for (let i = 0; i < items.length; i++)`: over the indexes. */
function walkedByIndex({ initializer, condition, incrementor, statement }: ts.ForStatement): WalkedList | undefined {
  const [index, ...others] = declarationsIn(initializer);
  if (!index || others.length > 0) return undefined;
  const name = nameText(index.name as ts.Identifier);
  if (!name || index.initializer?.getText() !== '0' || !condition || !ts.isBinaryExpression(condition))
    return undefined;
  const { left, operatorToken, right } = condition;
  const isUpTo = left.getText() === name && operatorToken.kind === ts.SyntaxKind.LessThanToken;
  const isStep = new RegExp(`^(${name}\\+\\+|\\+\\+${name}|${name} ?\\+= ?1)$`).test(incrementor?.getText() ?? '');
  if (!isUpTo || !isStep || !ts.isPropertyAccessExpression(right) || right.name.text !== 'length') return undefined;
  if (some(statement, (node) => isSetting(node, name), 'nested')) return undefined;
  return { list: `${right.expression.getText()}.keys()`, parameter: name, isExact: true };
}

function isSetting(node: ts.Node, name: string): boolean {
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) return node.operand.getText() === name;
  return isAssigning(node) && node.left.getText() === name;
}

/** Nothing binds the body to the loop that it stands in. */
function isMovable(loop: LoopNode): boolean {
  const file = loop.getSourceFile();
  const head = file.text.slice(loop.getStart(file), loop.statement.getStart(file));
  if (/\/\/|\/\*/.test(head) || ts.isLabeledStatement(loop.parent) || leaksVariables(loop.statement)) return false;
  return !continuesOf(loop.statement).some(({ label }) => label) && !setsOwnVariable(loop);
}

/** `for (let item of items) { item = … }` is fine for a parameter too; a `var` belongs to everybody. */
function setsOwnVariable({ initializer }: LoopNode & { initializer?: ts.Node }): boolean {
  return !!initializer && ts.isVariableDeclarationList(initializer) && !(initializer.flags & ts.NodeFlags.BlockScoped);
}

function isHarmless(loop: LoopNode, program: Program): boolean {
  const { statement } = loop;
  if (mayThrowOnPurpose(statement, program) || areErrorsToldApart(loop, program) || usesVariablesOutside(loop))
    return false;
  return !some(statement, (node) => {
    if (ts.isAwaitExpression(node))
      return !isCertainRead(program.effects.of(node.expression)) || !onlyReads(node.expression, program);
    return (ts.isCallExpression(node) || ts.isNewExpression(node)) && !isPartOfAwait(node, loop) && !isPush(node);
  });
}

/** TypeScript sees the same in the callback as in the loop. */
function keepsTypes(loop: LoopNode, { list }: LoopOutputs, limiter: Limiter): boolean {
  if (!styleOf(loop.getSourceFile()).isTypeScript) return true;
  // A list of literals or objects is checked against what its pushes give, no longer against each of them.
  const isChecked = list?.type && !/^(unknown|any)\[\]$/.test(list.type.getText());
  if (isChecked || usesTestedMembers(loop) || (list && !list.type && isTypedByPushes(list, loop))) return false;
  // A package's own types infer nothing from a list of `any`.
  return limiter === ALL || isDeclaredList(ofLoop(loop).list);
}

/** `const found = []` takes its type from all that is pushed; a list that is made of the results of the iterations has theirs alone. */
function isTypedByPushes(list: ts.VariableDeclaration & { readonly name: ts.Identifier }, loop: LoopNode): boolean {
  if (lastPushed(loop.statement, list) === undefined) return true;
  return referencesOf(list).some((use) => {
    if (isInside(use, loop)) return false;
    const isSet = isAssigning(use.parent) && use.parent.left === use;
    return isSet || /^(push|unshift|splice)$/.test(memberName(use.parent) ?? '');
  });
}

/** `event.shop` was looked at before, or set: what that told is forgotten in a callback. */
function usesTestedMembers(loop: LoopNode): boolean {
  const tested = new Set<string>();
  some(ownerOf(loop), (node) => {
    if (!isInside(node, loop)) for (const each of testedBy(node)) tested.add(each.getText());
    return false;
  });
  return some(loop.statement, (node) => ts.isPropertyAccessExpression(node) && tested.has(node.getText()), 'nested');
}

/** `if (event.shop)`, `assert(event.shop)`, `event.shop ??= 'x'` */
function testedBy(node: ts.Node): readonly ts.PropertyAccessExpression[] {
  if (ts.isIfStatement(node)) return collect(node.expression, ts.isPropertyAccessExpression);
  if (!ts.isExpressionStatement(node)) return [];
  const { expression } = node;
  if (ts.isCallExpression(expression))
    return expression.arguments.flatMap((each) => collect(each, ts.isPropertyAccessExpression));
  return isAssigning(expression) ? collect(expression.left, ts.isPropertyAccessExpression) : [];
}

/** Its type is written down, and is not `any`. */
function isDeclaredList(list: ts.Expression | undefined): boolean {
  let root = list;
  while (root && ts.isPropertyAccessExpression(root)) root = root.expression;
  const declaration = root && ts.isIdentifier(root) ? lookup(root)?.node : undefined;
  const type =
    declaration && (ts.isParameter(declaration) || ts.isVariableDeclaration(declaration))
      ? declaration.type
      : undefined;
  return !!type && !/\bany\b/.test(type.getText());
}

function isPartOfAwait(node: ts.Node, loop: LoopNode): boolean {
  for (let at = node.parent; at && at !== loop; at = at.parent) if (ts.isAwaitExpression(at)) return true;
  return false;
}

function isPush(node: ts.Node): boolean {
  return ts.isCallExpression(node) && /\.push$/.test(node.expression.getText());
}

/** The compiler forgets, inside of a callback, what it knew of a variable that may change. */
function usesVariablesOutside(loop: LoopNode): boolean {
  return some(
    loop.statement,
    (node) => {
      if (!ts.isIdentifier(node) || !isReference(node)) return false;
      const declaration = lookup(node)?.node;
      if (!declaration || !ts.isVariableDeclaration(declaration) || isInside(declaration, loop)) return false;
      return (declaration.parent.flags & ts.NodeFlags.Const) === 0;
    },
    'nested',
  );
}

function loopEdits(loop: LoopNode, walked: WalkedList, { list }: LoopOutputs, limiter: Limiter): Edit[] {
  const file = loop.getSourceFile();
  const { semicolon, newline } = styleOf(file);
  const { statement } = loop;
  const pushed = list && lastPushed(statement, list);
  const [before, after] = limiter.render({ ...walked, body: BODY }).split(BODY) as [string, string];
  const place = placeOf(loop, list, pushed !== undefined);
  const [brace, closingBrace] = ts.isBlock(statement) ? ['', ''] : ['{ ', ' }'];
  const edits = [...bodyEdits(loop, list, pushed)];
  edits.push({
    file: file.fileName,
    start: place.start,
    end: statement.getStart(file),
    text: place.open + before + brace,
  });
  edits.push(insertAt(file, statement.end, closingBrace + after + place.close + terminatorBehind(file, statement.end)));
  if (limiter.prelude)
    // In front of the comments: they speak of the loop.
    edits.push(insertAt(file, place.line, `${limiter.prelude}${semicolon}${newline}${indentAt(loop)}`));
  return edits;
}

/** Stands for the loop's body while the code around it is made. */
const BODY = '\u0000';

interface LoopEdges {
  /** Where the statement starts that the loop becomes a part of. */
  readonly line: number;
  /** Where the new code starts. */
  readonly start: number;
  readonly open: string;
  readonly close: string;
}

/** The results go to the list: as its first value where it is declared right before, otherwise behind what it holds. */
function placeOf(loop: LoopNode, list: LoopOutputs['list'], isPlain: boolean): LoopEdges {
  const file = loop.getSourceFile();
  const start = loop.getStart(file);
  const line = spanWithComments(loop).start;
  if (!list) return { line, start, open: 'await ', close: '' };
  const before = emptyListBefore(loop, list);
  if (before) {
    const start = before.value.getStart(file);
    const [open, close] = isPlain ? ['await ', ''] : ['(await ', ').flat()'];
    return { line: spanWithComments(before.statement).start, start, open, close };
  }
  return { line, start, open: `${list.name.text}.push(...(await `, close: isPlain ? '))' : ').flat())' };
}

/** `const found = [];` with nothing between it and the loop. */
function emptyListBefore(
  loop: LoopNode,
  { initializer: value, parent }: ts.VariableDeclaration,
): { readonly statement: ts.Statement; readonly value: ts.Expression } | undefined {
  const statement = parent.parent;
  if (!value || !ts.isArrayLiteralExpression(value) || value.elements.length > 0) return undefined;
  if (!ts.isVariableStatement(statement) || statement.declarationList.declarations.length > 1) return undefined;
  const { text } = loop.getSourceFile();
  return text.slice(statement.end, loop.getStart()).trim() === '' && statement.parent === loop.parent
    ? { statement, value }
    : undefined;
}

/** `continue` ends an iteration; what was pushed is handed back. */
function bodyEdits(loop: LoopNode, list: LoopOutputs['list'], pushed: LastPush | undefined): Edit[] {
  const { statement } = loop;
  const file = loop.getSourceFile();
  const { semicolon, newline, indent } = styleOf(file);
  if (pushed) {
    const { value } = pushed;
    return [
      { file: file.fileName, start: pushed.statement.getStart(file), end: value.getStart(file), text: 'return ' },
      { file: file.fileName, start: value.end, end: pushed.statement.end, text: semicolon },
    ];
  }
  const result = list ? ` ${list.name.text}` : '';
  const edits = continuesOf(statement).map((each) => replace(each, `return${result}${semicolon}`));
  if (!list || !ts.isBlock(statement)) return edits;
  const inner = newline + indentAt(loop) + indent;
  const type = list.type ? `: ${list.type.getText()}` : '';
  edits.push(insertAt(file, statement.getStart(file) + 1, `${inner}const ${list.name.text}${type} = []${semicolon}`));
  const last = statement.statements.at(-1);
  edits.push(insertAt(file, last?.end ?? statement.end - 1, `${inner}return${result}${semicolon}`));
  return edits;
}
