import { readFileSync } from 'node:fs';

export interface RouteToCall {
  readonly method: string;
  readonly path: string;
}

const CALL = /\.(get|post|put|patch|delete)(?:<[^>]*>)?\(\s*["'`](\/?[^"'`]*)["'`]/g;
const CREATED = /method:\s*["'](\w+)["'],\s*path:\s*["']([^"']*)["']/g;

/** Routes that a file of the checkout registers, read where the driver runs: with literal paths, or by `createRoute`. */
export function routesIn(file: string, prefix: string, parameter: (name: string) => string): readonly RouteToCall[] {
  const text = readFileSync(file, 'utf8');
  return [CALL, CREATED]
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .map(([, method = '', path = '']) => ({
      method: method.toUpperCase(),
      path: `${prefix}${path}`.replace(/[:{](\w+)\}?/g, (_, name: string) => parameter(name)).replace(/(.)\/$/, '$1'),
    }));
}
