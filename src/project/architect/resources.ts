import type { ApiRoute, EventMapping, Queue, Schedule, Setting } from '../../model/deployment.js';
import type { Declaration, EventSource } from '../../model/function.js';
import { mappingSettings } from '../event-mapping.js';
import { addRoute, type Resources } from '../resources.js';
import type { Workspace } from '../workspace.js';
import { type ArcFunction, statedBelow } from './functions.js';
import type { ArcFile } from './manifest.js';
import type { ArcSettings } from './settings.js';
import { tableId } from './tables.js';

/** A function with what its events are made of. */
export interface ArcSite {
  readonly workspace: Workspace;
  readonly manifest: ArcFile;
  readonly fn: ArcFunction;
  readonly declaredIn: Declaration;
  /** How other resources name its declaration. */
  readonly link: string;
  readonly own: ArcSettings;
}

/** What a stream hands over at once (@architect/package 10.0.0). */
const STREAM_BATCH = 10;

/** The event that a pragma stands for. */
export function eventsOf({ manifest, fn, own }: Pick<ArcSite, 'manifest' | 'fn' | 'own'>): readonly EventSource[] {
  switch (fn.pragma) {
    case 'http':
      return [{ type: apiKind(manifest) }];
    case 'events':
      return [{ type: 'sns' }];
    case 'queues':
      return [{ type: 'sqs', ...(own.fifo !== false && { fifo: true }) }];
    case 'scheduled':
      return [{ type: 'schedule' }];
    case 'tables-streams':
      return [{ type: 'dynamodb', batchSize: STREAM_BATCH }];
    case 'ws':
      return [{ type: 'websocket' }];
  }
}

/** Adds what is made for a function besides: its route, schedule, queue or mapping. */
export function readArcResources(site: ArcSite, found: Resources): void {
  const { fn } = site;
  if (fn.pragma === 'http' || fn.pragma === 'ws') addArcRoute(site, found);
  if (fn.pragma === 'scheduled') found.schedules.push(scheduleOf(site));
  if (fn.pragma === 'tables-streams') found.mappings.push(streamMapping(site));
  if (fn.pragma === 'queues') {
    found.queues.push(queueOf(site));
    found.mappings.push(queueMapping(site));
  }
}

/** HTTP APIs since version 8; `@aws apigateway rest` keeps the older kind. */
function apiKind({ pragmas }: ArcFile): 'http' | 'rest' {
  const stated = statedBelow({ words: [], line: 1, below: pragmas.get('aws') ?? [] }, 'apigateway');
  return stated?.words[0] === 'rest' ? 'rest' : 'http';
}

function addArcRoute({ manifest, fn, declaredIn, link }: ArcSite, found: Resources): void {
  const kind = fn.pragma === 'ws' ? 'websocket' : apiKind(manifest);
  const name = kind === 'websocket' ? 'WS' : 'HTTP';
  addRoute(found, { id: `${declaredIn.file}#${name}`, name, kind }, { ...routeOf(fn), function: link, declaredIn });
}

/** As API Gateway has it: `/orders/:id` is `/orders/{id}`, and `*` stands for the rest of a path. */
function routeOf({ name, route }: ArcFunction): Pick<ApiRoute, 'method' | 'path'> {
  if (!route) return { method: 'ANY', path: /^(connect|default|disconnect)$/.test(name) ? `$${name}` : name };
  const parts = route.path.split('/').map((part) => {
    if (part === '*') return '{proxy+}';
    return part.startsWith(':') ? `{${part.slice(1)}}` : part;
  });
  return { method: route.method.toUpperCase(), path: parts.join('/') };
}

function baseOf({ fn, declaredIn }: ArcSite, kind: string) {
  return { id: `${declaredIn.file}#${fn.pragma} ${fn.name}/${kind}`, name: `${fn.name} ${kind}`, declaredIn };
}

function scheduleOf(site: ArcSite): Schedule {
  return {
    ...baseOf(site, 'schedule'),
    expression: expressionOf(site),
    isEnabled: { value: true, from: 'default' },
    functions: [site.link],
  };
}

/** `rate(1 day)` behind the name, or `rate 1 day` below it. */
function expressionOf({ workspace, manifest, fn: { item } }: ArcSite): Setting<string> {
  const file = workspace.relative(manifest.file);
  const inline = item.words.slice(1).join(' ');
  if (/^(rate|cron)\(.*\)$/.test(inline))
    return { value: inline, from: 'stated', writtenAt: { file, line: item.line } };
  for (const kind of ['rate', 'cron']) {
    const stated = statedBelow(item, kind);
    if (stated === undefined || stated.words.length === 0) continue;
    const value = `${kind}(${stated.words.join(' ')})`;
    return { value, from: 'stated', writtenAt: { file, line: stated.line } };
  }
  return { from: 'unknown' };
}

function queueOf(site: ArcSite): Queue {
  const { fifo, settings } = site.own;
  return {
    ...baseOf(site, 'queue'),
    isFifo: { value: fifo !== false, from: fifo === undefined ? 'default' : 'stated' },
    visibilityTimeoutS: settings.timeoutS,
    maxReceives: { value: 'no limit', from: 'default' },
  };
}

function queueMapping(site: ArcSite): EventMapping {
  const source = baseOf(site, 'queue').id;
  return {
    ...baseOf(site, 'mapping'),
    function: site.link,
    kind: 'sqs',
    source,
    ...mappingSettings('sqs', () => undefined, {}),
  };
}

function streamMapping(site: ArcSite): EventMapping {
  const { workspace, manifest, fn, link } = site;
  const tables = manifest.pragmas.get('tables') ?? [];
  const isDeclared = tables.some(({ words }) => words[0] === fn.table);
  const source =
    isDeclared && fn.table !== undefined ? tableId(workspace.relative(manifest.file), fn.table) : undefined;
  return {
    ...baseOf(site, 'mapping'),
    function: link,
    kind: 'dynamodb',
    ...(source !== undefined && { source }),
    ...mappingSettings('dynamodb', () => undefined, {}, STREAM_BATCH),
  };
}
