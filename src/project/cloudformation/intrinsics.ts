import { isObject, objectAt, type Plain, type PlainObject } from '../data-file.js';
import { keepOpen } from '../not-static.js';
import type { Around } from './around.js';
import { getReferenced } from './references.js';

/** What intrinsic functions can be replaced by without deploying: parameters, mappings, conditions, outputs of nested stacks. */
export interface TemplateValues {
  parameterOf(name: string): Plain;
  outputOf(stackId: string, output: string): Plain;
  readonly mappings: PlainObject;
  readonly conditions: PlainObject;
}

/** Cyclic conditions must end. */
const MAX_DEPTH = 40;

export function toTemplateValues(template: PlainObject, around?: Around): TemplateValues {
  const declared = objectAt(template, 'Parameters');
  return {
    parameterOf: (name) => {
      if (isLookedUp(template, name)) return undefined;
      const given = Object.hasOwn(declared, name) ? around?.given(name) : undefined;
      return given ? given.value : defaultOf(template, name);
    },
    outputOf: (stackId, output) => around?.outputOf(stackId, output),
    mappings: objectAt(template, 'Mappings'),
    conditions: objectAt(template, 'Conditions'),
  };
}

/** What a parameter is where nobody gives it. */
export function defaultOf(template: PlainObject, parameter: string): Plain {
  const declared = objectAt(template, 'Parameters');
  if (!Object.hasOwn(declared, parameter) || isLookedUp(template, parameter)) return undefined;
  return objectAt(declared, parameter).Default;
}

/** Is the parameter given the name of a parameter of Systems Manager, whose value only a deployment knows? */
function isLookedUp(template: PlainObject, parameter: string): boolean {
  const { Type } = objectAt(template, 'Parameters', parameter);
  return typeof Type === 'string' && Type.startsWith('AWS::SSM::Parameter::Value');
}

/** The value with every static intrinsic replaced; others stay as they are, `AWS::NoValue` becomes `undefined`. */
export function resolve(value: Plain, values: TemplateValues, depth = 0): Plain {
  if (depth > MAX_DEPTH) return value;
  const inner = (each: Plain) => resolve(each, values, depth + 1);
  if (Array.isArray(value)) return value.map(inner).filter((each) => each !== undefined);
  if (!isObject(value)) return value;
  const [name, ...others] = Object.keys(value);
  if (name === undefined || others.length > 0) return mapObject(value, inner);
  const argument = value[name];
  const replace = FUNCTIONS.get(name);
  const replaced = replace ? replace(argument, values, inner) : UNRESOLVED;
  return replaced === UNRESOLVED ? mapObject(value, inner) : replaced;
}

/** Is the condition true, false, or unknown before deployment? */
function testCondition(condition: Plain, values: TemplateValues, depth = 0): boolean | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (typeof condition === 'string') return testCondition(values.conditions[condition], values, depth + 1);
  if (!isObject(condition)) return undefined;
  if (typeof condition.Condition === 'string') return testCondition(condition.Condition, values, depth + 1);
  const test = (each: Plain) => testCondition(each, values, depth + 1);
  const { 'Fn::Equals': equals, 'Fn::Not': not, 'Fn::And': and, 'Fn::Or': or } = condition;
  if (Array.isArray(equals)) return compare(equals.map((each) => resolve(each, values, depth + 1)));
  if (Array.isArray(not)) return negate(test(not[0]));
  if (Array.isArray(and)) return and.map(test).reduce(both, true);
  return Array.isArray(or) ? negate(or.map((each) => negate(test(each))).reduce(both, true)) : undefined;
}

const UNRESOLVED = Symbol('unresolved');
type Replace = (argument: Plain, values: TemplateValues, inner: (value: Plain) => Plain) => Plain | typeof UNRESOLVED;

const FUNCTIONS: ReadonlyMap<string, Replace> = new Map(
  Object.entries<Replace>({
    Ref: (name, values) => {
      if (name === 'AWS::NoValue') return undefined;
      return (typeof name === 'string' ? values.parameterOf(name) : undefined) ?? UNRESOLVED;
    },
    'Fn::GetAtt': (argument, values) => {
      const [id, attribute] = Array.isArray(argument) ? argument : splitAtDot(argument);
      return outputNamed(id, attribute, values) ?? UNRESOLVED;
    },
    'Fn::Sub': (argument, values, inner) => {
      const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
      return typeof text === 'string' ? substitute(text, objectAt(inner(variables)), values) : UNRESOLVED;
    },
    'Fn::FindInMap': (argument, values, inner) => {
      const [map, first, second] = Array.isArray(argument) ? argument.map(inner) : [];
      return objectAt(values.mappings, String(map), String(first))[String(second)] ?? UNRESOLVED;
    },
    'Fn::If': (argument, values, inner) => {
      const [condition, whenTrue, whenFalse] = Array.isArray(argument) ? argument : [];
      const isTrue = testCondition(condition, values);
      return isTrue === undefined ? UNRESOLVED : inner(isTrue ? whenTrue : whenFalse);
    },
    'Fn::Join': (argument, _values, inner) => {
      const [separator, parts] = Array.isArray(argument) ? argument : [];
      const texts = Array.isArray(parts) ? parts.map(inner) : [UNRESOLVED];
      return texts.every((each) => typeof each === 'string') ? texts.join(String(separator)) : UNRESOLVED;
    },
    'Fn::Select': (argument, _values, inner) => {
      const [index, list] = Array.isArray(argument) ? argument.map(inner) : [];
      return Array.isArray(list) ? (list[Number(index)] ?? UNRESOLVED) : UNRESOLVED;
    },
  }),
);

function splitAtDot(attribute: Plain): readonly Plain[] {
  const [id, ...rest] = typeof attribute === 'string' ? attribute.split('.') : [];
  return [id, rest.join('.')];
}

/** `Child.Outputs.Name` */
function outputNamed(id: Plain, attribute: Plain, values: TemplateValues): Plain {
  const name = typeof attribute === 'string' ? /^Outputs\.(.+)$/.exec(attribute)?.[1] : undefined;
  return typeof id === 'string' && name !== undefined ? values.outputOf(id, name) : undefined;
}

function substitute(text: string, variables: PlainObject, values: TemplateValues): Plain | typeof UNRESOLVED {
  let isStatic = true;
  let isLed = false;
  const result = text.replaceAll(/\$\{([^!}][^}]*)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(variables, name) ? variables[name] : valueNamed(name, values);
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    isStatic = false;
    const reference = getReferenced(value);
    // What is given by another stack, or comes from one, is not known, but what it names may be.
    if (reference === undefined || !reference.includes('#')) return whole;
    isLed = true;
    return `\${${reference}}`;
  });
  if (isStatic) return result;
  return isLed ? { 'Fn::Sub': result } : UNRESOLVED;
}

function valueNamed(name: string, values: TemplateValues): Plain {
  const [id, attribute] = splitAtDot(name);
  return attribute === '' ? values.parameterOf(name) : outputNamed(id, attribute, values);
}

/** A key that `AWS::NoValue` takes away stays, without a value: the globals of SAM do not apply to it. */
function mapObject(value: PlainObject, inner: (value: Plain) => Plain): PlainObject {
  const entries = Object.entries(value).map(([key, each]) => [key, inner(each)] as const);
  return keepOpen(Object.fromEntries(entries), value);
}

function compare([left, right]: readonly Plain[]): boolean | undefined {
  return typeof left === 'object' || typeof right === 'object' || left === undefined || right === undefined
    ? undefined
    : String(left) === String(right);
}

function negate(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

function both(left: boolean | undefined, right: boolean | undefined): boolean | undefined {
  if (left === false || right === false) return false;
  return left === undefined || right === undefined ? undefined : true;
}
