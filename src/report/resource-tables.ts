import { nameInId } from '../derived/declared-id.js';
import type { DeclaredResource, Deployment } from '../model/deployment.js';
import { listNames } from '../words/counts.js';
import { settingText } from '../words/settings.js';
import { alignedRows } from './aligned-rows.js';

/** The JSON has them all. */
const SHOWN_ROUTES = 3;

type Cells<Type> = (resource: Type, nameOf: (id: string | undefined) => string) => readonly string[];

/** A table for each kind of resource that is there. */
export function resourceBlocks(deployment: Deployment, dim: (text: string) => string): readonly (readonly string[])[] {
  const names = new Map(
    [deployment.functions, deployment.queues, deployment.streams]
      .flat()
      .map(({ id, name }: { readonly id: string; readonly name: string }) => [id, name]),
  );
  // A table is named by its id: what is behind `#`.
  const nameOf = (id: string | undefined) => (id === undefined ? '-' : (names.get(id) ?? nameInId(id)));
  const block = <Type extends DeclaredResource>(
    list: readonly Type[],
    head: readonly string[],
    cells: Cells<Type>,
  ): readonly string[] => {
    if (list.length === 0) return [];
    const rows = list.map((each) => [each.name, placeOf(each), ...cells(each, nameOf)]);
    const [top, ...lines] = alignedRows([[head[0]!, 'declared in', ...head.slice(1)], ...rows]);
    return [dim(top!), ...lines];
  };
  return [
    block(
      deployment.mappings,
      ['event source mapping', 'polls', 'invokes', 'batch', 'window', 'reports item failures'],
      (each, name) => [
        each.source === undefined ? each.kind : `${each.kind} ${name(each.source)}`,
        name(each.function),
        settingText(each.batchSize),
        settingText(each.windowS, 's'),
        settingText(each.reportsItemFailures),
      ],
    ),
    block(deployment.queues, ['queue', 'visibility timeout', 'fifo', 'max receives'], (each) => [
      settingText(each.visibilityTimeoutS, 's'),
      settingText(each.isFifo),
      settingText(each.maxReceives),
    ]),
    block(deployment.streams, ['stream', 'retention'], (each) => [settingText(each.retentionHours, 'h')]),
    block(deployment.apis, ['API', 'kind', 'routes'], (each, name) => [
      each.kind,
      listNames(
        each.routes.map(({ method, path, function: fn }) => `${method} ${path} → ${name(fn)}`),
        SHOWN_ROUTES,
      ) || '-',
    ]),
    block(deployment.schedules, ['schedule', 'expression', 'enabled', 'invokes'], (each, name) => [
      settingText(each.expression),
      settingText(each.isEnabled),
      each.functions.map(name).join(', ') || '-',
    ]),
    block(deployment.logGroups, ['log group', 'retention'], (each) => [settingText(each.retentionDays, 'days')]),
    block(deployment.stateMachines, ['state machine', 'kind', 'invokes'], (each, name) => [
      settingText(each.kind),
      each.functions.map(name).join(', ') || '-',
    ]),
  ];
}

function placeOf({ declaredIn: { file, line } }: DeclaredResource): string {
  return `${file}:${line}`;
}
