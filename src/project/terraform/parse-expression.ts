/** An expression of HCL as far as it is evaluated here. Texts are templates: parts that are text, and expressions. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'template'; readonly parts: readonly (string | Expression)[] }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly of: Expression; readonly key: Expression }
  | { readonly kind: 'splat'; readonly of: Expression }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly Expression[];
      readonly spreadsLast: boolean;
    }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [key: Expression, value: Expression])[] }
  | {
      readonly kind: 'for';
      /** One name, or key and value. */
      readonly names: readonly string[];
      readonly over: Expression;
      /** Present where an object is made. */
      readonly key?: Expression;
      readonly value: Expression;
      readonly condition?: Expression;
      readonly groups: boolean;
    }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'choice'; readonly if: Expression; readonly then: Expression; readonly else: Expression };

/** From the loosest to the tightest. */
const OPERATORS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/', '%'],
];

/** Deeper than any person nests. */
const MAX_DEPTH = 100;

/** Parses an expression, such as what stands in `${…}`; `undefined` for one that is none, or that is nested too deeply. */
export function parseExpression(text: string): Expression | undefined {
  const parser = new ExpressionParser(text);
  try {
    const expression = parser.expression(0);
    return parser.isAtEnd() ? expression : undefined;
  } catch (error) {
    if (error instanceof Unparsable) return undefined;
    throw error;
  }
}

/** Parses the inside of a quoted text. */
export function parseTemplate(text: string): Expression {
  return { kind: 'template', parts: templateParts(text, unescaped) };
}

/** Parses a file that is a template: a backslash in it means nothing. */
export function parseFileTemplate(text: string): Expression {
  return {
    kind: 'template',
    parts: templateParts(text, (part) => part.replaceAll('$${', '${').replaceAll('%%{', '%{')),
  };
}

class Unparsable extends Error {}

class ExpressionParser {
  #at = 0;
  constructor(private readonly text: string) {}

  isAtEnd(): boolean {
    this.#skip();
    return this.#at >= this.text.length;
  }

  expression(depth: number): Expression {
    if (depth > MAX_DEPTH) throw new Unparsable();
    const condition = this.#binary(0, depth + 1);
    if (!this.#take('?')) return condition;
    const then = this.expression(depth + 1);
    this.#expect(':');
    return { kind: 'choice', if: condition, then, else: this.expression(depth + 1) };
  }

  #binary(level: number, depth: number): Expression {
    const operators = OPERATORS[level];
    if (!operators) return this.#unary(depth + 1);
    let left = this.#binary(level + 1, depth);
    for (;;) {
      const operator = operators.find((each) => this.#take(each));
      if (operator === undefined) return left;
      left = { kind: 'binary', operator, left, right: this.#binary(level + 1, depth) };
    }
  }

  #unary(depth: number): Expression {
    if (depth > MAX_DEPTH) throw new Unparsable();
    const operator = ['!', '-'].find((each) => this.#take(each));
    if (operator !== undefined) return { kind: 'unary', operator, operand: this.#unary(depth + 1) };
    return this.#members(this.#primary(depth), depth);
  }

  #members(start: Expression, depth: number): Expression {
    let of = start;
    for (;;) {
      if (this.#take('[*]') || this.#take('.*')) of = { kind: 'splat', of };
      else if (this.#take('[')) {
        const key = this.expression(depth + 1);
        this.#expect(']');
        of = { kind: 'member', of, key };
      } else if (this.#isMember()) {
        this.#at += 1;
        of = { kind: 'member', of, key: { kind: 'literal', value: this.#word() } };
      } else return of;
    }
  }

  /** A dot that begins a member; `...` spreads. */
  #isMember(): boolean {
    return /^\.[\w-]/.test(this.text.slice(this.#at, this.#at + 2));
  }

  #primary(depth: number): Expression {
    this.#skip();
    const rest = this.text.slice(this.#at);
    const char = rest[0];
    if (char === '"') return this.#quoted();
    const number = /^\d+(\.\d+)?/.exec(rest)?.[0];
    if (number !== undefined) {
      this.#at += number.length;
      return { kind: 'literal', value: Number(number) };
    }
    if (this.#take('(')) {
      const inner = this.expression(depth + 1);
      this.#expect(')');
      return inner;
    }
    if (this.#take('[')) return this.#list(depth);
    if (this.#take('{')) return this.#object(depth);
    return this.#named(depth);
  }

  #named(depth: number): Expression {
    const name = this.#word();
    if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true' };
    if (name === 'null') return { kind: 'literal', value: null };
    if (!this.#take('(')) return { kind: 'name', name };
    const args: Expression[] = [];
    let spreadsLast = false;
    while (!this.#take(')')) {
      args.push(this.expression(depth + 1));
      spreadsLast = this.#take('...');
      if (!this.#take(',')) {
        this.#expect(')');
        break;
      }
    }
    return { kind: 'call', name, args, spreadsLast };
  }

  #list(depth: number): Expression {
    if (this.#takeWord('for')) return this.#for(']', depth);
    const items: Expression[] = [];
    while (!this.#take(']')) {
      items.push(this.expression(depth + 1));
      if (!this.#take(',')) {
        this.#expect(']');
        break;
      }
    }
    return { kind: 'list', items };
  }

  #object(depth: number): Expression {
    if (this.#takeWord('for')) return this.#for('}', depth);
    const entries: (readonly [Expression, Expression])[] = [];
    while (!this.#take('}')) {
      const key = this.expression(depth + 1);
      if (!this.#take('=') && !this.#take(':')) throw new Unparsable();
      const value = this.expression(depth + 1);
      // A bare word is a key by its name.
      entries.push([key.kind === 'name' ? { kind: 'literal', value: key.name } : key, value]);
      this.#take(',');
    }
    return { kind: 'object', entries };
  }

  #for(end: ']' | '}', depth: number): Expression {
    const names = [this.#word()];
    if (this.#take(',')) names.push(this.#word());
    if (!this.#takeWord('in')) throw new Unparsable();
    const over = this.expression(depth + 1);
    this.#expect(':');
    const first = this.expression(depth + 1);
    const isObject = end === '}' && this.#take('=>');
    const value = isObject ? this.expression(depth + 1) : first;
    const groups = this.#take('...');
    const condition = this.#takeWord('if') ? this.expression(depth + 1) : undefined;
    this.#expect(end);
    return {
      kind: 'for',
      names,
      over,
      value,
      groups,
      ...(isObject && { key: first }),
      ...(condition && { condition }),
    };
  }

  #quoted(): Expression {
    const end = endOfQuoted(this.text, this.#at);
    const inner = this.text.slice(this.#at + 1, end);
    this.#at = end + 1;
    return parseTemplate(inner);
  }

  #word(): string {
    this.#skip();
    const word = /^[\p{L}\d_][\p{L}\d_-]*/u.exec(this.text.slice(this.#at))?.[0];
    if (word === undefined) throw new Unparsable();
    this.#at += word.length;
    return word;
  }

  #takeWord(word: string): boolean {
    this.#skip();
    const isThere = new RegExp(`^${word}\\b`).test(this.text.slice(this.#at, this.#at + word.length + 1));
    if (isThere) this.#at += word.length;
    return isThere;
  }

  #take(token: string): boolean {
    this.#skip();
    if (!this.text.startsWith(token, this.#at)) return false;
    const next = this.text[this.#at + token.length];
    // `=` is no `==` or `=>`, `!` no `!=`, `<` no `<=`.
    if (/^[=!<>]$/.test(token) && (next === '=' || (token === '=' && next === '>'))) return false;
    this.#at += token.length;
    return true;
  }

  #expect(token: string): void {
    if (!this.#take(token)) throw new Unparsable();
  }

  /** White space and comments. */
  #skip(): void {
    const skipped = /^(?:\s+|#.*|\/\/.*|\/\*[\s\S]*?\*\/)+/.exec(this.text.slice(this.#at))?.[0];
    this.#at += skipped?.length ?? 0;
  }
}

/** Where the quotation ends that begins at `start`; texts inside of its expressions have quotes of their own. */
function endOfQuoted(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
    else if (isOpening(text, at)) at = endOfBraces(text, at + 2) - 1;
  }
  throw new Unparsable();
}

function isOpening(text: string, at: number): boolean {
  return /[$%]/.test(text[at] ?? '') && text[at + 1] === '{' && text[at - 1] !== text[at];
}

/** Behind the brace that closes what begins at `from`. */
function endOfBraces(text: string, from: number): number {
  let open = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '"') at = endOfQuoted(text, at);
    else if (text[at] === '{') open++;
    else if (text[at] === '}' && --open === 0) return at + 1;
  }
  throw new Unparsable();
}

function templateParts(text: string, clean: (part: string) => string): (string | Expression)[] {
  const parts: (string | Expression)[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (!isOpening(text, at)) continue;
    const end = endOrUndefined(text, at + 2);
    if (end === undefined) break;
    if (at > start) parts.push(clean(text.slice(start, at)));
    const inner = text.slice(at + 2, end - 1).replace(/^~|~$/g, '');
    // Directives such as `%{ if … }` are known only when Terraform runs.
    const expression = text[at] === '%' ? undefined : parseExpression(inner);
    parts.push(expression ?? { kind: 'name', name: '' });
    start = end;
    at = end - 1;
  }
  if (start < text.length) parts.push(clean(text.slice(start)));
  return parts;
}

function endOrUndefined(text: string, from: number): number | undefined {
  try {
    return endOfBraces(text, from);
  } catch (error) {
    if (error instanceof Unparsable) return undefined;
    throw error;
  }
}

function unescaped(text: string): string {
  return text
    .replaceAll(/\$\$\{/g, '${')
    .replaceAll(/\\(["\\nt])/g, (_, char: string) => ({ n: '\n', t: '\t' })[char] ?? char);
}
