import { isObject, type Plain, type PlainObject } from '../data-file.js';

/** The names that expressions of one module may refer to. */
export interface VisibleNames {
  readonly variables: PlainObject;
  readonly locals: PlainObject;
  /** `path.module`, `path.root`, `path.cwd`. */
  readonly paths: PlainObject;
  /** `each.key` and `each.value` inside a `for_each`. */
  readonly each?: PlainObject;
  /** `aws_dynamodb_table.orders.name` */
  readonly tables?: PlainObject;
}

/** Locals that refer to each other in a circle must end. */
const MAX_DEPTH = 20;

/** The static value; `undefined` for what is known only when Terraform runs. */
export function evaluateHcl(value: Plain, names: VisibleNames, depth = 0): Plain {
  if (depth > MAX_DEPTH) return undefined;
  const inner = (each: Plain) => evaluateHcl(each, names, depth + 1);
  if (Array.isArray(value)) return value.map(inner);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inner(each)]));
  return typeof value === 'string' && value.includes('${') ? evaluateTemplate(value, names, depth) : value;
}

function evaluateTemplate(text: string, names: VisibleNames, depth: number): Plain {
  const parts = splitTemplate(text);
  const values = parts.map((part) =>
    typeof part === 'string' ? part : evaluateExpression(part.expression.trim(), names, depth),
  );
  if (values.length === 1) return values[0];
  return values.every(isScalar) ? values.join('') : undefined;
}

type Part = string | { readonly expression: string };

/** Splits text at `${…}`, whose braces may nest. */
function splitTemplate(text: string): Part[] {
  const parts: Part[] = [];
  let rest = text;
  for (let start = rest.indexOf('${'); start >= 0; start = rest.indexOf('${')) {
    let end = start + 2;
    for (let open = 1; end < rest.length && open > 0; end++) open += rest[end] === '{' ? 1 : rest[end] === '}' ? -1 : 0;
    if (start > 0) parts.push(rest.slice(0, start));
    parts.push({ expression: rest.slice(start + 2, end - 1) });
    rest = rest.slice(end);
  }
  return rest === '' ? parts : [...parts, rest];
}

function evaluateExpression(expression: string, names: VisibleNames, depth: number): Plain {
  if (depth > MAX_DEPTH) return undefined;
  const inner = (each: string) => evaluateExpression(each.trim(), names, depth + 1);
  const text = /^"((?:[^"\\]|\\.|\$\{[^}]*\})*)"$/.exec(expression)?.[1];
  if (text !== undefined) return evaluateHcl(text, names, depth + 1);
  if (/^(\d+(\.\d+)?|true|false|null)$/.test(expression)) return JSON.parse(expression);
  if (/^[a-z_][\w-]*(\.[\w-]+|\["[^"]+"\]|\[[\w.]+\])*$/i.test(expression))
    return lookUp(expression, names, depth, inner);
  const [, called, given = ''] = /^(\w+)\((.*)\)$/s.exec(expression) ?? [];
  if (called !== undefined) return callFunction(called, splitArguments(given).map(inner));
  const list = /^\[(.*)\]$/s.exec(expression)?.[1];
  if (list !== undefined) return splitArguments(list).map(inner);
  return evaluateConditional(expression, inner);
}

function evaluateConditional(expression: string, inner: (each: string) => Plain): Plain {
  const match = /^(.+?)\s*(==|!=)\s*(.+?)\s*\?\s*(.+?)\s*:\s*(.+)$/s.exec(expression);
  if (!match) return undefined;
  const [, left = '', operator, right = '', whenTrue = '', whenFalse = ''] = match;
  const [first, second] = [inner(left), inner(right)];
  if (first === undefined || second === undefined) return undefined;
  return inner((first === second) === (operator === '==') ? whenTrue : whenFalse);
}

function lookUp(expression: string, names: VisibleNames, depth: number, inner: (each: string) => Plain): Plain {
  const [root = '', ...keys] = expression.replaceAll(/\["?([^"\]]+)"?\]/g, '.$1').split('.');
  const [bracket = '', within] = /\[([a-z]+\.[\w.]+)\]$/.exec(expression) ?? [];
  if (within !== undefined) {
    const key = inner(within);
    const base = inner(expression.slice(0, -bracket.length));
    return isObject(base) && isScalar(key) ? base[String(key)] : undefined;
  }
  const roots: Readonly<Record<string, PlainObject | undefined>> = {
    var: names.variables,
    local: names.locals,
    path: names.paths,
    each: names.each,
    aws_dynamodb_table: names.tables,
  };
  let current: Plain = roots[root];
  for (const key of keys)
    current = evaluateHcl(
      isObject(current) ? current[key] : Array.isArray(current) ? current[Number(key)] : undefined,
      names,
      depth + 1,
    );
  return current;
}

function callFunction(name: string, args: readonly Plain[]): Plain {
  const [first, second, third] = args;
  switch (name) {
    case 'abspath':
    case 'tostring':
    case 'tonumber':
    case 'toset':
    case 'tomap':
    case 'tolist':
    case 'pathexpand':
      return first;
    case 'lookup':
      return (isObject(first) ? first[String(second)] : undefined) ?? third;
    case 'coalesce':
    case 'try':
      return args.find((each) => each !== undefined && each !== null && each !== '');
    case 'join':
      return Array.isArray(second) && second.every(isScalar) ? second.join(String(first)) : undefined;
    case 'merge':
      return args.every(isObject) ? Object.assign({}, ...args) : undefined;
    case 'format':
      return typeof first === 'string' && args.every(isScalar) ? fill(first, args.slice(1)) : undefined;
    default:
      return undefined;
  }
}

function fill(text: string, args: readonly Plain[]): string {
  const rest = [...args];
  return text.replaceAll(/%[sdv]/g, () => String(rest.shift() ?? ''));
}

/** Splits at the commas that no bracket or quotation encloses. */
function splitArguments(text: string): string[] {
  const parts: string[] = [''];
  let [open, isQuoted] = [0, false];
  for (const char of text) {
    if (char === '"') isQuoted = !isQuoted;
    if (!isQuoted && '([{'.includes(char)) open++;
    if (!isQuoted && ')]}'.includes(char)) open--;
    if (char === ',' && open === 0 && !isQuoted) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function isScalar(value: Plain): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
