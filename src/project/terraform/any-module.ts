import type { Plain, PlainObject } from '../data-file.js';
import { toText } from '../declared.js';
import { evaluateHcl, staticEnd, type VisibleNames } from './expressions.js';
import type { Block } from './parse.js';

/** As Lambda calls them: other clouds have `nodejs22`, or `node`. */
const RUNTIME = /^nodejs(\d+\.x|4\.3|6\.10|8\.10)$/;

/** What a module that cannot be read is given, in the words of `aws_lambda_function`. */
export interface FunctionArguments {
  /** As a `handler`, or put together from the name of a file and of an export. */
  readonly handler?: string;
  /** Folder of the code; relative paths start as all paths of the configuration do. */
  readonly folder?: Plain;
  readonly memory?: string;
  readonly timeout?: string;
  readonly runtime: string;
}

/**
 * Modules call their arguments as they like. One that is given a Node.js runtime makes a function; what the other arguments
 * mean, their names and values tell.
 */
export function functionArguments({ body }: Block, names: VisibleNames): FunctionArguments | undefined {
  const given = Object.entries(body).filter(([key]) => !META.includes(key));
  const textOf = (value: Plain) => toText(evaluateHcl(value, names));
  const named = (pattern: RegExp, serves: (text: string) => boolean = () => true) =>
    given.find(([key, value]) => pattern.test(key) && serves(textOf(value) ?? ''));
  const runtime = given.find(([, value]) => RUNTIME.test(textOf(value) ?? ''));
  if (!runtime) return undefined;
  const isHandler = (text: string) => /^[\w./-]+\.\w+$/.test(text);
  const whole = named(/handler/, isHandler);
  const exported = named(/handler|export/, (text) => /^\w+$/.test(text));
  const file = named(/(module|file|entry)_?name/, (text) => /^[\w/-]+$/.test(text));
  const handler = whole
    ? textOf(whole[1])
    : exported && `${(file && textOf(file[1])) ?? 'index'}.${textOf(exported[1])}`;
  return {
    runtime: runtime[0],
    ...(handler !== undefined && { handler }),
    ...withFolder(body, given, names),
    ...keyOf('memory', named(/^(\w+_)?memory(_\w+)?$/)),
    ...keyOf('timeout', named(/^(\w+_)?timeout(_\w+)?$/)),
  };
}

/** Arguments that Terraform itself takes. */
const META = ['source', 'version', 'providers', 'count', 'for_each', 'depends_on'];

function keyOf<Key extends 'memory' | 'timeout'>(key: Key, found: [string, Plain] | undefined) {
  return found ? ({ [key]: found[0] } as { readonly [Name in Key]: string }) : {};
}

/** A folder, or a folder below another one. */
function withFolder(
  body: PlainObject,
  given: readonly (readonly [string, Plain])[],
  names: VisibleNames,
): Pick<FunctionArguments, 'folder'> {
  if (['source_path', 'filename', 'local_existing_package'].some((key) => key in body)) return {};
  const find = (pattern: RegExp, but?: string) =>
    given.find(([key, value]) => key !== but && pattern.test(key) && staticEnd(value, names));
  const base = find(/(code|source|src|function|lambda)\w*_(root|base(_\w+)?)$/);
  const folder = find(/(code|source|src|function|lambda|dist)\w*_(dir|folder|path|directory)$/, base?.[0]);
  const own = folder && toText(evaluateHcl(folder[1], names));
  if (own === undefined) return {};
  const root = base && toText(evaluateHcl(base[1], names));
  return { folder: root === undefined ? own : `${root}/${own}` };
}
