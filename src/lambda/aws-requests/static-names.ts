import { ts } from 'ts-morph';
import {
  findAncestor,
  importDeclarationOf,
  isClassNode,
  isFunctionNode,
  memberName,
  nameText,
  propertyValue,
  unwrap,
} from '../../ast/nodes.js';
import { lookup, lookupName } from '../../ast/scope.js';
import { exportsOf } from '../../sources/exports.js';
import type { Program } from '../program.js';

/** A text that stands in the code, or in an environment variable. */
export type StaticName =
  | { readonly kind: 'text'; readonly text: string }
  /** `process.env.TABLE ?? 'table'` */
  | { readonly kind: 'variable'; readonly variable: string; readonly otherwise?: StaticName };

type StaticNames = readonly StaticName[] | undefined;

/** Constants of constants of arguments end somewhere. */
const MAX_DEPTH = 8;

/** Every text that an expression may come to: through constants, imports, fields and arguments. `undefined`: not only such texts. */
export function staticNamesOf(expression: ts.Expression, program: Program, depth = 0): StaticNames {
  if (depth > MAX_DEPTH) return undefined;
  const node = unwrap(expression);
  const inner = (each: ts.Expression): StaticNames => staticNamesOf(each, program, depth + 1);
  if (ts.isStringLiteralLike(node)) return [{ kind: 'text', text: node.text }];
  const variable = environmentVariable(node);
  if (variable !== undefined) return [{ kind: 'variable', variable }];
  if (ts.isBinaryExpression(node) && /^(\|\||\?\?)$/.test(node.operatorToken.getText()))
    return withFallback(inner(node.left), inner(node.right));
  if (ts.isTemplateExpression(node)) {
    const [span, ...others] = node.templateSpans;
    const isOnlyThat = node.head.text === '' && span && others.length === 0 && span.literal.text === '';
    return isOnlyThat ? inner(span.expression) : undefined;
  }
  if (ts.isIdentifier(node)) return ofDeclaration(lookup(node)?.node, program, depth);
  return ofMember(node, program, depth);
}

function environmentVariable(node: ts.Expression): string | undefined {
  const name = memberName(node);
  return name !== undefined && isEnvironment((node as ts.PropertyAccessExpression).expression) ? name : undefined;
}

function isEnvironment(node: ts.Expression | undefined): boolean {
  return !!node && /^(globalThis\.)?process\.env$/.test(unwrap(node).getText());
}

/** What is behind `||` counts where the variable is not set. */
function withFallback(first: StaticNames, second: StaticNames): StaticNames {
  const [name, ...others] = first ?? [];
  if (name?.kind !== 'variable' || others.length > 0) return first;
  const otherwise = second?.length === 1 ? second[0] : undefined;
  return [{ ...name, ...(otherwise && { otherwise }) }];
}

function ofDeclaration(node: ts.Declaration | undefined, program: Program, depth: number): StaticNames {
  const inner = (each: ts.Expression): StaticNames => staticNamesOf(each, program, depth + 1);
  if (!node) return undefined;
  if (ts.isVariableDeclaration(node))
    return node.initializer && node.parent.flags & ts.NodeFlags.Const ? inner(node.initializer) : undefined;
  if (ts.isBindingElement(node)) return ofBinding(node, program, depth);
  if (ts.isParameter(node)) return ofParameter(node, program, depth);
  if (!ts.isImportSpecifier(node) && !ts.isImportClause(node)) return undefined;
  const { moduleSpecifier } = importDeclarationOf(node);
  const name = ts.isImportClause(node) ? 'default' : (node.propertyName ?? node.name).text;
  return ofExport(node.getSourceFile(), (moduleSpecifier as ts.StringLiteral).text, name, program, depth);
}

/** `const { TABLE } = process.env`, `const { TABLE } = require('./config')` */
function ofBinding(node: ts.BindingElement, program: Program, depth: number): StaticNames {
  const holder = node.parent.parent;
  const name = nameText((node.propertyName ?? node.name) as ts.PropertyName);
  if (!ts.isVariableDeclaration(holder) || !holder.initializer || name === undefined) return undefined;
  if (isEnvironment(holder.initializer)) return [{ kind: 'variable', variable: name }];
  return ofProperty(holder.initializer, name, program, depth);
}

function ofMember(node: ts.Expression, program: Program, depth: number): StaticNames {
  const name = memberName(node);
  if (name === undefined) return undefined;
  const object = unwrap((node as ts.PropertyAccessExpression).expression);
  return object.kind === ts.SyntaxKind.ThisKeyword
    ? ofField(node, name, program, depth)
    : ofProperty(object, name, program, depth);
}

/** A property of objects and modules of ours, when all of them have it. */
function ofProperty(object: ts.Expression, name: string, program: Program, depth: number): StaticNames {
  const values = program.values.of(object);
  return all(values, (value) => {
    if (value.kind === 'module') return ofExported(value.path, name, program, depth);
    const property = value.kind === 'object' ? propertyValue(value.node, name) : undefined;
    return property && staticNamesOf(property, program, depth + 1);
  });
}

function ofExport(file: ts.SourceFile, specifier: string, name: string, program: Program, depth: number): StaticNames {
  const resolution = program.modules.get(file.fileName)?.imports.get(specifier);
  return resolution?.kind === 'file' ? ofExported(resolution.path, name, program, depth) : undefined;
}

function ofExported(path: string, name: string, program: Program, depth: number): StaticNames {
  const module = program.modules.get(path);
  if (!module || depth > MAX_DEPTH) return undefined;
  const { named, stars } = exportsOf(module.file);
  const target = named.get(name);
  if (target?.kind === 'expression') return staticNamesOf(target.node, program, depth + 1);
  if (target?.kind === 'declaration') return ofDeclaration(target.node, program, depth + 1);
  if (target?.kind === 'name') return ofDeclaration(lookupName(target.name, module.file)?.node, program, depth + 1);
  if (target) return ofExport(module.file, target.specifier, target.name, program, depth + 1);
  for (const specifier of stars) {
    const found = ofExport(module.file, specifier, name, program, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** `this.table`: what its declaration and every assignment to it say. */
function ofField(node: ts.Expression, name: string, program: Program, depth: number): StaticNames {
  const owner = findAncestor(node, isClassNode);
  const file = program.modules.get(node.getSourceFile().fileName);
  if (!owner || !file) return undefined;
  const declared = owner.members.find((each) => ts.isPropertyDeclaration(each) && nameText(each.name) === name);
  const initializer = declared && ts.isPropertyDeclaration(declared) ? declared.initializer : undefined;
  const assigned = file.facts.assignments
    .filter(({ left }) => left.getText() === `this.${name}` && findAncestor(left, isClassNode) === owner)
    .map(({ right }) => right);
  const given = owner.members.find(ts.isConstructorDeclaration)?.parameters.find((each) => isField(each, name));
  if (given) return assigned.length === 0 ? ofParameter(given, program, depth) : undefined;
  return all([...(initializer ? [initializer] : []), ...assigned], (each) => staticNamesOf(each, program, depth + 1));
}

function isField(parameter: ts.ParameterDeclaration, name: string): boolean {
  return nameText(parameter.name) === name && (parameter.modifiers?.length ?? 0) > 0;
}

/** What all known callers give; a handler's parameters come from outside. */
function ofParameter(node: ts.ParameterDeclaration, program: Program, depth: number): StaticNames {
  const callee = node.parent;
  if (!isFunctionNode(callee) || [...program.handlers.values()].flat().includes(callee)) return undefined;
  const index = callee.parameters.filter((each) => nameText(each.name) !== 'this').indexOf(node);
  return all(program.values.callSitesOf(callee), (call) => {
    const argument = call.arguments?.[index] ?? node.initializer;
    return argument && staticNamesOf(argument, program, depth + 1);
  });
}

/** The names of every one, as soon as each has some. */
function all<Type>(items: readonly Type[], namesOf: (item: Type) => StaticNames): StaticNames {
  const names = items.map(namesOf);
  const isKnown = names.length > 0 && names.every((each) => each !== undefined);
  return isKnown ? names.flatMap((each) => each ?? []) : undefined;
}
