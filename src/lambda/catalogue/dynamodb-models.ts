/**
 * DynamoDB's operation behind a call of a modelling library, by the names on the way from the library to the call:
 * `Orders.scan.go()` of ElectroDB is `['scan', 'go']`. Only the call that sends the request answers.
 */
export function modelOperation(
  module: string,
  chain: readonly string[],
  buildTarget: () => string | undefined,
): string | undefined {
  const last = chain.at(-1);
  if (module === 'electrodb') return last === 'go' ? electroOperation(chain) : undefined;
  if (module === 'dynamoose') return dynamooseOperation(chain);
  if (module === 'dynamodb-toolbox' || module.startsWith('dynamodb-toolbox/'))
    return toolboxOperation(chain, buildTarget);
  if (module === 'dynamodb-onetable') return last ? ONETABLE[last] : undefined;
  return undefined;
}

/** Calls that only succeed when the item is new, or there, or as told: no batch call can do that. */
export function isConditionalModelCall(module: string, chain: readonly string[]): boolean {
  if (module === 'electrodb') return chain.some((name) => /^(create|remove|patch|where)$/.test(name));
  return /^(dynamoose|dynamodb-onetable)$/.test(module) && chain.at(-1) === 'create';
}

const ELECTRO: Readonly<Record<string, string>> = {
  get: 'GetItem',
  put: 'PutItem',
  create: 'PutItem',
  upsert: 'UpdateItem',
  update: 'UpdateItem',
  patch: 'UpdateItem',
  delete: 'DeleteItem',
  remove: 'DeleteItem',
  query: 'Query',
  find: 'Query',
  match: 'Scan',
  scan: 'Scan',
};

function electroOperation(chain: readonly string[]): string | undefined {
  // `service.entities.order.get()`: the operation is the first known word.
  for (const name of chain) if (ELECTRO[name]) return ELECTRO[name];
  return undefined;
}

const DYNAMOOSE: Readonly<Record<string, string>> = {
  get: 'GetItem',
  batchGet: 'BatchGetItem',
  create: 'PutItem',
  save: 'PutItem',
  batchPut: 'BatchWriteItem',
  update: 'UpdateItem',
  delete: 'DeleteItem',
  batchDelete: 'BatchWriteItem',
};

function dynamooseOperation(chain: readonly string[]): string | undefined {
  const last = chain.at(-1);
  if (last === 'exec') return chain.includes('scan') ? 'Scan' : chain.includes('query') ? 'Query' : undefined;
  return last ? DYNAMOOSE[last] : undefined;
}

const TOOLBOX: Readonly<Record<string, string>> = {
  get: 'GetItem',
  put: 'PutItem',
  update: 'UpdateItem',
  delete: 'DeleteItem',
  query: 'Query',
  scan: 'Scan',
  batchGet: 'BatchGetItem',
  batchWrite: 'BatchWriteItem',
};

function toolboxOperation(chain: readonly string[], buildTarget: () => string | undefined): string | undefined {
  const last = chain.at(-1);
  if (last === 'send') return buildTarget()?.replace(/Command$/, '');
  return last ? TOOLBOX[last] : undefined;
}

const ONETABLE: Readonly<Record<string, string>> = {
  get: 'GetItem',
  create: 'PutItem',
  upsert: 'UpdateItem',
  update: 'UpdateItem',
  remove: 'DeleteItem',
  scan: 'Scan',
  scanItems: 'Scan',
  batchGet: 'BatchGetItem',
  batchWrite: 'BatchWriteItem',
};
