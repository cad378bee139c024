import { toList } from '../../lib/to-list.js';
import type { Table, TableIndex } from '../../model/table.js';
import { projectedBy } from '../cloudformation/tables.js';
import { isObject, objectAt, type Plain, type PlainObject } from '../data-file.js';
import { toText } from '../declared.js';
import type { Workspace } from '../workspace.js';
import { evaluateHcl, type VisibleNames } from './expressions.js';
import { type Block, blocksOf, type ModuleBlocks } from './parse.js';
import { referenceTo, stepInto } from './references.js';

/** Stands for a table's name while expressions are evaluated, also in the modules that it is handed down to. */
const MARK = '\uFDD0';

/** What expressions of a module see of its tables. */
export function tableNames(workspace: Workspace, module: ModuleBlocks): PlainObject {
  const known = blocksOf(module.resources, TABLE).map(({ name }) => {
    const id = idOf(workspace, module, name);
    return [name, membersOfTable(id)];
  });
  return Object.fromEntries(known);
}

/** What expressions ask of a table by its id. */
export function membersOfTable(id: string): PlainObject {
  const mark = MARK + id + MARK;
  return { name: mark, id: mark, arn: mark, stream_arn: stepInto(referenceTo(id), 'stream_arn') };
}

/** The tables of one module. */
export function readTerraformTables(workspace: Workspace, module: ModuleBlocks, names: VisibleNames): readonly Table[] {
  return blocksOf(module.resources, TABLE).flatMap(
    (block) => readTable(workspace, block, names, idOf(workspace, module, block.name), module.kind) ?? [],
  );
}

const TABLE = 'aws_dynamodb_table';

function idOf(workspace: Workspace, { folder }: ModuleBlocks, name: string): string {
  return `${workspace.relative(folder)}#${TABLE}.${name}`;
}

/** Splits evaluated variables into those that name a table, by its id, and the others. */
export function splitVariables(variables: Plain): {
  readonly plain: PlainObject;
  readonly tables?: Record<string, string>;
} {
  const entries = Object.entries(objectAt(variables));
  const marked = entries.flatMap(([key, value]) =>
    typeof value === 'string' && value.split(MARK).length === 3 && value.startsWith(MARK) && value.endsWith(MARK)
      ? [[key, value.slice(1, -1)] as const]
      : [],
  );
  // What only has a table's name in it is known when Terraform runs.
  const plain = Object.fromEntries(entries.filter(([, value]) => !String(value).includes(MARK)));
  return marked.length === 0 ? { plain } : { plain, tables: Object.fromEntries(marked) };
}

function readTable(
  workspace: Workspace,
  block: Block,
  names: VisibleNames,
  id: string,
  kind: Table['declaredIn']['kind'] = 'terraform',
): Table | undefined {
  const { name, file, line } = block;
  const text = (body: PlainObject, key: string) => toText(evaluateHcl(body[key], names));
  const [partition, sort, physicalName] = ['hash_key', 'range_key', 'name'].map((key) => text(block.body, key));
  // One block may make several tables.
  const isOne = block.body.for_each === undefined && block.body.count === undefined;
  const isWhole = block.body.dynamic === undefined && (block.body.range_key === undefined || sort !== undefined);
  if (partition === undefined || !isOne || !isWhole) return undefined;
  const key = { partition, ...(sort !== undefined && { sort }) };
  const readIndex = (body: PlainObject, kind: TableIndex['kind']): TableIndex[] => {
    const own = { partition: kind === 'local' ? partition : text(body, 'hash_key'), sort: text(body, 'range_key') };
    const indexName = text(body, 'name');
    const isKnown = body.range_key === undefined || own.sort !== undefined;
    if (indexName === undefined || own.partition === undefined || !isKnown) return [];
    const indexKey = { partition: own.partition, ...(own.sort !== undefined && { sort: own.sort }) };
    const others = toList(evaluateHcl(body.non_key_attributes, names)) ?? [];
    return [
      {
        name: indexName,
        kind,
        ...indexKey,
        projected: projectedBy(text(body, 'projection_type'), others, indexKey, key),
      },
    ];
  };
  const inner = (type: string) => [block.body[type]].flat().filter(isObject);
  return {
    id,
    name,
    ...(physicalName !== undefined && { physicalName }),
    ...key,
    indexes: [
      ...inner('global_secondary_index').flatMap((body) => readIndex(body, 'global')),
      ...inner('local_secondary_index').flatMap((body) => readIndex(body, 'local')),
    ],
    declaredIn: { file: workspace.relative(file), line, kind },
  };
}
