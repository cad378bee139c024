import { createRequire } from 'node:module';
import { join } from 'node:path';

/** As much of `graphql` as is asked here; the checkout brings its own. */
interface GraphQl {
  buildASTSchema(document: unknown, options: object): Schema;
  parse(source: string): unknown;
  getNamedType(type: Type): Type;
  isLeafType(type: Type): boolean;
  isNonNullType(type: Type): boolean;
  isListType(type: Type): boolean;
  isEnumType(type: Type): boolean;
  isInputObjectType(type: Type): boolean;
  isObjectType(type: Type): boolean;
}

interface Schema {
  getQueryType(): Type | undefined;
  getMutationType(): Type | undefined;
}

interface Type {
  readonly name?: string;
  readonly ofType?: Type;
  getFields(): Record<string, Field>;
  getValues(): readonly { readonly name: string }[];
}

interface Field {
  readonly name: string;
  readonly type: Type;
  readonly args?: readonly Field[];
  readonly defaultValue?: unknown;
}

const DEPTH = 3;

/** A query or mutation for each field of the root types, with everything below it that a few levels hold. */
export function operationsOf(
  sources: readonly string[],
  exampleOf: (field: string, type: string) => unknown,
): readonly string[] {
  const graphql = createRequire(join(process.cwd(), 'package.json'))('graphql') as GraphQl;
  const schema = graphql.buildASTSchema(graphql.parse(merged(sources)), { assumeValid: true });
  const write = createWriter(graphql, exampleOf);
  return [schema.getQueryType(), schema.getMutationType()].flatMap((root, index) =>
    Object.values(root?.getFields() ?? {}).map(
      (field) => `${index === 0 ? 'query' : 'mutation'} { ${write(field, DEPTH)} }`,
    ),
  );
}

/** Each file may define the root types anew. */
function merged(sources: readonly string[]): string {
  const text = sources.join('\n').replace(/^(extend )?type (Query|Mutation)\b/gm, 'extend type $2');
  return `type Query type Mutation ${text}`;
}

function createWriter(graphql: GraphQl, exampleOf: (field: string, type: string) => unknown) {
  const { isNonNullType, isListType, isEnumType, isInputObjectType, getNamedType, isLeafType } = graphql;
  const literal = (name: string, type: Type, depth: number): string => {
    if (isNonNullType(type)) return literal(name, type.ofType!, depth);
    if (isListType(type)) return `[${literal(name, type.ofType!, depth)}]`;
    if (isEnumType(type)) return type.getValues()[0]?.name ?? 'null';
    if (!isInputObjectType(type)) return toLiteral(exampleOf(name, type.name ?? ''));
    return `{ ${given(Object.values(type.getFields()), depth - 1)} }`;
  };
  // Of what may be left out, what has a value by its name.
  const given = (fields: readonly Field[], depth: number): string =>
    fields
      .filter((field) => isNonNullType(field.type) || (depth > 0 && isWanted(field)))
      .map((field) => `${field.name}: ${literal(field.name, field.type, depth)}`)
      .join(', ');
  const isWanted = ({ name, type }: Field): boolean =>
    isInputObjectType(getNamedType(type)) || exampleOf(name, `?${getNamedType(type).name}`) !== undefined;
  const write = (field: Field, depth: number): string => {
    const args = given(field.args ?? [], 3);
    const type = getNamedType(field.type);
    const call = `${field.name}${args ? `(${args})` : ''}`;
    if (isLeafType(type)) return call;
    if (depth === 0 || !graphql.isObjectType(type)) return `${call} { __typename }`;
    const inner = Object.values(type.getFields()).filter((each) => depth > 1 || isLeafType(getNamedType(each.type)));
    return `${call} { __typename ${inner.map((each) => write(each, depth - 1)).join(' ')} }`;
  };
  return write;
}

function toLiteral(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  return `{ ${Object.entries(value)
    .map(([key, each]) => `${key}: ${toLiteral(each)}`)
    .join(', ')} }`;
}
