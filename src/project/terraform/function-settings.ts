import { groupBy } from '../../lib/group.js';
import { oncePer } from '../../lib/memoise.js';
import type { FunctionSettings, Setting } from '../../model/deployment.js';
import { isObject } from '../data-file.js';
import { toNumber } from '../declared.js';
import { functionSettings, LAMBDA_DEFAULTS, type SettingNames } from '../function-settings.js';
import { askSetting, type Look } from '../look.js';
import type { FunctionArguments } from './any-module.js';
import { type Configuration, type PlacedBlock, placedId } from './configuration.js';
import { evaluateHcl, evaluateOpen } from './expressions.js';
import { lookInBlock } from './look.js';
import { type Block, blocksOf } from './parse.js';

const NAMES: SettingNames = {
  runtime: 'runtime',
  memoryMb: 'memory_size',
  timeoutS: 'timeout',
  architecture: 'architectures',
  package: 'package_type',
  tracing: 'tracing_config.mode',
  isInVpc: 'vpc_config',
  ephemeralMb: 'ephemeral_storage.size',
  reservedConcurrency: 'reserved_concurrent_executions',
};

/** The module terraform-aws-modules/lambda, which hands most of them on. */
const OF_REGISTRY: SettingNames = {
  ...NAMES,
  tracing: 'tracing_mode',
  logRetentionDays: 'cloudwatch_logs_retention_in_days',
  isInVpc: 'vpc_subnet_ids',
  ephemeralMb: 'ephemeral_storage_size',
  provisionedConcurrency: 'provisioned_concurrent_executions',
};

/** What a block states of its function. What a module takes by itself is known of the one in the registry only. */
export function blockSettings(
  configuration: Configuration,
  placed: PlacedBlock,
  { runtime = 'runtime', memory = 'memory_size', timeout = 'timeout' }: Partial<FunctionArguments> = {},
): FunctionSettings {
  const { block } = placed;
  const look = lookInPlaced(placed);
  if (block.type === '') {
    if (isRegistryModule(block)) return functionSettings(look, OF_REGISTRY, LAMBDA_DEFAULTS);
    return functionSettings(look, { ...NAMES, runtime, memoryMb: memory, timeoutS: timeout }, {});
  }
  const retention = retentionOf(configuration, placed);
  const provisioned = provisionedFor(configuration, placed);
  const own = functionSettings(look, NAMES, LAMBDA_DEFAULTS);
  return {
    ...own,
    // Terraform writes "none" as -1.
    ...(own.reservedConcurrency.value === -1 && { reservedConcurrency: { ...own.reservedConcurrency, value: 'none' } }),
    ...(retention && { logRetentionDays: retention }),
    ...(provisioned && { provisionedConcurrency: provisioned }),
  };
}

export function lookInPlaced({ instance: { workspace, names }, block }: PlacedBlock): Look {
  return lookInBlock(workspace, block, names);
}

function isRegistryModule({ body }: Block): boolean {
  return /terraform-aws-modules\/(terraform-aws-)?lambda\b/.test(String(body.source));
}

/** Of the log group that the function writes to by its own words, or that is named after it. */
function retentionOf(configuration: Configuration, placed: PlacedBlock): Setting<number | 'forever'> | undefined {
  const { body } = placed.block;
  const [logging] = [body.logging_config].flat();
  const stated = isObject(logging) ? configuration.named(placed, logging.log_group) : undefined;
  const group = stated ?? groupOf(configuration, placed);
  return group && groupRetention(group);
}

const LOG_GROUP = 'aws_cloudwatch_log_group';
const PREFIX = '/aws/lambda/';

function groupOf(configuration: Configuration, placed: PlacedBlock): PlacedBlock | undefined {
  const { block, instance } = placed;
  const [referring] = configuration
    .referring(LOG_GROUP, 'name', placedId(placed))
    .filter((group) => String(evaluateOpen(group.block.body.name, group.instance.names)).startsWith(PREFIX));
  if (referring) return referring;
  const functionName = evaluateHcl(block.body.function_name, instance.names);
  const named =
    typeof functionName === 'string' ? groupsByName(configuration).get(PREFIX + functionName)?.[0] : undefined;
  if (named) return named;
  // Two texts that nobody knows are equal where they are written alike.
  const written = writtenGroups(instance.module.resources).get(PREFIX + String(block.body.function_name))?.[0];
  return written && { instance, block: written };
}

const groupsByName = oncePer((configuration: Configuration) =>
  groupBy(configuration.ofType(LOG_GROUP), ({ block, instance }) => evaluateHcl(block.body.name, instance.names)),
);

const writtenGroups = oncePer((resources: readonly Block[]) =>
  groupBy(blocksOf(resources, LOG_GROUP), ({ body }) => String(body.name)),
);

/** A log group keeps its events forever unless it says otherwise; 0 says so, too. */
export function groupRetention(group: PlacedBlock): Setting<number | 'forever'> {
  return askSetting<number | 'forever'>(lookInPlaced(group), {
    name: 'retention_in_days',
    convert: (stated) => (toNumber(stated) === 0 ? 'forever' : toNumber(stated)),
    otherwise: 'forever',
  });
}

/** It may be of the function, or of an alias of it. */
function provisionedFor(configuration: Configuration, placed: PlacedBlock): Setting<number | 'none'> | undefined {
  const aliases = configuration.referring('aws_lambda_alias', 'function_name', placedId(placed));
  const [config] = [placed, ...aliases].flatMap((each) =>
    configuration.referring('aws_lambda_provisioned_concurrency_config', 'function_name', placedId(each)),
  );
  const name = 'provisioned_concurrent_executions';
  return config && askSetting<number | 'none'>(lookInPlaced(config), { name, convert: toNumber });
}
