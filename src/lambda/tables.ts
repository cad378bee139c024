import type { ts } from 'ts-morph';
import { ownerOf } from '../ast/nodes.js';
import type { LambdaFunction } from '../model/function.js';
import type { Table } from '../model/table.js';
import type { Program } from './program.js';
import { type StaticName, staticNamesOf } from './static-names.js';

/**
 * The declared tables that the `TableName` of a request can mean. Several only where several declarations, say of two stages, bear its name;
 * none where it is unknown, or where the functions that reach it mean different tables.
 */
export function tablesOf(tableName: ts.Expression, request: ts.Node, program: Program): readonly Table[] {
  if (program.tables.length === 0) return [];
  const names = staticNamesOf(tableName, program);
  if (!names || names.length === 0) return [];
  const { functions } = program.reach.routeTo(ownerOf(request));
  const answers = names.flatMap((name) =>
    name.kind === 'text' ? [byPhysicalName(name.text, program)] : ofFunctions(name, functions, program),
  );
  const [first, ...others] = answers;
  const ids = (tables: readonly Table[]): string => tables.map(({ id }) => id).join();
  return first && others.every((each) => ids(each) === ids(first)) ? first : [];
}

/** One answer for each function that gives the variable a value that we know. */
function ofFunctions(name: StaticName, functions: readonly LambdaFunction[], program: Program): (readonly Table[])[] {
  return functions.flatMap((fn) => {
    const tables = ofFunction(name, fn, program);
    return tables.length > 0 ? [tables] : [];
  });
}

function ofFunction(name: StaticName, fn: LambdaFunction, program: Program): readonly Table[] {
  if (name.kind === 'text') return byPhysicalName(name.text, program);
  const id = fn.tables?.[name.variable];
  if (id !== undefined) return program.tables.filter((table) => table.id === id);
  const value = fn.environment?.[name.variable];
  if (value !== undefined) return byPhysicalName(value, program);
  return name.otherwise ? ofFunction(name.otherwise, fn, program) : [];
}

function byPhysicalName(name: string, { tables }: Program): readonly Table[] {
  return tables.filter(({ physicalName }) => physicalName === name);
}
