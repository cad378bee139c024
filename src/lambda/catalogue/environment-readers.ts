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

/** Of the language, or by a name that says so: `schema.parse(process.env)`. Whatever of the language changes an object is looked for apart. */
export function isReading(callee: string): boolean {
  return OF_LANGUAGE.test(callee) || NAMED_READING.test(callee);
}

const OF_LANGUAGE =
  /^((console|logger|log|JSON|Promise|Array|Object|Reflect|String|Boolean|Symbol)\b.*|structuredClone|require|super)$/s;
const NAMED_READING =
  /(^|\.)(get|has|is|parse|safeParse|validate|check|verify|assert|expect|read|pick|omit|map|print|log|info|debug|decode|cast|to|from|clean|require|ensure)([A-Z_]\w*|Sync|Async)?$/;
