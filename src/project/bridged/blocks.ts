import { ts } from 'ts-morph';
import { groupBy } from '../../lib/group.js';
import { libraryObjectBehind, mentionsIn } from '../cdk/constructs.js';
import type { Plain, PlainObject } from '../data-file.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { keyPlacesIn, placeOfNode } from '../evaluate/plain.js';
import {
  isPrimitive,
  LibraryMember,
  type LibraryObject,
  LibraryValue,
  ObjectValue,
  Unknown,
  type Value,
} from '../evaluate/values.js';
import { UNKNOWN_PART } from '../terraform/functions-of-hcl.js';
import type { Block } from '../terraform/parse.js';
import { referenceTo, stepInto } from '../terraform/references.js';
import { membersOfTable } from '../terraform/tables.js';
import { codeOf } from './code.js';
import { handedOver } from './handed-over.js';
import { builtImage } from './images.js';
import { withWritten } from './overrides.js';
import { bridgedProps } from './props.js';
import { type BridgedTool, bridgedTypeOf, snakeCase } from './resource-types.js';

/** A resource that a program makes, as a block of Terraform would state it. */
export interface BridgedResource {
  readonly object: LibraryObject;
  readonly tool: BridgedTool;
  readonly block: Block;
}

/** The resources of AWS that a program makes, with the references between them. */
export function bridgedResources(evaluator: Evaluator, scope: string): readonly BridgedResource[] {
  const made = [...evaluator.created, ...handedOver(evaluator)].flatMap((object) => {
    const found = bridgedTypeOf(object);
    return found ? [{ object, ...found, label: labelOf(object, found.tool) }] : [];
  });
  const named = [...groupBy(made, ({ type, label }) => `${type}.${label}`).values()].flatMap((same) =>
    same.map((each, index) => ({ ...each, name: index === 0 ? each.label : `${each.label}-${index + 1}` })),
  );
  const ids = new Map(named.map(({ object, type, name }) => [object, `${scope}${type}.${name}`]));
  const referenceOf: ReferenceOf = (object, step) => {
    const id = ids.get(object);
    if (id === undefined) return undefined;
    const ofTable = id.includes('#aws_dynamodb_table.') ? membersOfTable(id)[step ?? 'name'] : undefined;
    if (typeof ofTable === 'string') return ofTable;
    return step === undefined ? referenceTo(id) : stepInto(referenceTo(id), step);
  };
  return named.map(({ object, tool, type, name }) => {
    const props = bridgedProps(object);
    const { file, line } = placeOfNode(object.node);
    const body = {
      ...bodyOf(type, tool, withAssigned(props, object), referenceOf),
      ...(isCode(type) && codeOf(evaluator, tool, props)),
      ...imageOf(evaluator, type, props),
    };
    const lineOf = props.origin && keyPlacesIn(props.origin);
    const block = { type, name, body, file, line, ...(lineOf && { lineOf: lineIn(lineOf) }) };
    return { object, tool, block: withWritten(evaluator, block, object, (value) => plainOf(value, tool, referenceOf)) };
  });
}

/** What a program assigns later wins: `fn.memorySize = 1024`. */
function withAssigned(props: ObjectValue, { fields }: LibraryObject): ObjectValue {
  const assigned = [...fields].filter(([key]) => /^\w+$/.test(key));
  if (assigned.length === 0) return props;
  const all = new ObjectValue(props.origin);
  for (const [key, value] of [...props.properties, ...assigned]) all.properties.set(key, value);
  all.isOpen = props.isOpen;
  return all;
}

function imageOf(evaluator: Evaluator, type: string, props: ObjectValue): PlainObject {
  const built = type === 'aws_lambda_function' ? builtImage(evaluator, props) : undefined;
  return built ? { image_build: built } : {};
}

function isCode(type: string): boolean {
  return type === 'aws_lambda_function' || type === 'aws_lambda_layer_version';
}

/** Pulumi names a resource first; constructs of CDKTF take their scope first and their id second. Else a variable may have a name. */
export function labelOf({ args, type, node }: LibraryObject, tool: BridgedTool): string {
  const name = args[tool === 'pulumi' ? 0 : 1];
  if (typeof name === 'string') return name;
  return ts.isVariableDeclaration(node.parent) && ts.isIdentifier(node.parent.name) ? node.parent.name.text : type.name;
}

/** What stands for a resource, or for one of its properties. */
type ReferenceOf = (object: LibraryObject, step: string | undefined) => string | undefined;

/** Where the keys of a resource stand, by the names that Terraform has for them. */
function lineIn(placeOf: NonNullable<ReturnType<typeof keyPlacesIn>>): NonNullable<Block['lineOf']> {
  return (key) => placeOf(camelCase(key))?.line;
}

function camelCase(name: string): string {
  return name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Keys that Pulumi has other names for: lists of blocks in the plural, and the name of a function. */
const OF_PULUMI: Readonly<Record<string, string>> = {
  attributes: 'attribute',
  commands: 'command',
  entry_points: 'entry_point',
  filters: 'filter',
  global_secondary_indexes: 'global_secondary_index',
  local_secondary_indexes: 'local_secondary_index',
  lambda_functions: 'lambda_function',
};

function bodyOf(type: string, tool: BridgedTool, props: ObjectValue, referenceOf: ReferenceOf): PlainObject {
  const body = plainOf(props, tool, referenceOf) as PlainObject;
  return tool === 'pulumi' && type === 'aws_lambda_function' ? { ...body, function_name: body.name } : body;
}

/** Objects whose keys are the user's own. */
const VERBATIM = ['variables', 'tags', 'tags_all'];

/** Deeper values are of no use to readers. */
const MAX_DEPTH = 12;

function plainOf(value: Value, tool: BridgedTool, referenceOf: ReferenceOf, isVerbatim = false, depth = 0): Plain {
  if (depth > MAX_DEPTH) return UNKNOWN_PART;
  const inner = (each: Value, key = '') => plainOf(each, tool, referenceOf, VERBATIM.includes(key), depth + 1);
  if (typeof value === 'string') return withoutTemplates(value);
  if (isPrimitive(value)) return value;
  if (Array.isArray(value)) return value.map((each) => inner(each));
  if (value instanceof ObjectValue) {
    const entries = [...value.properties].map(([key, each]) => {
      const name = isVerbatim ? key : nameOf(key, tool);
      return [name, inner(each, name)] as const;
    });
    return Object.fromEntries([...entries, ...(value.isOpen ? [[UNKNOWN_PART, null] as const] : [])]);
  }
  if (value instanceof LibraryValue) return runtimeOf(value.name) ?? UNKNOWN_PART;
  return referenceIn(value, referenceOf) ?? UNKNOWN_PART + (value instanceof Unknown ? value.ending : '');
}

function nameOf(key: string, tool: BridgedTool): string {
  const name = snakeCase(key);
  return (tool === 'pulumi' && OF_PULUMI[name]) || name;
}

/** What a program writes is no template of Terraform's. */
function withoutTemplates(text: string): string {
  return text.includes('${') ? UNKNOWN_PART : text;
}

/** Members of `aws.lambda.Runtime` (@pulumi/aws 7.48.0, types/enums/lambda): `NodeJS22dX`, `Python3d13`, `CustomAL2023`. */
function runtimeOf(name: string): string | undefined {
  if (/^Custom(AL\d+)?$/.test(name)) return name.replace('Custom', 'provided').replace('AL', '.al');
  const [, language = '', version = ''] = /^(NodeJS|Python|Ruby|Java|Go|DotnetCore|Dotnet)(\d.*)$/.exec(name) ?? [];
  if (language === '') return undefined;
  return language.toLowerCase() + version.replace('d', '.').replace('AL', '.al').toLowerCase();
}

/** What puts texts together of outputs: `pulumi.interpolate`, `pulumi.concat`. */
const TEXTS = ['interpolate', 'concat'];

/** Something of a resource, or of several that a value is put together of: `queue.arn`, `pulumi.output(queue.arn)`, a text around it. */
function referenceIn(value: Value, referenceOf: ReferenceOf): string | undefined {
  const made = libraryObjectBehind(value);
  const own = made && referenceOf(made, stepOf(value));
  if (own !== undefined) return own;
  const texts = textsOf(value, made);
  if (texts.length > 0)
    return texts
      .map((each) => (isPrimitive(each) ? String(each) : (referenceIn(each, referenceOf) ?? UNKNOWN_PART)))
      .join('');
  const inside = made ? mentionsIn(made.args).flatMap((each) => referenceOf(each, undefined) ?? []) : [];
  return inside.length > 0 ? inside.join('') : undefined;
}

/** What a text is put together of. */
function textsOf(value: Value, made: LibraryObject | undefined): readonly Value[] {
  if (value instanceof Unknown) return value.parts;
  return made && TEXTS.includes(made.type.name) ? made.args : [];
}

/** The first property that is asked for; what is done with it then matters to nobody. */
function stepOf(value: Value): string | undefined {
  let step: string | undefined;
  for (let current = value; current instanceof LibraryMember; current = current.owner) step = snakeCase(current.name);
  return step;
}
