import type { InsertionPoint, TableExtension } from '../../model/table.js';

/** A further entry of a list, as the text that goes behind the last one. */
export function renderEntry(value: object, { style, indent }: InsertionPoint, extension: TableExtension): string {
  if (style === 'flow') return `,${flow(value, indent, extension)}`;
  const { newline, step } = extension;
  return lines(asBlock([value], step), newline, indent ?? '');
}

/** A further key of an object, as the text that goes behind another one. */
export function renderKey(
  key: string,
  list: readonly object[],
  { style, indent }: InsertionPoint,
  extension: TableExtension,
): string {
  const { newline, step, attributePlace } = extension;
  if (style === 'flow') {
    const value = flow(list, indent, extension).trimStart();
    return `,${indent === undefined ? ' ' : newline + indent}${JSON.stringify(key)}: ${value}`;
  }
  // Dashes stand below their key or further in, as in the list that is there.
  const isFlush = attributePlace.style === 'block' && attributePlace.indent === indent;
  const entries = asBlock(list, step).map((line) => (isFlush ? line : step + line));
  return lines([`${key}:`, ...entries], newline, indent ?? '');
}

function lines(content: readonly string[], newline: string, indent: string): string {
  return content.map((line) => newline + indent + line).join('');
}

/** In brackets; quotes stay away where YAML can do without. */
function flow(value: object, indent: string | undefined, { newline, step, file }: TableExtension): string {
  const isYaml = /\.ya?ml$/.test(file);
  if (indent === undefined || isYaml)
    return (indent === undefined ? ' ' : newline + indent) + onOneLine(value, isYaml ? scalar : JSON.stringify);
  return newline + indent + JSON.stringify(value, undefined, step).replaceAll('\n', newline + indent);
}

function onOneLine(value: unknown, plain: (value: unknown) => string): string {
  if (Array.isArray(value)) return `[${value.map((each) => onOneLine(each, plain)).join(', ')}]`;
  if (!isPlainObject(value)) return plain(value);
  const entries = Object.entries(value).map(([key, each]) => `${plain(key)}: ${onOneLine(each, plain)}`);
  return `{ ${entries.join(', ')} }`;
}

function asBlock(value: unknown, step: string): string[] {
  if (Array.isArray(value))
    return value.flatMap((each) => asBlock(each, step).map((line, index) => (index === 0 ? '- ' : '  ') + line));
  if (!isPlainObject(value)) return [scalar(value)];
  return Object.entries(value).flatMap(([key, each]) => {
    const isNested = Array.isArray(each) || (isPlainObject(each) && !isIntrinsic(each));
    if (isNested) return [`${key}:`, ...asBlock(each, step).map((line) => step + line)];
    return [`${key}: ${onOneLine(each, scalar)}`];
  });
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `{ Ref: Capacity }` */
function isIntrinsic(value: object): boolean {
  return Object.keys(value).every((key) => key === 'Ref' || key.startsWith('Fn::'));
}

/** Quotes what YAML would not read as the text that it is. */
function scalar(value: unknown): string {
  const isPlain =
    typeof value === 'string' && /^[a-z_][\w.-]*$/i.test(value) && !/^(yes|no|on|off|true|false|null)$/i.test(value);
  return isPlain ? value : JSON.stringify(value);
}
