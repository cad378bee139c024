import { posix } from 'node:path';
import { objectAt, type Plain, type PlainObject } from '../data-file.js';
import { archiveNames } from '../named-like.js';
import type { Workspace } from '../workspace.js';
import { endOfExpression } from './code.js';

/** A function as `AWS::Lambda::Function` states it. */
interface StatedFunction {
  readonly written: PlainObject;
  readonly resolved: PlainObject;
}

interface ForeignStack {
  readonly type: string;
  readonly written: PlainObject;
  /** The same with static expressions replaced. */
  readonly properties: PlainObject;
}

/**
 * A stack whose template is elsewhere and that is given a Node.js runtime and a handler makes a function of them, whatever its
 * parameters are called.
 */
export function functionOfForeignStack(
  workspace: Workspace,
  folder: string,
  { type, written, properties }: ForeignStack,
): StatedFunction | undefined {
  if (type !== 'AWS::CloudFormation::Stack' && type !== 'AWS::Serverless::Application') return undefined;
  const location = properties.TemplateURL ?? properties.Location;
  if (typeof location === 'string' && workspace.isFile(posix.resolve(folder, location))) return undefined;
  const given = objectAt(properties, 'Parameters');
  const names = {
    Runtime: nameOf(given, /./, (value) => /^nodejs\d/.test(String(value))),
    Handler: nameOf(given, /handler/i, (value) => typeof value === 'string'),
    MemorySize: nameOf(given, /memory/i),
    Timeout: nameOf(given, /timeout/i),
  };
  if (names.Runtime === undefined || names.Handler === undefined) return undefined;
  const archive = Object.values(given).find((value) => archiveNames(endOfExpression(value)).length > 0);
  const of = (parameters: PlainObject): PlainObject => ({
    ...Object.fromEntries(Object.entries(names).flatMap(([name, own]) => (own ? [[name, parameters[own]]] : []))),
    Code: { S3Key: archive },
  });
  return { written: of(objectAt(written, 'Parameters')), resolved: of(given) };
}

function nameOf(given: PlainObject, name: RegExp, serves: (value: Plain) => boolean = () => true): string | undefined {
  return Object.keys(given).find((key) => name.test(key) && serves(given[key]));
}
