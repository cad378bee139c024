import { posix } from 'node:path';
import { namesMatched } from '../../lib/names-matched.js';
import { ALTERNATIVES } from './alternative.js';
import {
  importsItself,
  isInstalled,
  isMentionedByOwnCode,
  type Patch,
  type VariantContext,
  type WhatIf,
} from './context.js';
import type { RewrittenModule } from './substitute.js';

const UUID = "const { randomUUID } = require('node:crypto'); module.exports = { v4: randomUUID, default: randomUUID };";
const FETCH =
  'const call = (url, options) => fetch(url, options); module.exports = Object.assign(call, { default: call, get: call });';
const FETCH_NOTE = 'Code that uses its other features has to be rewritten.';

/** The changes that stand behind them, and one that is no exchange of packages. */
export const alternatives: readonly WhatIf[] = [
  { change: 'bare-clients', title: 'aggregated SDK clients → bare clients and commands', patch: bareClients },
  ...[...ALTERNATIVES].map(([name, other]): WhatIf => {
    const title = `${name} → ${other}`;
    if (name === 'aws-sdk') return { change: 'sdk-v3', title, patch: sdkV3 };
    if (name === 'lodash') return { change: 'lodash-methods', title, patch: lodashMethods };
    if (name === 'uuid') return ownCode(name, title, UUID);
    if (name.startsWith('moment'))
      return ownCode(name, title, 'module.exports = {};', 'Code that you then have to write yourself is not counted.');
    return ownCode(name, title, FETCH, FETCH_NOTE);
  }),
];

/** The package leaves the project's own code; where others depend on it, it stays for them. */
function ownCode(name: string, title: string, contents: string, note?: string): WhatIf {
  return {
    change: name,
    title,
    patch: (context) => {
      if (!importsItself(context, name)) return undefined;
      const substitutes = [{ package: name, isOwnOnly: true, contents, folder: context.folder }];
      return { substitutes, ...(note !== undefined && { notes: [note] }) };
    },
  };
}

/** An aggregated client holds every command of its service; the commands whose methods no own module names are left out. */
function bareClients(context: VariantContext): Patch | undefined {
  const rewritten = context.graph.modules.flatMap(({ path }, index): RewrittenModule[] => {
    const isAggregated =
      /\/@aws-sdk\/client-[\w-]+\/dist-es\/[A-Z]\w*\.js$/.test(path) && !/(Client|Paginator)\.js$/.test(path);
    if (!isAggregated || !context.graph.bytes.has(index)) return [];
    const contents = withUsedCommands(context.host.readText(path) ?? '', context);
    return contents === undefined ? [] : [{ path, contents }];
  });
  return rewritten.length > 0 ? { rewritten } : undefined;
}

const IMPORTED_COMMAND = /^import \{ (?<name>\w+),? \} from "\.\/(?:commands|pagination|waiters)\/[^"]+";\n/gm;

/** The module without commands, paginators and waiters that nobody names; `undefined` where it is of another form. */
function withUsedCommands(text: string, context: VariantContext): string | undefined {
  const imported = namesMatched(text, IMPORTED_COMMAND);
  const unused = imported.filter((name) => !isUsed(name, context));
  if (imported.length === 0 || unused.length === 0) return undefined;
  return unused.reduce((rest, name) => {
    const line = new RegExp(`^import \\{ ${name},? \\} from "[^"]+";\\n|^    ${name},\\n`, 'gm');
    return rest.replace(line, '');
  }, text);
}

/** `GetObjectCommand` is called as `getObject`. */
function isUsed(name: string, context: VariantContext): boolean {
  const operation = name.replace(/Command$/, '');
  return (
    isMentionedByOwnCode(context, name) ||
    isMentionedByOwnCode(context, operation.charAt(0).toLowerCase() + operation.slice(1))
  );
}

/** The same methods, each from a module of its own: those whose names the importing code mentions. */
function lodashMethods(context: VariantContext): Patch | undefined {
  const barrel = context.graph.modules.find(({ path }) => /\/node_modules\/lodash\/lodash\.js$/.test(path));
  const importers = context.graph.modules.filter(({ imports }) =>
    imports.some(({ specifier }) => specifier === 'lodash'),
  );
  const texts = importers.flatMap(({ path }) => context.ownTexts.get(path) ?? []);
  if (!barrel || texts.length === 0) return undefined;
  const methods = [...new Set(texts.flatMap((text) => text.match(/[a-z]\w+/gi) ?? []))].filter((name) =>
    context.host.isFile(posix.join(posix.dirname(barrel.path), `${name}.js`)),
  );
  const exported = methods
    .filter(
      (name) =>
        ![
          'lodash',
          'core',
          'index',
          'fp',
          'lang',
          'string',
          'array',
          'object',
          'function',
          'number',
          'date',
          'math',
          'util',
          'collection',
          'seq',
        ].includes(name),
    )
    .map((name) => `${name}: require('lodash/${name}')`);
  const contents = `module.exports = { ${exported.join(', ')} };`;
  const notes = [`Methods of lodash that the code mentions: ${exported.length}.`];
  return { substitutes: [{ package: 'lodash', isOwnOnly: true, contents, folder: context.folder }], notes };
}

/** Clients of version 3 for the services that own code names, with the commands that it calls as methods. */
function sdkV3(context: VariantContext): Patch | undefined {
  if (!importsItself(context, 'aws-sdk')) return undefined;
  const text = [...context.ownTexts.values()].join('\n');
  const named = [
    ...text.matchAll(
      /aws-sdk\/clients\/(\w+)|\bAWS\.([A-Z]\w+)|\{([^{}]*)\}\s*(?:from|=\s*require\()\s*\(?['"]aws-sdk['"]/g,
    ),
  ];
  const names = named.flatMap(([, ...groups]) => groups.join('').split(','));
  const services = [
    ...new Set(names.map((name) => SERVICES.get(name.trim().toLowerCase())).filter((each) => each !== undefined)),
  ];
  const clients = services.filter((service) => isInstalled(context, `@aws-sdk/client-${service}`));
  const absent = services.filter((service) => !clients.includes(service));
  const lines = clients.map((service) => `require('@aws-sdk/client-${service}')`);
  const contents = `module.exports = [${lines.join(', ')}];`;
  const note = absent.map((service) => `@aws-sdk/client-${service} is not installed, so its bytes are not counted.`);
  return { substitutes: [{ package: 'aws-sdk', isOwnOnly: true, contents, folder: context.folder }], notes: note };
}

/** Names of version 2, in lower case → the end of the client's name in version 3, where that is not the same. */
const SERVICES: ReadonlyMap<string, string> = new Map([
  ...[
    's3',
    'sqs',
    'sns',
    'ssm',
    'sts',
    'ses',
    'kms',
    'lambda',
    'dynamodb',
    'kinesis',
    'firehose',
    'athena',
    'glue',
    'iam',
    'ec2',
    'ecs',
    'rekognition',
    'textract',
    'comprehend',
    'polly',
    'translate',
    'iot',
    'acm',
    'xray',
    'batch',
    'cloudfront',
    'cloudformation',
    'cloudwatch',
    'eventbridge',
    'personalize',
    'pinpoint',
    'transcribe',
    'sagemaker',
  ].map((name) => [name, name] as const),
  ['secretsmanager', 'secrets-manager'],
  ['stepfunctions', 'sfn'],
  ['cognitoidentityserviceprovider', 'cognito-identity-provider'],
  ['cognitoidentity', 'cognito-identity'],
  ['cloudwatchlogs', 'cloudwatch-logs'],
  ['cloudwatchevents', 'cloudwatch-events'],
  ['apigatewaymanagementapi', 'apigatewaymanagementapi'],
  ['apigateway', 'api-gateway'],
  ['route53', 'route-53'],
  ['dynamodbstreams', 'dynamodb-streams'],
  ['sesv2', 'sesv2'],
  ['iotdata', 'iot-data-plane'],
  ['rdsdataservice', 'rds-data'],
  ['codepipeline', 'codepipeline'],
  ['servicediscovery', 'servicediscovery'],
]);
