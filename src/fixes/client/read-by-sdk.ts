import { ts } from 'ts-morph';
import { nameText, unwrap } from '../../ast/nodes.js';
import type { ClientConstruction } from '../../lambda/aws-requests/clients.js';
import type { Program } from '../../lambda/program.js';

/** Variables of the environment from which the SDK takes what a client's options do not state. */
const READ_FOR: Readonly<Record<string, readonly string[]>> = {
  region: ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AMAZON_REGION', 'AWS_PROFILE', 'AWS_CONFIG_FILE'],
  credentials: [
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN',
    'AWS_PROFILE',
    'AWS_CONFIG_FILE',
    'AWS_SHARED_CREDENTIALS_FILE',
    'AWS_ROLE_ARN',
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_CONTAINER_CREDENTIALS_FULL_URI',
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  ],
  endpoint: ['AWS_ENDPOINT_URL', 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'],
  maxAttempts: ['AWS_MAX_ATTEMPTS'],
  retryMode: ['AWS_RETRY_MODE'],
  useDualstackEndpoint: ['AWS_USE_DUALSTACK_ENDPOINT'],
  useFipsEndpoint: ['AWS_USE_FIPS_ENDPOINT'],
};

/** What the SDK reads by itself when the client first sends. */
export function readBySdk(construction: ClientConstruction, program: Program): ReadonlySet<string> {
  const { kind, node, module } = construction;
  // A wrapper's client has the options.
  if (kind.family !== 'aws' || kind.isWrapper) return new Set();
  const stated = statedIn(node.arguments?.[0], program);
  const open = Object.entries(READ_FOR).filter(([setting]) => !stated.has(setting));
  const service = /^@aws-sdk\/client-([\w-]+)/.exec(module)?.[1];
  const own =
    service && !stated.has('endpoint') ? [`AWS_ENDPOINT_URL_${service.replace(/-/g, '_').toUpperCase()}`] : [];
  return new Set([...open.flatMap(([, variables]) => variables), ...own]);
}

/** Names of the settings that the options give a value. */
function statedIn(options: ts.Expression | undefined, program: Program): ReadonlySet<string> {
  if (!options) return new Set();
  const [value, ...others] = program.values.of(options);
  if (value?.kind !== 'object' || others.length > 0) return new Set();
  return new Set(
    value.node.properties.flatMap((property) => {
      if (ts.isSpreadAssignment(property)) return [...statedIn(property.expression, program)];
      const given = ts.isPropertyAssignment(property) ? unwrap(property.initializer).getText() : '';
      return given === 'undefined' ? [] : (nameText(property.name) ?? []);
    }),
  );
}
