import type { Api, ApiRoute, EventMapping, PolledKind, Schedule } from '../../model/deployment.js';
import type { Declaration } from '../../model/function.js';
import { splitRouteKey } from '../cloudformation/apis.js';
import { objectAt, type Plain, parseData, placeOfKey } from '../data-file.js';
import { toNumber, toText } from '../declared.js';
import { type MappingNames, mappingSettings } from '../event-mapping.js';
import { askSetting } from '../look.js';
import { documentRoutes } from '../openapi.js';
import { noResources, type Resources } from '../resources.js';
import { toBoolean, toMachineKind } from '../settings.js';
import { type Configuration, type PlacedBlock, placedId, placedIn } from './configuration.js';
import { typeNamedIn } from './events.js';
import { evaluateHcl, evaluateOpen } from './expressions.js';
import { groupRetention, lookInPlaced } from './function-settings.js';
import { type ModuleInstance, siteOf } from './instances.js';
import { lineOfKey } from './look.js';
import type { Block } from './parse.js';
import { withoutReferences } from './references.js';

/** What the resources of a configuration declare besides functions and tables. */
export function readConfigurationResources(configuration: Configuration): Resources {
  const found = noResources();
  for (const instance of configuration.instances)
    for (const block of instance.module.resources)
      for (const placed of placedIn(instance, block)) READERS[block.type]?.({ configuration, ...placed }, found);
  return found;
}

interface Site extends PlacedBlock {
  readonly configuration: Configuration;
}

type ReadBlock = (site: Site, found: Resources) => void;

const READERS: Readonly<Record<string, ReadBlock>> = {
  aws_sqs_queue: (site, { queues }) => {
    const look = lookInPlaced(site);
    queues.push({
      ...baseOf(site),
      isFifo: askSetting(look, { name: 'fifo_queue', convert: toBoolean, otherwise: false }),
      visibilityTimeoutS: askSetting(look, { name: 'visibility_timeout_seconds', convert: toNumber, otherwise: 30 }),
      maxReceives:
        site.block.body.redrive_policy === undefined ? { value: 'no limit', from: 'default' } : { from: 'unknown' },
    });
  },
  aws_kinesis_stream: (site, { streams }) => {
    const question = { name: 'retention_period', convert: toNumber, otherwise: 24 };
    streams.push({ ...baseOf(site), retentionHours: askSetting(lookInPlaced(site), question) });
  },
  aws_cloudwatch_log_group: (site, { logGroups }) => {
    const groupName = toText(evaluateHcl(site.block.body.name, site.instance.names));
    logGroups.push({
      ...baseOf(site),
      ...(groupName !== undefined && { groupName }),
      retentionDays: groupRetention(site),
    });
  },
  aws_lambda_event_source_mapping: (site, { mappings }) => mappings.push(readMapping(site)),
  aws_cloudwatch_event_rule: (site, { schedules }) => schedules.push(...readRule(site)),
  aws_scheduler_schedule: (site, { schedules }) =>
    schedules.push(scheduleOf(site, functionsIn(site, site.block.body.target))),
  aws_sfn_state_machine: (site, { stateMachines }) => {
    stateMachines.push({
      ...baseOf(site),
      kind: askSetting<'standard' | 'express'>(lookInPlaced(site), {
        name: 'type',
        convert: toMachineKind,
        otherwise: 'standard',
      }),
      functions: functionsIn(site, site.block.body),
    });
  },
  aws_apigatewayv2_api: (site, { apis }) => apis.push(readHttpApi(site)),
  aws_api_gateway_rest_api: (site, { apis }) => apis.push(readRestApi(site)),
  aws_lambda_function_url: (site, { apis }) => {
    const base = baseOf(site);
    apis.push({ ...base, kind: 'url', routes: [routeOf(site, 'ANY', '/', functionsIn(site, site.block.body))] });
  },
};

function baseOf(placed: PlacedBlock) {
  const { block, instance, key } = placed;
  const { caller } = instance;
  const own = siteOf(block, key).name;
  const name = caller === undefined ? own : `${caller.name}.${own}`;
  return { id: placedId(placed), name, declaredIn: declarationOf(instance, block) };
}

function declarationOf(
  { workspace, module: { kind = 'terraform' } }: ModuleInstance,
  { file, line }: Block,
): Declaration {
  return { file: workspace.relative(file), line, kind };
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

function readMapping(site: Site): EventMapping {
  const { event_source_arn: arn, self_managed_event_source: own, function_name: target } = site.block.body;
  const source = site.configuration.named(site, arn);
  const kind = own === undefined ? (POLLED[source?.block.type ?? typeNamedIn(arn)] ?? 'unknown') : 'kafka';
  const fn = onlyOne(functionsIn(site, target));
  return {
    ...baseOf(site),
    ...(fn !== undefined && { function: fn }),
    kind,
    ...(source && source.block.type !== '' && { source: placedId(source) }),
    ...mappingSettings(kind, lookInPlaced(site), NAMES),
  };
}

/** Rules with a schedule; the others only match events. */
function readRule(site: Site): Schedule[] {
  if (site.block.body.schedule_expression === undefined) return [];
  const targets = referring(site, 'aws_cloudwatch_event_target', 'rule');
  return [
    scheduleOf(
      site,
      targets.flatMap((target) => functionsIn(target, target.block.body)),
    ),
  ];
}

function scheduleOf(site: Site, functions: readonly string[]): Schedule {
  const look = lookInPlaced(site);
  const state = { name: 'state', convert: (stated: unknown) => stated === 'ENABLED', otherwise: true };
  return {
    ...baseOf(site),
    expression: askSetting(look, { name: 'schedule_expression', convert: toText }),
    isEnabled: askSetting(look, look('is_enabled') ? { name: 'is_enabled', convert: toBoolean } : state),
    functions: [...new Set(functions)],
  };
}

function readHttpApi(site: Site): Api {
  const isWebSocket = valueAt(site, 'protocol_type') === 'WEBSOCKET';
  return {
    ...baseOf(site),
    kind: isWebSocket ? 'websocket' : 'http',
    routes: [...quickRoute(site), ...bodyRoutes(site), ...routesOfResources(site)],
  };
}

/** An API may name the function that answers everything. */
function quickRoute(site: Site): ApiRoute[] {
  const { target } = site.block.body;
  if (target === undefined) return [];
  const [method, path] = splitRouteKey(toText(valueAt(site, 'route_key')) ?? '$default');
  return [routeOf(site, method, path, functionsIn(site, target))];
}

function routesOfResources(site: Site): ApiRoute[] {
  return referring(site, 'aws_apigatewayv2_route', 'api_id').map((route) => {
    const [method, path] = splitRouteKey(toText(valueAt(route, 'route_key')) ?? '{unknown}');
    const integration = named(route, 'target');
    return routeOf(
      route,
      method,
      path,
      integration && functionsIn(integration, integration.block.body.integration_uri),
    );
  });
}

function readRestApi(site: Site): Api {
  return {
    ...baseOf(site),
    kind: 'rest',
    routes: [
      ...bodyRoutes(site),
      ...referring(site, 'aws_api_gateway_integration', 'rest_api_id').map((integration) => {
        const verb = toText(valueAt(named(integration, 'http_method') ?? integration, 'http_method')) ?? 'ANY';
        return routeOf(integration, verb, pathOf(integration), functionsIn(integration, integration.block.body.uri));
      }),
    ],
  };
}

/** Of a document of OpenAPI: written into the configuration, or in a file that it reads. */
function bodyRoutes(site: Site): ApiRoute[] {
  const { instance, block } = site;
  const { workspace, names } = instance;
  const text = evaluateOpen(block.body.body, names);
  if (typeof text !== 'string') return [];
  const file = names.files?.sourceOf(text);
  const document = objectAt(parseData(text, file ?? block.file, new WeakMap()));
  const routes = documentRoutes({
    resolved: document,
    written: document,
    functionOf: (uri) => onlyOne(functionsIn(site, uri)),
    declaredAt: (object, key) => {
      const place = file === undefined ? undefined : placeOfKey(object, key);
      const { line, column } = place ?? {};
      if (file === undefined || line === undefined) return declarationOf(instance, block);
      return { file: workspace.relative(file), line, ...(column !== undefined && { column }), kind: 'terraform' };
    },
  });
  return routes.map((route) => {
    const line = file === undefined ? lineOfKey(workspace, block, route.path) : undefined;
    const declaredIn = line === undefined ? route.declaredIn : { ...route.declaredIn, line };
    return { ...route, path: withoutReferences(route.path), declaredIn };
  });
}

/** From a resource of a REST API up to its root. */
function pathOf(integration: Site): string {
  const parts: string[] = [];
  const seen = new Set<Block>();
  let current = named(integration, 'resource_id');
  while (current?.block.type === 'aws_api_gateway_resource' && !seen.has(current.block)) {
    seen.add(current.block);
    parts.unshift(toText(valueAt(current, 'path_part')) ?? '{unknown}');
    current = named(current, 'parent_id');
  }
  return `/${parts.join('/')}`;
}

function routeOf({ instance, block }: Site, method: string, path: string, functions: readonly string[] = []): ApiRoute {
  const fn = onlyOne(functions);
  const declaredIn = declarationOf(instance, block);
  return { method, path, ...(fn !== undefined && { function: fn }), declaredIn };
}

function valueAt({ block, instance }: PlacedBlock, key: string): Plain {
  return evaluateHcl(block.body[key], instance.names);
}

/** The block that the value of a key names. */
function named(site: Site, key: string): Site | undefined {
  const found = site.configuration.named(site, site.block.body[key]);
  return found && { ...found, configuration: site.configuration };
}

/** Those of a type that name this one. */
function referring(site: Site, type: string, key: string): readonly Site[] {
  const { configuration } = site;
  return configuration.referring(type, key, placedId(site)).map((placed) => ({ ...placed, configuration }));
}

/** Which one of several is meant, nobody knows. */
function onlyOne(functions: readonly string[]): string | undefined {
  return functions.length === 1 ? functions[0] : undefined;
}

/** Ids of the functions that an expression, or a body with several, names. */
function functionsIn({ configuration, instance }: Site, value: Plain): readonly string[] {
  return configuration.functionsIn(instance, value);
}
