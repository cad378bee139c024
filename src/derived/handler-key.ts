import type { LambdaFunction } from '../model/function.js';

/** Tells a handler from all others: its file with the export, or the place where it is no export. */
export function handlerKey({ file, export: name, line, column }: LambdaFunction['handler']): string {
  return column === undefined ? `${file}#${name}` : `${file}:${line}:${column}`;
}
