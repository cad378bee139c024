import { FunctionValue, type LibraryObject } from '../evaluate/values.js';

/** Programs whose classes are resources of Terraform's AWS provider, under other names. */
export type BridgedTool = 'pulumi' | 'cdktf';

export interface BridgedType {
  readonly tool: BridgedTool;
  /** `aws_lambda_function` */
  readonly type: string;
}

/** Which resource of the provider a program makes of a class, if it is one of AWS. */
export function bridgedTypeOf({ type: { module, path, name }, args }: LibraryObject): BridgedType | undefined {
  // Of a function that is one already, nothing is made.
  if (name === 'createFunctionFromEventHandler' && !(args[1] instanceof FunctionValue)) return undefined;
  const pulumi = ofPulumi(module, path);
  if (pulumi !== undefined) return { tool: 'pulumi', type: pulumi };
  const cdktf = ofCdktf(module, path);
  return cdktf === undefined ? undefined : { tool: 'cdktf', type: cdktf };
}

/** `lambda.Function` of `@pulumi/aws`, also by a path of its own: `Function` of `@pulumi/aws/lambda`. */
function ofPulumi(module: string, path: readonly string[]): string | undefined {
  const [, inside = ''] = /^@pulumi\/aws(?:\/(.*))?$/.exec(module) ?? [];
  if (!/^@pulumi\/aws(\/|$)/.test(module)) return undefined;
  const [service, name] = [...inside.split('/').filter(Boolean).slice(0, 1), ...path].slice(0, 2);
  return OF_PULUMI[`${service}.${name}`];
}

/** Those that readers know (@pulumi/aws 7). */
const OF_PULUMI: Readonly<Record<string, string>> = {
  'lambda.Function': 'aws_lambda_function',
  'lambda.CallbackFunction': 'aws_lambda_function',
  'lambda.createFunctionFromEventHandler': 'aws_lambda_function',
  'lambda.Alias': 'aws_lambda_alias',
  'lambda.EventSourceMapping': 'aws_lambda_event_source_mapping',
  'lambda.FunctionUrl': 'aws_lambda_function_url',
  'lambda.LayerVersion': 'aws_lambda_layer_version',
  'lambda.ProvisionedConcurrencyConfig': 'aws_lambda_provisioned_concurrency_config',
  'apigateway.Integration': 'aws_api_gateway_integration',
  'apigateway.Method': 'aws_api_gateway_method',
  'apigateway.Resource': 'aws_api_gateway_resource',
  'apigateway.RestApi': 'aws_api_gateway_rest_api',
  'apigatewayv2.Api': 'aws_apigatewayv2_api',
  'apigatewayv2.Integration': 'aws_apigatewayv2_integration',
  'apigatewayv2.Route': 'aws_apigatewayv2_route',
  'cloudwatch.EventRule': 'aws_cloudwatch_event_rule',
  'cloudwatch.EventTarget': 'aws_cloudwatch_event_target',
  'cloudwatch.LogGroup': 'aws_cloudwatch_log_group',
  'cloudwatch.LogSubscriptionFilter': 'aws_cloudwatch_log_subscription_filter',
  'cognito.UserPool': 'aws_cognito_user_pool',
  'docdb.Cluster': 'aws_docdb_cluster',
  'dynamodb.Table': 'aws_dynamodb_table',
  'kinesis.Stream': 'aws_kinesis_stream',
  'mq.Broker': 'aws_mq_broker',
  'msk.Cluster': 'aws_msk_cluster',
  's3.BucketNotification': 'aws_s3_bucket_notification',
  'scheduler.Schedule': 'aws_scheduler_schedule',
  'sfn.StateMachine': 'aws_sfn_state_machine',
  'sns.TopicSubscription': 'aws_sns_topic_subscription',
  'sqs.Queue': 'aws_sqs_queue',
};

/**
 * `LambdaFunction` of `@cdktf/provider-aws/lib/lambda-function`, or `lambdaFunction.LambdaFunction` of the package. Bindings that the
 * project generates itself have the same folders (`.gen/providers/aws/lambda-function`).
 */
function ofCdktf(module: string, path: readonly string[]): string | undefined {
  const [, folder] = /(?:^@cdktf\/provider-aws\/lib|(?:^|\/)\.gen\/providers\/aws)\/([\w-]+)/.exec(module) ?? [];
  if (folder !== undefined) return `aws_${folder.replaceAll('-', '_')}`;
  const [first] = path;
  const isOfPackage = /^@cdktf\/provider-aws$|(^|\/)\.gen\/providers\/aws$/.test(module);
  return isOfPackage && first !== undefined ? `aws_${snakeCase(first)}` : undefined;
}

/** `memorySize` → `memory_size`, `s3Key` → `s3_key`. */
export function snakeCase(name: string): string {
  return name.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
}
