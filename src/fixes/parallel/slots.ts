import { ts } from 'ts-morph';
import { calleeName, unwrap } from '../../ast/nodes.js';
import type { AwaitingStep } from '../../lambda/order/statements.js';
import { camelCase, freeName } from '../editing/names.js';

/** One entry of the `Promise.all`, and what becomes of its result. */
export interface Slot {
  readonly node: ts.AwaitExpression;
  /** `user`, `{ Item }`; nothing where nobody keeps the result. */
  readonly binding?: string;
}

/** A statement of the group, taken apart. */
export interface GroupPiece {
  readonly step: AwaitingStep;
  readonly slots: readonly Slot[];
  /** The whole statement goes into the `Promise.all`; otherwise it stays behind it and uses the results. */
  readonly isAbsorbed: boolean;
  /** Of an absorbed declaration. */
  readonly keyword?: 'const' | 'let' | 'var';
}

/** How each statement of the group takes part; nothing where one of them cannot be taken apart. */
export function piecesOf(
  group: readonly AwaitingStep[],
  isGeneric: (node: ts.Expression) => boolean,
): GroupPiece[] | undefined {
  const keyword = commonKeyword(group);
  const taken = new Set<string>();
  const pieces = group.map((step) => pieceOf(step, keyword, taken));
  // A generic function may take its type from where its result goes.
  const isInferred = pieces.some(
    (piece) => piece && !piece.isAbsorbed && piece.slots.some(({ node }) => isGeneric(node.expression)),
  );
  if (isInferred) return undefined;
  return pieces.every((piece) => piece !== undefined) ? (pieces as GroupPiece[]) : undefined;
}

function pieceOf(step: AwaitingStep, keyword: string, taken: Set<string>): GroupPiece | undefined {
  const { statement, awaits } = step;
  if (ts.isTryStatement(statement) || isDisposedOf(statement)) return undefined;
  const [first] = awaits;
  if (step.setsNothing && awaits.length === 1) return { step, slots: [{ node: first }], isAbsorbed: true };
  const declared = absorbedDeclaration(statement, first);
  if (declared && keywordOf(declared) === keyword) {
    const slots = [{ node: first, binding: declared.name.getText() }];
    return { step, slots, isAbsorbed: true, keyword: keywordOf(declared) };
  }
  const slots = awaits.map((node) => ({ node, binding: temporaryName(node, taken) }));
  return { step, slots, isAbsorbed: false };
}

/** `await using x = await open()` */
function isDisposedOf(statement: ts.Statement): boolean {
  return ts.isVariableStatement(statement) && (statement.declarationList.flags & ts.NodeFlags.Using) !== 0;
}

/** `const PATTERN = await x;` without a type of its own. */
function absorbedDeclaration(statement: ts.Statement, node: ts.AwaitExpression): ts.VariableDeclaration | undefined {
  if (!ts.isVariableStatement(statement)) return undefined;
  const [declaration, ...others] = statement.declarationList.declarations;
  const isPlain = declaration && others.length === 0 && !declaration.type && declaration.initializer === node;
  return isPlain ? declaration : undefined;
}

function keywordOf(declaration: ts.VariableDeclaration): 'const' | 'let' | 'var' {
  const { flags } = declaration.parent;
  if (flags & ts.NodeFlags.Const) return 'const';
  return flags & ts.NodeFlags.Let ? 'let' : 'var';
}

/** One keyword declares all results: the one they share, otherwise `const`. */
function commonKeyword(group: readonly AwaitingStep[]): string {
  const keywords = group.map(({ statement, awaits }) => {
    const declaration = absorbedDeclaration(statement, awaits[0]);
    return declaration ? keywordOf(declaration) : undefined;
  });
  const [first] = keywords;
  return first && keywords.every((each) => each === first) ? first : 'const';
}

/** A name for a result that the code uses on the spot. */
function temporaryName(node: ts.AwaitExpression, taken: Set<string>): string {
  const name = freeName(nameFor(node), node.getSourceFile(), taken);
  taken.add(name);
  return name;
}

function nameFor(node: ts.AwaitExpression): string {
  const holder = holderOf(node);
  if (holder && ts.isPropertyAssignment(holder) && ts.isIdentifier(holder.name)) return holder.name.text;
  if (holder && ts.isVariableDeclaration(holder) && ts.isIdentifier(holder.name)) return `${holder.name.text}Result`;
  const call = unwrap(node.expression);
  const called = ts.isCallExpression(call) ? calleeName(call) : undefined;
  const noun = called?.replace(/^(get|fetch|load|list|find|read|query)(?=[A-Z])/, '');
  return noun && noun !== called ? camelCase(noun) : `${called && /^\w+$/.test(called) ? called : 'first'}Result`;
}

function holderOf(node: ts.AwaitExpression): ts.Node | undefined {
  let at: ts.Node = node.parent;
  while (ts.isParenthesizedExpression(at) || ts.isPropertyAccessExpression(at) || ts.isAsExpression(at)) at = at.parent;
  return at;
}
