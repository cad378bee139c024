import type { FunctionSettings, Setting } from '../../model/deployment.js';
import { toNumber } from '../declared.js';
import { functionSettings, LAMBDA_DEFAULTS, type SettingNames } from '../function-settings.js';
import { askSetting } from '../look.js';
import type { Workspace } from '../workspace.js';
import type { FunctionArguments } from './any-module.js';
import { evaluateHcl, type VisibleNames } from './expressions.js';
import { lookInBlock } from './look.js';
import { type Block, blocksOf, type ModuleBlocks } from './parse.js';

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
  workspace: Workspace,
  block: Block,
  module: ModuleBlocks,
  names: VisibleNames,
  { runtime = 'runtime', memory = 'memory_size', timeout = 'timeout' }: Partial<FunctionArguments> = {},
): FunctionSettings {
  const look = lookInBlock(workspace, block, names);
  if (block.type === '') {
    if (isRegistryModule(block)) return functionSettings(look, OF_REGISTRY, LAMBDA_DEFAULTS);
    return functionSettings(look, { ...NAMES, runtime, memoryMb: memory, timeoutS: timeout }, {});
  }
  const retention = retentionOf(workspace, block, module, names);
  const provisioned = provisionedFor(workspace, block, module, names);
  const own = functionSettings(look, NAMES, LAMBDA_DEFAULTS);
  return {
    ...own,
    // Terraform writes "none" as -1.
    ...(own.reservedConcurrency.value === -1 && { reservedConcurrency: { ...own.reservedConcurrency, value: 'none' } }),
    ...(retention && { logRetentionDays: retention }),
    ...(provisioned && { provisionedConcurrency: provisioned }),
  };
}

function isRegistryModule({ body }: Block): boolean {
  return /terraform-aws-modules\/(terraform-aws-)?lambda\b/.test(String(body.source));
}

/** Of the log group that is named after the function. */
function retentionOf(
  workspace: Workspace,
  fn: Block,
  module: ModuleBlocks,
  names: VisibleNames,
): Setting<number | 'forever'> | undefined {
  const functionName = evaluateHcl(fn.body.function_name, names);
  const reference = new RegExp(`^/aws/lambda/\\$\\{aws_lambda_function\\.${fn.name}\\.function_name\\}$`);
  const group = blocksOf(module.resources, 'aws_cloudwatch_log_group').find(
    ({ body }) =>
      reference.test(String(body.name)) ||
      (typeof functionName === 'string' && evaluateHcl(body.name, names) === `/aws/lambda/${functionName}`) ||
      (body.name !== undefined && body.name === `/aws/lambda/${String(fn.body.function_name)}`),
  );
  return group && groupRetention(workspace, group, names);
}

/** A log group keeps its events forever unless it says otherwise; 0 says so, too. */
export function groupRetention(workspace: Workspace, group: Block, names: VisibleNames): Setting<number | 'forever'> {
  return askSetting<number | 'forever'>(lookInBlock(workspace, group, names), {
    name: 'retention_in_days',
    convert: (stated) => (toNumber(stated) === 0 ? 'forever' : toNumber(stated)),
    otherwise: 'forever',
  });
}

function provisionedFor(
  workspace: Workspace,
  fn: Block,
  module: ModuleBlocks,
  names: VisibleNames,
): Setting<number | 'none'> | undefined {
  const mention = `aws_lambda_function.${fn.name}.`;
  const config = blocksOf(module.resources, 'aws_lambda_provisioned_concurrency_config').find(({ body }) =>
    String(body.function_name).includes(mention),
  );
  const name = 'provisioned_concurrent_executions';
  return config && askSetting<number | 'none'>(lookInBlock(workspace, config, names), { name, convert: toNumber });
}
