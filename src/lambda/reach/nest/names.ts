import type { ts } from 'ts-morph';
import type { Module } from '../../modules/modules.js';
import { rootOf } from '../../values/value.js';
import type { Values } from '../../values/values.js';

/** Is it something that a package of NestJS calls so? */
export function isNestName(node: ts.Expression, name: string, values: Values): boolean {
  return values.of(node).some((value) => {
    const root = rootOf(value);
    const called = root?.chain.at(-1) ?? root?.external.path.at(-1);
    return called === name && root?.external.module.startsWith('@nestjs/') === true;
  });
}

export function usesNest({ imports }: Module): boolean {
  return [...imports.keys()].some((specifier) => specifier.startsWith('@nestjs/'));
}
