import type { ts } from 'ts-morph';
import { ownerOf } from '../../ast/nodes.js';
import type { LambdaFunction } from '../../model/function.js';
import type { Table } from '../../model/table.js';
import type { Program } from '../program.js';
import { type StaticName, staticNamesOf } from './static-names.js';

/**
 * The declared tables that the `TableName` of a request can mean. Several only where several declarations, say of two
 * stages, bear its name; none where it is unknown, or where the functions that reach it mean different tables.
 */
export function tablesOf(tableName: ts.Expression, request: ts.Node, program: Program): readonly Table[] {
  if (program.tables.length === 0) return [];
  const { functions } = program.reach.routeTo(ownerOf(request));
  const answers = staticNamesOf(tableName, program)?.map((name) => ofFunctions(name, functions, program)) ?? [];
  const [first, ...others] = answers.flat();
  if (!first) return [];
  const ids = (tables: readonly Table[]): string => tables.map(({ id }) => id).join();
  const isSame = answers.every((each) => each.length > 0) && others.every((each) => ids(each) === ids(first));
  return isSame ? first : [];
}

/** One answer for each function in which the name stands for something that we know. */
function ofFunctions(name: StaticName, functions: readonly LambdaFunction[], program: Program): (readonly Table[])[] {
  return functions.flatMap((fn) => {
    const tables = ofFunction(name, fn, program);
    return tables ? [tables] : [];
  });
}

/** Empty: it has a name that no declared table bears. */
function ofFunction(name: StaticName, fn: LambdaFunction, program: Program): readonly Table[] | undefined {
  if (name.kind === 'text') return byPhysicalName(name.text, fn, program);
  const id = fn.tables?.[name.variable];
  if (id !== undefined) return program.tables.filter((table) => table.id === id);
  const value = fn.environment?.[name.variable];
  // What is known only at deployment may be any table.
  if (value?.includes('${')) return undefined;
  if (value !== undefined) return byPhysicalName(value, fn, program);
  return name.otherwise && ofFunction(name.otherwise, fn, program);
}

/** The file that declares the function knows best which table is meant. */
function byPhysicalName(name: string, { declaredIn }: LambdaFunction, { tables }: Program): readonly Table[] {
  const all = tables.filter(({ physicalName }) => physicalName === name);
  const own = all.filter((table) => table.declaredIn.file === declaredIn.file);
  return own.length > 0 ? own : all;
}
