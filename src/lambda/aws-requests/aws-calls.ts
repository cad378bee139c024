import { ts } from 'ts-morph';
import { type CallNode, memberName, propertyValue, unwrap } from '../../ast/nodes.js';
import { oncePer } from '../../lib/memoise.js';
import { canonicalOperation, canonicalService } from '../catalogue/aws-operations.js';
import { isAggregated, v2ServicePath } from '../catalogue/clients.js';
import { isConditionalModelCall, modelOperation } from '../catalogue/dynamodb-models.js';
import { PARAMETER_READERS } from '../catalogue/parameter-readers.js';
import type { Foundation } from '../foundation.js';
import { type Denoted, type DenotedExternal, rootOf } from '../values/value.js';

/** A request to an AWS service, whichever way it was written. */
export interface AwsCall {
  /** The call that sends it. */
  readonly node: CallNode;
  /** What names the operation: the command's construction, or the call itself. */
  readonly place: ts.Node;
  /** Lower case: `dynamodb`. */
  readonly service: string;
  /** As in the API reference: `PutItem`. */
  readonly operation: string;
  /** The parameters, where they are a literal or lead to one. */
  readonly input?: ts.ObjectLiteralExpression;
  /** The SDK, or the library over it that was called. */
  readonly via: 'v2' | 'v3' | 'library';
  readonly isPaginated?: boolean;
  /** Only succeeds under a condition that a library adds by itself. */
  readonly isConditional?: boolean;
}

const callsOf = oncePer((_program: Foundation) => new Map<CallNode, AwsCall | undefined>());

/** The same request for the same call, however often it is asked for: `get(…)` in `get(…).promise()` is no second one. */
export function awsCallOf(call: CallNode, program: Foundation): AwsCall | undefined {
  const known = callsOf(program);
  if (!known.has(call)) known.set(call, findAwsCall(call, program));
  return known.get(call);
}

function findAwsCall(call: CallNode, program: Foundation): AwsCall | undefined {
  if (ts.isNewExpression(call)) return undefined;
  const callee = unwrap(call.expression);
  return memberName(callee) === 'send'
    ? (sentCommand(call, program) ?? ofModel(call, program))
    : directCall(call, program);
}

/** `client.send(new PutCommand(…))`, also when the command was made elsewhere. */
function sentCommand(call: ts.CallExpression, program: Foundation): AwsCall | undefined {
  const [argument] = call.arguments;
  if (!argument) return undefined;
  for (const value of program.values.of(argument)) {
    if (value.kind !== 'made' || value.by.kind !== 'external') continue;
    const { module, path } = value.by;
    const service = serviceOfPackage(module);
    const name = path.at(-1) ?? '';
    if (!service || !name.endsWith('Command')) continue;
    const operation = canonicalOperation(service, name.slice(0, -'Command'.length));
    const [input] = value.node?.arguments ?? [];
    return { node: call, place: value.node ?? call, service, operation, input: literalOf(input, program), via: 'v3' };
  }
  return undefined;
}

function serviceOfPackage(module: string): string | undefined {
  if (module === '@aws-sdk/lib-dynamodb') return 'dynamodb';
  return module.startsWith('@aws-sdk/client-') ? canonicalService(module.slice('@aws-sdk/client-'.length)) : undefined;
}

function directCall(call: ts.CallExpression, program: Foundation): AwsCall | undefined {
  for (const value of program.values.of(call.expression)) {
    const found = ofValue(value, call, program);
    if (found) return found;
  }
  return ofModel(call, program);
}

function ofValue(value: Denoted, call: ts.CallExpression, program: Foundation): AwsCall | undefined {
  if (value.kind === 'external') return ofFunction(value, call, program);
  if (value.kind !== 'member' || value.of.by.kind !== 'external') return undefined;
  const client = serviceOfClient(value.of.by);
  if (!client || !isOperationName(value.name)) return undefined;
  const operation = canonicalOperation(client.service, value.name);
  return { node: call, place: call, ...client, operation, input: literalOf(call.arguments[0], program) };
}

function serviceOfClient({ module, path }: DenotedExternal): Pick<AwsCall, 'service' | 'via'> | undefined {
  const v2 = v2ServicePath({ module, path });
  if (v2) return { service: canonicalService(v2[0]), via: 'v2' };
  const service = serviceOfPackage(module);
  const [name = ''] = path;
  const isMethodClient = module === '@aws-sdk/lib-dynamodb' ? name === 'DynamoDBDocument' : isAggregated(module, name);
  return service !== undefined && isMethodClient ? { service, via: 'v3' } : undefined;
}

/** Methods of every client that send nothing. */
function isOperationName(name: string): boolean {
  return !/^(send|destroy|config|middlewareStack|on|promise|then|waitFor|getSignedUrl(Promise)?|createPresignedPost|makeRequest|setupRequestListeners|createSet|createReadStream|createMultipartUploadPromise)$/.test(
    name,
  );
}

/** Functions that stand for an operation: paginators and Powertools' parameter readers. */
function ofFunction(
  { module, path }: DenotedExternal,
  call: ts.CallExpression,
  program: Foundation,
): AwsCall | undefined {
  const name = path.at(-1) ?? '';
  const service = serviceOfPackage(module);
  if (service && name.startsWith('paginate')) {
    const operation = canonicalOperation(service, name.slice('paginate'.length));
    return {
      node: call,
      place: call,
      service,
      operation,
      input: literalOf(call.arguments[1], program),
      via: 'v3',
      isPaginated: true,
    };
  }
  const reader = module.startsWith('@aws-lambda-powertools/parameters') ? PARAMETER_READERS[name] : undefined;
  return reader && { node: call, place: call, service: reader[0], operation: reader[1], via: 'library' };
}

/** ElectroDB, Dynamoose, DynamoDB-Toolbox and OneTable name DynamoDB's operations in their own words. */
function ofModel(call: ts.CallExpression, program: Foundation): AwsCall | undefined {
  for (const value of program.values.of(call.expression)) {
    const root = rootOf(value);
    const operation = root && modelOperation(root.external.module, root.chain, () => buildTarget(call, program));
    if (!operation) continue;
    const isConditional = isConditionalModelCall(root.external.module, root.chain);
    return { node: call, place: call, service: 'dynamodb', operation, via: 'library', isConditional };
  }
  return undefined;
}

/** The command in `Entity.build(ScanCommand).options({}).send()`. */
function buildTarget(call: ts.CallExpression, program: Foundation): string | undefined {
  for (let at: ts.Expression = call; ; ) {
    const callee: ts.Expression = unwrap((at as ts.CallExpression).expression);
    if (memberName(callee) === 'build') {
      const [argument] = (at as ts.CallExpression).arguments;
      const [value] = argument ? program.values.of(argument) : [];
      return value?.kind === 'external' ? value.path.at(-1) : undefined;
    }
    if (!ts.isPropertyAccessExpression(callee)) return undefined;
    const inner = unwrap(callee.expression);
    if (!ts.isCallExpression(inner)) return undefined;
    at = inner;
  }
}

function literalOf(node: ts.Expression | undefined, program: Foundation): ts.ObjectLiteralExpression | undefined {
  if (!node) return undefined;
  for (const value of program.values.of(node)) if (value.kind === 'object') return value.node;
  return undefined;
}

/** Does a parameter stand in the input, as far as the input can be seen? */
export function hasInput(call: AwsCall, name: string): boolean {
  return !!call.input && propertyValue(call.input, name) !== undefined;
}
