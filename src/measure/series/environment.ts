import type { LambdaFunction } from '../../model/function.js';

/**
 * The variables that a function sees while it starts: those that Lambda sets, those that it declares, and stand-ins for declared ones whose
 * value is known only at deployment, since many handlers refuse to load without them.
 *
 * @param layers absolute folders whose content a layer puts into `/opt`.
 */
export function startEnvironment(fn: LambdaFunction, layers: readonly string[]): Readonly<Record<string, string>> {
  const { name, runtime = 'nodejs', memoryMb = 128, build, handler } = fn;
  const standIns = placeholders(fn).map((variable) => [variable, standIn(variable)] as const);
  const region = 'us-east-1';
  return {
    ...Object.fromEntries(standIns),
    ...fn.environment,
    ...(layers.length > 0 && { NODE_PATH: layers.map((layer) => `${layer}/nodejs/node_modules`).join(':') }),
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: '2000/01/01/[$LATEST]coldlens',
    _HANDLER: build?.handler ?? `${handler.file.replace(/\.\w+$/, '')}.${handler.export}`,
  };
}

/** Names of variables that get a stand-in. */
export function placeholders({ environment = {}, environmentUnknown = [] }: LambdaFunction): readonly string[] {
  return environmentUnknown.filter((name) => name !== '*' && !(name in environment));
}

/** Something of the form that code which checks its configuration asks for. */
function standIn(variable: string): string {
  if (/(URL|URI|ENDPOINT)$/i.test(variable)) return 'https://placeholder.invalid/';
  if (/ARN$/i.test(variable)) return 'arn:aws:service:us-east-1:000000000000:placeholder';
  if (/(PORT|TIMEOUT|LIMIT|SIZE|COUNT|TTL|_MS|SECONDS|MINUTES|DAYS)$/i.test(variable)) return '1';
  return 'placeholder';
}
