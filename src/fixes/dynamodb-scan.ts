import type { AwsCall } from '../lambda/aws-requests/aws-calls.js';
import { tablesOf } from '../lambda/aws-requests/tables.js';
import type { Program } from '../lambda/program.js';
import type { Fix } from '../model/finding.js';
import type { Table } from '../model/table.js';
import { declareIndexFixes } from './scan/declare-index.js';
import { type ChosenKey, chooseKey } from './scan/key.js';
import { queryEdits } from './scan/query.js';
import { scanRequest } from './scan/request.js';

/** A Query where the filter names a key; otherwise the index that would be one, in the template that declares the table. */
export function scanFixes(call: AwsCall, program: Program): readonly Fix[] {
  const scan = scanRequest(call);
  const tables = scan ? tablesOf(scan.tableName, call.node, program) : [];
  const [table] = tables;
  if (!scan || !table || !tables.every((each) => isSameShape(each, table))) return [];
  const chosen = chooseKey(scan, table);
  if (!chosen) return tables.length === 1 ? declareIndexFixes(scan, table, program) : [];
  const edits = queryEdits(scan, chosen, program);
  return edits ? [{ kind: 'suggestion', title: titleOf(chosen, table), edits }] : [];
}

/** Declarations of several stages. */
function isSameShape(a: Table, b: Table): boolean {
  const shape = ({ partition, sort, indexes }: Table): string => JSON.stringify([partition, sort, indexes]);
  return shape(a) === shape(b);
}

function titleOf({ index, required }: ChosenKey, { name }: Table): string {
  const what = index ? `the index ${index.name}` : `the table ${name}`;
  const limits = required === undefined ? '' : `; the index only has items with ${required}`;
  return `Query ${what} instead (needs dynamodb:Query${limits})`;
}
