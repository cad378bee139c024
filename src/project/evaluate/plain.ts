import { ts } from 'ts-morph';
import { type KeyPlaces, type Place, type Places, type Plain, type PlainObject, setKeyPlaces } from '../data-file.js';
import { markOpen, type WriteNotStatic } from '../not-static.js';
import { guessOf } from './join.js';
import { isPrimitive, LibraryMember, LibraryObject, LibraryValue, ObjectValue, Unknown, type Value } from './values.js';

export function fromJson(text: string): Value {
  try {
    return fromPlain(JSON.parse(text));
  } catch {
    return new ObjectValue();
  }
}

function fromPlain(data: Plain): Value {
  if (Array.isArray(data)) return data.map(fromPlain);
  if (typeof data !== 'object' || data === null) return data;
  const object = new ObjectValue();
  for (const [key, value] of Object.entries(data)) object.properties.set(key, fromPlain(value));
  return object;
}

/** The static part of a value as plain data; the places of its objects are noted. Cycles end as `undefined`. */
export function toPlain(value: Value, places: Places, above: readonly Value[] = []): Plain {
  if (above.includes(value) || above.length > 50) return undefined;
  const inner = (each: Value) => toPlain(each, places, [...above, value]);
  if (Array.isArray(value)) return value.map(inner);
  if (value instanceof ObjectValue) return toPlainObject(value, places, inner);
  return typeof value === 'object' && value !== null ? undefined : (value as Plain);
}

/** A value as plain data for readers that tell what is not known from what is not there. */
export function toStated(value: Value, places: Places, write: WriteNotStatic): Plain {
  return state(value, { places, write, above: [], role: 'part' });
}

/** What leads to functions and their code: a guess stands in for it where it is not known, so that they are found. */
type Role = 'parts' | 'part' | 'code' | 'setting';

/** Sections whose entries are functions, resources or events. */
const SECTIONS = ['functions', 'resources', 'Resources', 'events', 'Events'];
const LEADING = ['handler', 'Handler', 'CodeUri', 'Type'];

function roleOf(key: string, outer: Role): Role {
  if (SECTIONS.includes(key)) return 'parts';
  if (LEADING.includes(key)) return 'code';
  return outer === 'parts' || key === 'Properties' ? 'part' : 'setting';
}

interface Stating {
  readonly places: Places;
  readonly write: WriteNotStatic;
  readonly above: readonly Value[];
  readonly role: Role;
}

/** A text stands in only where it names code. */
function standIn(value: Value, role: Role): Value {
  const guess = role === 'setting' ? value : guessOf(value);
  return role === 'code' || !isPrimitive(guess) ? guess : value;
}

function state(given: Value, { places, write, above, role }: Stating): Plain {
  const value = standIn(given, role);
  if (above.includes(value) || above.length > 50) return write('it refers to itself', '');
  const inner = (each: Value, own: Role) => state(each, { places, write, above: [...above, value], role: own });
  if (Array.isArray(value)) return value.map((each) => inner(each, role === 'parts' ? 'part' : 'setting'));
  if (value instanceof ObjectValue) {
    const object = toPlainObject(value, places, (each, key) => inner(each, roleOf(key, role)));
    // Neither tool sees keys without a value.
    for (const key of Object.keys(object)) if (object[key] === undefined) delete object[key];
    return value.isOpen ? markOpen(object) : object;
  }
  if (value instanceof Unknown) return write(value.reason, value.ending);
  if (isOfPackage(value)) return write('it comes from a package', '');
  return typeof value === 'object' && value !== null ? write('it is not static', '') : (value as Plain);
}

function isOfPackage(value: Value): boolean {
  return value instanceof LibraryValue || value instanceof LibraryObject || value instanceof LibraryMember;
}

function toPlainObject(value: ObjectValue, places: Places, inner: (each: Value, key: string) => Plain): PlainObject {
  const entries = [...value.properties].map(([key, each]) => [key, inner(each, key)]);
  const object: PlainObject = Object.fromEntries(entries);
  if (value.origin) {
    places.set(object, placeOfNode(value.origin));
    setKeyPlaces(object, keyPlacesIn(value.origin));
  }
  return object;
}

/** Where the keys of an object literal stand. */
export function keyPlacesIn(origin: ts.Node): KeyPlaces | undefined {
  if (!ts.isObjectLiteralExpression(origin)) return undefined;
  return (key) => {
    const property = origin.properties.findLast(({ name }) => name !== undefined && textOf(name) === key);
    return property && placeOfNode(property);
  };
}

/** Where a piece of deployment code stands. */
export function placeOfNode(node: ts.Node): Place {
  const source = node.getSourceFile();
  const { line, character } = source.getLineAndCharacterOfPosition(node.getStart(source));
  return { file: source.fileName, line: line + 1, column: character + 1 };
}

function textOf(name: ts.PropertyName): string | undefined {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : undefined;
}
