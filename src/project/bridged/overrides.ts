import { writtenByVisitors } from '../cdk/aspects.js';
import { isObject, type Plain, type PlainObject } from '../data-file.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { placeOfNode } from '../evaluate/plain.js';
import type { LibraryObject, Value } from '../evaluate/values.js';
import { ANYTHING, OVERRIDDEN } from '../evaluate/write-behind.js';
import { UNKNOWN_PART } from '../terraform/functions-of-hcl.js';
import type { Block } from '../terraform/parse.js';
import { snakeCase } from './resource-types.js';

/** A resource with what the program writes into it after it is made. */
export function withWritten(
  evaluator: Evaluator,
  block: Block,
  object: LibraryObject,
  toPlain: (value: Value) => Plain,
): Block {
  return withVisited(evaluator, withOverridden(block, object, toPlain), object);
}

/** What an aspect may write into a function is not known. */
function withVisited(evaluator: Evaluator, block: Block, object: LibraryObject): Block {
  const written = block.type === 'aws_lambda_function' ? writtenByVisitors(evaluator, object) : [];
  if (written.length === 0) return block;
  const names = written.map(({ steps: [name = ''], node }) => ({ name: snakeCase(name), node }));
  const body = { ...block.body, ...Object.fromEntries(names.map(({ name }) => [name, UNKNOWN_PART])) };
  const places = names.map(({ name, node }) => placed(block, name, placeOfNode(node)));
  return { ...block, body, overrides: [...(block.overrides ?? []), ...places] };
}

/** With what is overridden (`fn.addOverride('memory_size', 1024)`), and with the places of that and of what is assigned. */
function withOverridden(block: Block, object: LibraryObject, toPlain: (value: Value) => Plain): Block {
  const { fields, writtenAt } = object;
  if (fields.size === 0) return block;
  const overridden = [...fields].filter(([key]) => key.startsWith(OVERRIDDEN));
  const body = overridden.reduce((made, [key, value]) => overrideIn(made, key.slice(1), toPlain(value)), block.body);
  // What is overridden wins.
  const keys = [...[...fields.keys()].filter((key) => !key.startsWith(OVERRIDDEN)), ...overridden.map(([key]) => key)];
  const places = keys.flatMap((key) => {
    const node = writtenAt.get(key);
    const name = key.startsWith(OVERRIDDEN) ? key.slice(1).split('.')[0]! : snakeCase(key);
    const names = name.endsWith(ANYTHING) ? Object.keys(body).filter((each) => isMeant(each, name)) : [name];
    return node ? names.map((each) => placed(block, each, placeOfNode(node))) : [];
  });
  return { ...block, body, overrides: places };
}

/** Where a key is written that is not in the resource itself, as blocks of override files say it. */
function placed(block: Block, key: string, { file, line }: { file: string; line: number }): Block {
  return { ...block, body: { [key]: null }, file, line, lineOf: () => line };
}

function overrideIn(body: PlainObject, path: string, value: Plain): PlainObject {
  const steps = path.split('.');
  if (!path.endsWith(ANYTHING)) return replaced(body, steps, value) as PlainObject;
  if (steps.length > 1) return replaced(body, steps.slice(0, -1), UNKNOWN_PART) as PlainObject;
  const entries = Object.entries(body).map(([key, each]) => [key, isMeant(key, path) ? UNKNOWN_PART : each] as const);
  return Object.fromEntries(entries);
}

/** May a path that begins like this be that of the key? */
function isMeant(key: string, path: string): boolean {
  return key.startsWith(path.slice(0, -ANYTHING.length));
}

/** The same data with another value at a path. A block inside of another one is a list of one, or it alone. */
function replaced(data: Plain, [step, ...steps]: readonly string[], value: Plain): Plain {
  if (step === undefined) return value;
  if (Array.isArray(data) || /^\d+$/.test(step)) {
    const list: Plain[] = [data].flat().filter((each) => each !== undefined);
    const isPlace = /^\d+$/.test(step);
    const index = isPlace ? Number(step) : 0;
    list[index] = replaced(list[index], isPlace ? steps : [step, ...steps], value);
    return list;
  }
  const object = isObject(data) ? data : {};
  return { ...object, [step]: replaced(object[step], steps, value) };
}
