/** Packages that leave the variables of the environment as they are, by what they are for. */
const READERS: readonly RegExp[] = [
  // Check them and give a copy.
  /^(zod|joi|@hapi\/joi|yup|envalid|env-var|valibot|superstruct|ajv|io-ts|runtypes|convict|@sinclair\/typebox|@t3-oss\/env-[\w-]+|znv)$/,
  /^(class-transformer|class-validator|lodash([./].+)?|ramda|fp-ts(\/.+)?|ms)$/,
  // Log, trace and count.
  /^(debug|chalk|pino|winston|bunyan|loglevel|log4js|lambda-log|signale|aws-embedded-metrics|datadog-lambda-js|dd-trace|newrelic)$/,
  /^@(sentry|opentelemetry|aws-lambda-powertools|middy)\//,
  /^aws-xray-sdk(-core)?$/,
  // The SDK and Node.
  /^(@aws-sdk|@smithy)\/|^aws-sdk(\/|$)/,
  /^(node:.*|assert|child_process|console|crypto|dns|events|fs|http|https|net|os|path|perf_hooks|stream|timers|tls|url|util|worker_threads|zlib)(\/promises)?$/,
];

export function leavesEnvironment(module: string): boolean {
  return READERS.some((each) => each.test(module));
}
