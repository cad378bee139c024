import { ts } from 'ts-morph';
import { isFunctionNode, memberName, unwrap } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import type { Program } from '../../lambda/program.js';
import type { rootOf } from '../../lambda/values/value.js';

const LOG =
  /^(this\.)?([\w.]*\.)?(console|\w*log|\w*logger)\.(log|info|debug|warn|error|trace|verbose|silly|critical|fatal|notice)$/i;
const CONVERSION =
  /^(String|Number|Boolean|parseInt|parseFloat|isNaN|isFinite|encodeURI(Component)?|decodeURI(Component)?|structuredClone|JSON\.\w+|Math\.\w+|Number\.\w+|String\.\w+|Array\.\w+|Object\.(keys|values|entries|fromEntries|freeze|hasOwn)|Buffer\.(from|concat)|(crypto\.)?randomUUID|atob|btoa|URL\.canParse)$/;

/** `logger.info(…)`, `JSON.parse(…)` */
export function isLogOrConversion(callee: ts.Expression): boolean {
  return isLog(callee) || (CONVERSION.test(callee.getText()) && isGlobalOrSimple(callee));
}

export function isLog(callee: ts.Expression): boolean {
  return LOG.test(callee.getText());
}

function isGlobalOrSimple(callee: ts.Expression): boolean {
  const base = memberName(callee) === undefined ? callee : unwrap((callee as ts.PropertyAccessExpression).expression);
  return !ts.isIdentifier(base) || !lookup(base) || base.text === 'crypto' || base.text === 'randomUUID';
}

const CLOCK = /^(Date|performance)\.now$/;

export function isClock(callee: ts.Expression): boolean {
  return CLOCK.test(callee.getText());
}

const PACKAGES =
  /^(@aws-sdk\/util-.*|lodash.*|ramda|date-fns.*|uuid|ulid|nanoid|qs|(node:)?(path|url|querystring|crypto))$/;

/** Of lodash and its like: `_.merge(options, user)`, `set(options, 'table', name)`. */
const CHANGES_ARGUMENT =
  /\b(merge\w*|defaults\w*|assign\w*|extend\w*|set\w*|unset|update\w*|pull\w*|remove|fill|reverse|default|mixin|lodash)$/i;

/** A function of a package that computes, and leaves alone what it is given. */
export function isHarmlessFunction({ external, chain }: NonNullable<ReturnType<typeof rootOf>>): boolean {
  const { module, path } = external;
  return PACKAGES.test(module) && !CHANGES_ARGUMENT.test(chain.at(-1) ?? path.at(-1) ?? module);
}

/** Methods of texts, lists and numbers. `find` is one of them where it is given a function. */
const METHOD =
  /^(toString|trim\w*|toLowerCase|toUpperCase|split|slice|substring|substr|map|filter|flatMap|flat|join|concat|includes|indexOf|lastIndexOf|startsWith|endsWith|replace|replaceAll|match|matchAll|padStart|padEnd|charAt|charCodeAt|at|some|every|reduce|findIndex|findLast|toFixed|toISOString|toJSON|getTime|localeCompare|repeat|normalize|toSorted|toReversed|hasOwnProperty)$/;

/** `items.map(toRow)`, `text.replace(a, b)`, `answer.json()`: not what others call so, `response.json(user)`, `registry.replace(one)`. */
export function isMethodOfData(call: ts.CallExpression, name: string, program: Program): boolean {
  const [first, ...others] = call.arguments;
  // A function of a package, which may do anything.
  if (call.arguments.some((each) => isForeignFunction(each, program))) return false;
  if (name === 'find') return !!first && isFunctionNode(unwrap(first));
  if (/^(json|text|transformTo\w+)$/.test(name)) return isReadingBody(call, name);
  if (/^replace(All)?$/.test(name) && others.length === 0) return false;
  return METHOD.test(name);
}

function isForeignFunction(node: ts.Expression, program: Program): boolean {
  return program.values.of(node).some((value) => value.kind === 'external' && !PACKAGES.test(value.module));
}

/** `answer.json()`; `response.json(user)` of a router answers. */
export function isReadingBody({ arguments: [first] }: ts.CallExpression, name: string): boolean {
  return /^(json|text|arrayBuffer|transformTo\w+)$/.test(name) && (!first || ts.isStringLiteralLike(first));
}

const CLASSES =
  /^(Map|Set|WeakMap|Error|\w+Error|URL|URLSearchParams|RegExp|Array|Object|Headers|FormData|AbortController|Text(En|De)coder|Uint8Array|Request)$/;

/** Of the language, for data. */
export function isDataClass(name: string): boolean {
  return CLASSES.test(name);
}
