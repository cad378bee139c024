import type { Api, ApiRoute, EventMapping, PolledKind, Schedule } from '../../model/deployment.js';
import type { Declaration } from '../../model/function.js';
import { splitRouteKey } from '../cloudformation/apis.js';
import type { Plain } from '../data-file.js';
import { toNumber, toText } from '../declared.js';
import { type MappingNames, mappingSettings } from '../event-mapping.js';
import { askSetting } from '../look.js';
import { noResources, type Resources } from '../resources.js';
import { toBoolean, toMachineKind } from '../settings.js';
import type { Workspace } from '../workspace.js';
import { evaluateHcl, type VisibleNames } from './expressions.js';
import { groupRetention } from './function-settings.js';
import { lookInBlock } from './look.js';
import type { Block, ModuleBlocks } from './parse.js';

/** One module as a call of it sees it. */
export interface ModuleInstance {
  readonly workspace: Workspace;
  readonly module: ModuleBlocks;
  readonly names: VisibleNames;
  /** Ids of declarations by what expressions call them: `aws_lambda_function.api`, `module.api`. */
  readonly functions: ReadonlyMap<string, string>;
}

/** What the resources of a module declare besides functions and tables. */
export function readModuleResources(instance: ModuleInstance): Resources {
  const found = noResources();
  for (const block of instance.module.resources) READERS[block.type]?.(instance, block, found);
  return found;
}

type ReadModule = (instance: ModuleInstance, block: Block, found: Resources) => void;

const READERS: Readonly<Record<string, ReadModule>> = {
  aws_sqs_queue: (instance, block, { queues }) => {
    const look = lookAt(instance, block);
    queues.push({
      ...baseOf(instance, block),
      isFifo: askSetting(look, { name: 'fifo_queue', convert: toBoolean, otherwise: false }),
      visibilityTimeoutS: askSetting(look, { name: 'visibility_timeout_seconds', convert: toNumber, otherwise: 30 }),
      maxReceives:
        block.body.redrive_policy === undefined ? { value: 'no limit', from: 'default' } : { from: 'unknown' },
    });
  },
  aws_kinesis_stream: (instance, block, { streams }) => {
    const question = { name: 'retention_period', convert: toNumber, otherwise: 24 };
    streams.push({ ...baseOf(instance, block), retentionHours: askSetting(lookAt(instance, block), question) });
  },
  aws_cloudwatch_log_group: (instance, block, { logGroups }) => {
    const groupName = toText(evaluateHcl(block.body.name, instance.names));
    logGroups.push({
      ...baseOf(instance, block),
      ...(groupName !== undefined && { groupName }),
      retentionDays: groupRetention(instance.workspace, block, instance.names),
    });
  },
  aws_lambda_event_source_mapping: (instance, block, { mappings }) => mappings.push(readMapping(instance, block)),
  aws_cloudwatch_event_rule: (instance, block, { schedules }) => schedules.push(...readRule(instance, block)),
  aws_scheduler_schedule: (instance, block, { schedules }) =>
    schedules.push(scheduleOf(instance, block, [block.body.target])),
  aws_sfn_state_machine: (instance, block, { stateMachines }) => {
    stateMachines.push({
      ...baseOf(instance, block),
      kind: askSetting<'standard' | 'express'>(lookAt(instance, block), {
        name: 'type',
        convert: toMachineKind,
        otherwise: 'standard',
      }),
      functions: functionsIn(instance, block.body),
    });
  },
  aws_apigatewayv2_api: (instance, block, { apis }) => apis.push(readHttpApi(instance, block)),
  aws_api_gateway_rest_api: (instance, block, { apis }) => apis.push(readRestApi(instance, block)),
  aws_lambda_function_url: (instance, block, { apis }) => {
    const base = baseOf(instance, block);
    apis.push({ ...base, kind: 'url', routes: [routeOf(instance, 'ANY', '/', block.body, base.declaredIn)] });
  },
};

function lookAt({ workspace, names }: ModuleInstance, block: Block) {
  return lookInBlock(workspace, block, names);
}

function idOf({ workspace, module }: ModuleInstance, { type, name }: Pick<Block, 'type' | 'name'>): string {
  return `${workspace.relative(module.folder)}#${type}.${name}`;
}

function baseOf(instance: ModuleInstance, block: Block) {
  const { name, file, line } = block;
  const declaredIn: Declaration = { file: instance.workspace.relative(file), line, kind: 'terraform' };
  return { id: idOf(instance, block), name, declaredIn };
}

const POLLED: Readonly<Record<string, PolledKind>> = {
  aws_sqs_queue: 'sqs',
  aws_dynamodb_table: 'dynamodb',
  aws_kinesis_stream: 'kinesis',
  aws_msk_cluster: 'msk',
  aws_mq_broker: 'mq',
  aws_docdb_cluster: 'documentdb',
};

const NAMES: MappingNames = {
  isEnabled: 'enabled',
  batchSize: 'batch_size',
  windowS: 'maximum_batching_window_in_seconds',
  reportsItemFailures: 'function_response_types',
  filters: 'filter_criteria.filter',
  parallelization: 'parallelization_factor',
  bisectsOnError: 'bisect_batch_on_function_error',
  maxRetries: 'maximum_retry_attempts',
  maxAgeS: 'maximum_record_age_in_seconds',
  hasFailureDestination: 'destination_config.on_failure',
  tumblingWindowS: 'tumbling_window_in_seconds',
  maxConcurrency: 'scaling_config.maximum_concurrency',
};

function readMapping(instance: ModuleInstance, block: Block): EventMapping {
  const { event_source_arn: arn, self_managed_event_source: own } = block.body;
  const [, type = '', name = ''] = /(aws_\w+)\.([\w-]+)/.exec(String(arn)) ?? [];
  const kind = own === undefined ? (POLLED[type] ?? 'unknown') : 'kafka';
  const isOurs = instance.module.resources.some((each) => each.type === type && each.name === name);
  const [fn] = functionsIn(instance, block.body.function_name);
  return {
    ...baseOf(instance, block),
    ...(fn !== undefined && { function: fn }),
    kind,
    ...(isOurs && { source: idOf(instance, { type, name }) }),
    ...mappingSettings(kind, lookAt(instance, block), NAMES),
  };
}

/** Rules with a schedule; the others only match events. */
function readRule(instance: ModuleInstance, block: Block): Schedule[] {
  if (block.body.schedule_expression === undefined) return [];
  const mention = `aws_cloudwatch_event_rule.${block.name}.`;
  const targets = instance.module.resources.filter(
    ({ type, body }) => type === 'aws_cloudwatch_event_target' && String(body.rule).includes(mention),
  );
  return [
    scheduleOf(
      instance,
      block,
      targets.map(({ body }) => body),
    ),
  ];
}

function scheduleOf(instance: ModuleInstance, block: Block, targets: readonly Plain[]): Schedule {
  const look = lookAt(instance, block);
  const state = { name: 'state', convert: (stated: unknown) => stated === 'ENABLED', otherwise: true };
  return {
    ...baseOf(instance, block),
    expression: askSetting(look, { name: 'schedule_expression', convert: toText }),
    isEnabled: askSetting(look, look('is_enabled') ? { name: 'is_enabled', convert: toBoolean } : state),
    functions: targets.flatMap((target) => functionsIn(instance, target)),
  };
}

function readHttpApi(instance: ModuleInstance, block: Block): Api {
  const isWebSocket = evaluateHcl(block.body.protocol_type, instance.names) === 'WEBSOCKET';
  const routes = instance.module.resources.filter(
    ({ type, body }) => type === 'aws_apigatewayv2_route' && mentions(body.api_id, block),
  );
  return {
    ...baseOf(instance, block),
    kind: isWebSocket ? 'websocket' : 'http',
    routes: routes.map((route) => {
      const [method, path] = splitRouteKey(toText(evaluateHcl(route.body.route_key, instance.names)) ?? '{unknown}');
      const integration = referenced(instance, route.body.target, 'aws_apigatewayv2_integration');
      return routeOf(instance, method, path, integration?.body.integration_uri, baseOf(instance, route).declaredIn);
    }),
  };
}

function readRestApi(instance: ModuleInstance, block: Block): Api {
  const methods = instance.module.resources.filter(
    ({ type, body }) => type === 'aws_api_gateway_integration' && mentions(body.rest_api_id, block),
  );
  return {
    ...baseOf(instance, block),
    kind: 'rest',
    routes: methods.map((integration) => {
      const method = referenced(instance, integration.body.http_method, 'aws_api_gateway_method');
      const stated = method ? method.body.http_method : integration.body.http_method;
      const verb = toText(evaluateHcl(stated, instance.names)) ?? 'ANY';
      const { declaredIn } = baseOf(instance, integration);
      return routeOf(instance, verb, pathOf(instance, integration.body.resource_id), integration.body.uri, declaredIn);
    }),
  };
}

/** From a resource of a REST API up to its root. */
function pathOf(instance: ModuleInstance, resourceId: Plain): string {
  const parts: string[] = [];
  const seen = new Set<Block>();
  let current = referenced(instance, resourceId, 'aws_api_gateway_resource');
  while (current && !seen.has(current)) {
    seen.add(current);
    parts.unshift(toText(evaluateHcl(current.body.path_part, instance.names)) ?? '{unknown}');
    current = referenced(instance, current.body.parent_id, 'aws_api_gateway_resource');
  }
  return `/${parts.join('/')}`;
}

function routeOf(
  instance: ModuleInstance,
  method: string,
  path: string,
  target: Plain,
  declaredIn: Declaration,
): ApiRoute {
  const [fn] = functionsIn(instance, target);
  return { method, path, ...(fn !== undefined && { function: fn }), declaredIn };
}

function mentions(value: Plain, { type, name }: Block): boolean {
  return String(value).includes(`${type}.${name}.`);
}

/** The block of that type that an expression names. */
function referenced({ module }: ModuleInstance, value: Plain, wanted: string): Block | undefined {
  const [, found] = new RegExp(`\\b${wanted}\\.([\\w-]+)`).exec(JSON.stringify(value) ?? '') ?? [];
  return module.resources.find(({ type, name }) => type === wanted && name === found);
}

/** Ids of the functions that an expression, or a body with several, names. */
function functionsIn({ functions }: ModuleInstance, value: Plain): readonly string[] {
  const named = [...(JSON.stringify(value) ?? '').matchAll(/\b(aws_lambda_function|module)\.([\w-]+)/g)];
  return [...new Set(named.flatMap(([, type, name]) => functions.get(`${type}.${name}`) ?? []))];
}
