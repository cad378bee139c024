import { ts } from 'ts-morph';
import { findEvidentHandlers, isOfOtherProgram, listImports } from './code-shape/evidence.js';
import { type ExportedValue, listExportedValues } from './code-shape/exported-value.js';
import type { HandlerParts } from './handler-string.js';
import type { Workspace } from './workspace.js';

/** Components of user interfaces have such endings. */
const OF_INTERFACE = /\.[jt]sx$/;
/** Folders of pages, of routes of a web framework, and of programs that people start. */
const OF_OTHERS = /(^|\/)(pages|components|app\/api|cli|commands|bin|scripts)\//;

/** May an export that has only the right name be the handler of a function? */
export function mayBeHandler(workspace: Workspace, file: string, { export: name }: HandlerParts): boolean {
  const source = workspace.parse(file);
  if (source === undefined || OF_INTERFACE.test(file) || isOfOtherProgram(source)) return false;
  const isEvident = findEvidentHandlers(source).some((each) => each.name === name && each.strength === 'typed');
  if (!isEvident && OF_OTHERS.test(workspace.relative(file))) return false;
  const exported = listExportedValues(source).find((each) => each.name === name);
  // What it passes on from another file is not looked at.
  return exported === undefined || (mayBeFunction(exported) && takesWhatLambdaGives(exported, source));
}

function mayBeFunction({ node, value = node }: ExportedValue): boolean {
  const isOther =
    ts.isLiteralExpression(value) ||
    ts.isTemplateExpression(value) ||
    ts.isObjectLiteralExpression(value) ||
    ts.isArrayLiteralExpression(value) ||
    ts.isNewExpression(value) ||
    ts.isClassLike(value) ||
    ts.isEnumDeclaration(value);
  return !isOther;
}

const HANDLER = /^(handler|main|lambda_?handler)$/i;
const PRIMITIVE = /^(string|number|boolean|bigint|Date|RegExp|URL|Buffer)(\s*\||$)/;
/** Modules that say what Lambda gives; what is given is plain data, and never an object of a package like `Knex`. */
const GIVEN_BY_LAMBDA =
  /^(\.|~|#|@\/|@types\/)|aws|lambda|middy|event|schema|contract|types|^(zod|valibot|yup|joi|superstruct|runtypes|arktype|@sinclair\/typebox|io-ts)$/;

function isOfPackage(type: string, source: ts.SourceFile): boolean {
  const [name = ''] = /^\w+/.exec(type) ?? [];
  const module = name === '' ? undefined : listImports(source).get(name);
  return module !== undefined && !GIVEN_BY_LAMBDA.test(module);
}

/** What Lambda gives second, as people call it. */
const CONTEXT = /context|^_*(ctx|ctxt|cont|c|_|unused|ignored?|callback|cb|done)?\d?$/i;

function isContext({ name, type }: ts.ParameterDeclaration, source: ts.SourceFile): boolean {
  return !ts.isIdentifier(name) || CONTEXT.test(name.text) || /Context\b/.test(type?.getText(source) ?? '');
}

/** Requests of a web framework, and the arguments of a command. */
const OTHER_TYPES = /(^|\.)(NextApiRequest|NextRequest|NextPageContext|IncomingMessage|FastifyRequest)\b|^string\[\]$/;
const ARGUMENTS = /^_?(argv|req|request)$/;

function takesWhatLambdaGives({ name: exported, value }: ExportedValue, source: ts.SourceFile): boolean {
  if (!value || !(ts.isFunctionLike(value) && 'parameters' in value)) return true;
  const [first, second] = value.parameters;
  if (first === undefined) return true;
  const type = first.type?.getText(source) ?? '';
  // A schedule or a state machine may give a text.
  const isHelper = !HANDLER.test(exported) && (PRIMITIVE.test(type) || isOfPackage(type, source));
  if (isHelper || (second !== undefined && !isContext(second, source))) return false;
  if (OTHER_TYPES.test(type) || (/(^|\.)Request\b/.test(type) && !hasOwnRequest(source))) return false;
  const name = first.name.getText(source);
  const answers = second !== undefined && /^_?res(ponse)?$/.test(second.name.getText(source));
  return !ARGUMENTS.test(name) || (!name.endsWith('argv') && !answers);
}

/** `Request` as the project has declared it. */
function hasOwnRequest({ text }: ts.SourceFile): boolean {
  return /\b(interface|type|class)\s+Request\b|\bimport\b[^;'"]*\bRequest\b[^;'"]*['"]\./.test(text);
}
