import { ts } from 'ts-morph';
import { some } from '../../ast/nodes.js';
import { isGeneratedCode } from '../generated-code.js';
import { type ExportedValue, listExportedValues } from './exported-value.js';

/** `typed`: the code says it is a Lambda handler; `named`: it only looks like one. */
export type EvidenceStrength = 'typed' | 'named';

export interface EvidentHandler {
  readonly name: string;
  readonly node: ts.Node;
  readonly strength: EvidenceStrength;
}

const HANDLER_NAMES = /^(handler|lambdaHandler|main)$/;
/** Modules whose call makes a Lambda handler out of a function or an application. */
const WRAPPERS = [
  ...[
    '@middy/core',
    'middy',
    'serverless-http',
    '@vendia/serverless-express',
    '@codegenie/serverless-express',
    'aws-serverless-express',
  ],
  ...[
    'datadog-lambda-js',
    '@sentry/serverless',
    '@sentry/aws-serverless',
    '@fastify/aws-lambda',
    'hono/aws-lambda',
    'aws-lambda-fastify',
  ],
  ...[
    '@as-integrations/aws-lambda',
    'apollo-server-lambda',
    '@trpc/server/adapters/aws-lambda',
    '@dazn/lambda-powertools-pattern-basic',
  ],
];
const SYNTAX = /\bexports?\b/;
const HINTS = /\b(handler|lambdaHandler|main)\b|aws-lambda|middy|serverless/;

/** Cheap test before parsing. */
export function mayExportHandler(text: string): boolean {
  return HINTS.test(text) && SYNTAX.test(text) && !isGeneratedCode(text);
}

/** The exports of a file that are Lambda handlers by their own evidence. */
export function findEvidentHandlers(source: ts.SourceFile): EvidentHandler[] {
  const imports = listImports(source);
  return listExportedValues(source).flatMap((exported): EvidentHandler[] => {
    const strength = judge(exported, imports, source);
    return strength === undefined ? [] : [{ name: exported.name, node: exported.node, strength }];
  });
}

/** Is the file part of a user interface, or a command of a program that people start? */
export function isOfOtherProgram(source: ts.SourceFile): boolean {
  return importsUserInterface(listImports(source)) || isCommand(source);
}

/** Local names → the module that each was imported from. */
type Imports = ReadonlyMap<string, string>;

function judge(
  { name, value, type }: ExportedValue,
  imports: Imports,
  source: ts.SourceFile,
): EvidenceStrength | undefined {
  if (isHandlerType(type, imports) || isHandlerValue(value, imports, name)) return 'typed';
  if (!HANDLER_NAMES.test(name) || importsUserInterface(imports)) return undefined;
  if (value && isFunction(value)) return hasEventShape(value, name) ? 'named' : undefined;
  return value && ts.isCallExpression(value) && wrapsEventFunction(value, source, name) ? 'named' : undefined;
}

/** `Handler`, `SQSHandler`, `Handler<APIGatewayProxyEvent>` … of `aws-lambda`, or of the project's own naming. */
function isHandlerType(type: ts.TypeNode | undefined, imports: Imports): boolean {
  if (!type || !ts.isTypeReferenceNode(type)) return false;
  const [first = '', ...rest] = type.typeName.getText().split('.');
  return (rest.at(-1) ?? first).endsWith('Handler') && isLambdaModule(imports.get(first));
}

function isHandlerValue(value: ts.Node | undefined, imports: Imports, name: string): boolean {
  if (value === undefined) return false;
  if (ts.isSatisfiesExpression(value) || ts.isAsExpression(value))
    return isHandlerType(value.type, imports) || isHandlerValue(value.expression, imports, name);
  if (isFunction(value)) return takesLambdaEvent(value, imports, name);
  return ts.isCallExpression(value) && (isWrapperCall(value, imports) || callsWrapperMaker(value, imports, name));
}

/** `export const handler = newHandler(deps)` with a function of this file that returns `middy(…)`. */
function callsWrapperMaker({ expression }: ts.CallExpression, imports: Imports, name: string): boolean {
  if (!ts.isIdentifier(expression) || !/handler$/i.test(name)) return false;
  const maker = expression
    .getSourceFile()
    .statements.find((statement) => declaredNames(statement).includes(expression.text));
  return !!maker && some(maker, (node) => ts.isCallExpression(node) && isWrapperCall(node, imports), 'nested');
}

function declaredNames(statement: ts.Statement): string[] {
  if (ts.isFunctionDeclaration(statement)) return statement.name ? [statement.name.text] : [];
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.map((declaration) => declaration.name.getText());
}

/** Helpers take events too: a handler is called so, or takes the context as well. */
function takesLambdaEvent({ parameters }: HandlerNode, imports: Imports, name: string): boolean {
  const [event, context] = parameters.map(({ type }) => type);
  if (!/Event(V2)?\b/.test(event?.getText() ?? '') || !isLambdaModule(imports.get(rootName(event)))) return false;
  return /handler$|^main$|^default$/i.test(name) || isLambdaModule(imports.get(rootName(context)));
}

function rootName(type: ts.TypeNode | undefined): string {
  return type?.getText().split(/[.<|&\s[]/)[0] ?? '';
}

/** `middy(fn)`, `middy().use(…).handler(fn)`, `serverless(app)`, `awslambda.streamifyResponse(…)`, `instance.handler.bind(instance)`. */
function isWrapperCall(node: ts.CallExpression, imports: Imports): boolean {
  let callee: ts.Expression = node;
  while (ts.isCallExpression(callee) || ts.isPropertyAccessExpression(callee)) callee = callee.expression;
  if (ts.isNewExpression(callee)) callee = callee.expression;
  if (!ts.isIdentifier(callee)) return false;
  if (callee.text === 'awslambda') return true;
  const isBound = /\.(handler|lambdaHandler)\.bind$/.test(node.expression.getText());
  const usesPowertools = [...imports.values()].some((module) => module.startsWith('@aws-lambda-powertools/'));
  return WRAPPERS.includes(imports.get(callee.text) ?? '') || (isBound && usesPowertools);
}

function isLambdaModule(module: string | undefined): boolean {
  return module !== undefined && /^(@types\/)?aws-lambda(\/|$)/.test(module);
}

function importsUserInterface(imports: Imports): boolean {
  return [...imports.values()].some((module) =>
    /^(react|react-dom|vue|svelte|preact|solid-js|@angular\/core|next|h3|nuxt|electron)(\/|$)/.test(module),
  );
}

type HandlerNode = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration;

function isFunction(node: ts.Node): node is HandlerNode {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isMethodDeclaration(node)
  );
}

/** `(event)`, `(event, context)` or `(event, context, callback)`; `main` is too common a name for a lone parameter. */
function hasEventShape(node: HandlerNode, name: string): boolean {
  const [event, context, callback, ...others] = node.parameters;
  if (!event) return name !== 'main' && isAsync(node) && !isCommand(node.getSourceFile());
  if (others.length > 0 || !isNamed(event, /^_?(event|evt)$|^_?\w+Event$|^\{/)) return false;
  if (!context) return name !== 'main' && !isNamed(event, /^\{/) && !isBrowserEvent(event);
  return (
    isNamed(context, /^_?(context|ctx)$|^_?\w+Context$|^\{|^_$/) &&
    (!callback || isNamed(callback, /^_?(callback|cb|done)$/))
  );
}

function isAsync({ modifiers }: HandlerNode): boolean {
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false;
}

/** Commands of yargs have a `handler` as well. */
function isCommand({ text }: ts.SourceFile): boolean {
  return /\bexport(s\.| (const|let|var) )(command|builder)\b/.test(text);
}

function isNamed({ name }: ts.ParameterDeclaration, form: RegExp): boolean {
  return form.test(name.getText());
}

/** `MouseEvent`, `ChangeEvent<HTMLInputElement>` and their like. */
function isBrowserEvent(parameter: ts.ParameterDeclaration): boolean {
  return /\b(Mouse|Keyboard|Change|Form|Touch|Pointer|Drag|Custom|Message|Input|Focus|Fetch|Extendable|Storage|Progress|Electron\.\w*)Event\b|^Event$|HTML\w*Element/.test(
    parameter.type?.getText() ?? '',
  );
}

/** `export const handler = wrap(fn)` with a function of ours that takes an event. */
function wrapsEventFunction(node: ts.CallExpression, source: ts.SourceFile, name: string): boolean {
  return node.arguments.some((argument) => {
    if (isFunction(argument)) return hasEventShape(argument, name);
    return (
      ts.isIdentifier(argument) &&
      source.statements.some((statement) => declaresEventFunction(statement, argument.text, name))
    );
  });
}

function declaresEventFunction(statement: ts.Statement, wanted: string, name: string): boolean {
  if (ts.isFunctionDeclaration(statement)) return statement.name?.text === wanted && hasEventShape(statement, name);
  if (!ts.isVariableStatement(statement)) return false;
  return statement.declarationList.declarations.some(
    ({ name: local, initializer }) =>
      local.getText() === wanted &&
      initializer !== undefined &&
      isFunction(initializer) &&
      hasEventShape(initializer, name),
  );
}

export function listImports(source: ts.SourceFile): Imports {
  const imports = new Map<string, string>();
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier))
      addNames(statement.importClause, statement.moduleSpecifier.text, imports);
    if (ts.isVariableStatement(statement))
      for (const each of statement.declarationList.declarations) addRequired(each, imports);
  }
  return imports;
}

function addNames(clause: ts.ImportClause | undefined, module: string, imports: Map<string, string>): void {
  if (clause?.name) imports.set(clause.name.text, module);
  const bindings = clause?.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) imports.set(bindings.name.text, module);
  if (bindings && ts.isNamedImports(bindings))
    for (const each of bindings.elements) imports.set(each.name.text, module);
}

function addRequired({ name, initializer }: ts.VariableDeclaration, imports: Map<string, string>): void {
  const module = /^require\(\s*['"]([^'"]+)['"]\s*\)/.exec(initializer?.getText() ?? '')?.[1];
  if (module === undefined) return;
  if (ts.isIdentifier(name)) imports.set(name.text, module);
  else for (const each of name.elements) if (ts.isBindingElement(each)) imports.set(each.name.getText(), module);
}
