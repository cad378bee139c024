import { groupBy } from '../../lib/group.js';
import type { Api, ApiRoute } from '../../model/deployment.js';
import { objectAt, type Plain, type PlainObject } from '../data-file.js';
import { toText } from '../declared.js';
import { bodyRoutes } from './api-bodies.js';
import { functionIn } from './named-functions.js';
import { referenced, resourceBase, resourceNamed, type Stack, type StackResource } from './stack.js';

const KINDS: ReadonlyMap<string, Api['kind']> = new Map([
  ['AWS::ApiGateway::RestApi', 'rest'],
  ['AWS::Serverless::Api', 'rest'],
  ['AWS::Serverless::HttpApi', 'http'],
  ['AWS::ApiGatewayV2::Api', 'http'],
  ['AWS::Lambda::Url', 'url'],
  ['AWS::AppSync::GraphQLApi', 'appsync'],
]);

/** APIs that are resources, with the routes that other resources add to them, in whichever stack those are. */
export function readStackApis(stacks: readonly Stack[]): Api[] {
  const resources = stacks.flatMap(({ resources }) => resources);
  const routes = groupBy(resources.flatMap(readRoute), ({ api }) => api);
  return resources.flatMap((resource) => {
    const kind = KINDS.get(resource.type);
    if (kind === undefined) return [];
    const isWebSocket = String(resource.resolved.ProtocolType).toUpperCase() === 'WEBSOCKET';
    return [
      {
        ...resourceBase(resource),
        kind: isWebSocket ? ('websocket' as const) : kind,
        routes: [...ownRoutes(resource), ...(routes.get(resource) ?? []).map(({ route }) => route)],
      },
    ];
  });
}

/** A function's own address is an API with one route; others may be made of a document with many. */
function ownRoutes(resource: StackResource): ApiRoute[] {
  const { stack, type, resolved, declaredIn } = resource;
  if (type !== 'AWS::Lambda::Url') return bodyRoutes(resource);
  return [{ method: 'ANY', path: '/', declaredIn, ...answeredBy(stack, resolved.TargetFunctionArn) }];
}

function readRoute({ stack, type, resolved, declaredIn }: StackResource): { api: StackResource; route: ApiRoute }[] {
  if (type === 'AWS::ApiGateway::Method') {
    const api = resourceNamed(stack, resolved.RestApiId);
    if (api === undefined) return [];
    const uri = objectAt(resolved, 'Integration').Uri;
    const method = toText(resolved.HttpMethod) ?? 'ANY';
    const path = pathOf(stack, resolved.ResourceId);
    return [{ api, route: { method, path, declaredIn, ...answeredBy(stack, uri) } }];
  }
  if (type === 'AWS::ApiGatewayV2::Route') {
    const api = resourceNamed(stack, resolved.ApiId);
    if (api === undefined) return [];
    const [method, path] = splitRouteKey(toText(resolved.RouteKey) ?? '');
    const integration = referenced(stack, integrationOf(resolved.Target), 'AWS::ApiGatewayV2::Integration');
    const answer = integration && answeredBy(integration.stack, integration.resolved.IntegrationUri);
    return [{ api, route: { method, path, declaredIn, ...answer } }];
  }
  return [];
}

function answeredBy(stack: Stack, value: Plain): Pick<ApiRoute, 'function'> {
  const fn = functionIn(stack, value);
  return fn === undefined ? {} : { function: fn };
}

/** `integrations/${Integration}`, joined or substituted. */
function integrationOf(target: Plain): Plain {
  const joined = objectAt(target)['Fn::Join'];
  if (Array.isArray(joined) && Array.isArray(joined[1])) return joined[1].find((each) => typeof each === 'object');
  return target;
}

/** `GET /orders`; WebSocket routes have a name alone. */
export function splitRouteKey(key: string): [method: string, path: string] {
  const [, method, path] = /^([A-Z]+) (.*)$/.exec(key) ?? [];
  return method === undefined || path === undefined ? ['ANY', key] : [method, path];
}

/** From a resource of a REST API up to its root. */
function pathOf(stack: Stack, resourceId: Plain): string {
  const parts: string[] = [];
  const seen = new Set<StackResource>();
  let current: StackResource | undefined = referenced(stack, resourceId, 'AWS::ApiGateway::Resource');
  while (current && !seen.has(current)) {
    seen.add(current);
    const { PathPart: part, ParentId: parent }: PlainObject = current.resolved;
    parts.unshift(toText(part) ?? '{unknown}');
    current = referenced(current.stack, parent, 'AWS::ApiGateway::Resource');
  }
  return `/${parts.join('/')}`;
}
