import type { Api, ApiRoute } from '../../model/deployment.js';
import { objectAt, type Plain, type PlainObject } from '../data-file.js';
import { toText } from '../declared.js';
import { referenced, resourceBase, type Stack, type StackResource } from './stack.js';
import { getReferenced } from './template.js';

const KINDS: Readonly<Record<string, Api['kind']>> = {
  'AWS::ApiGateway::RestApi': 'rest',
  'AWS::Serverless::Api': 'rest',
  'AWS::Serverless::HttpApi': 'http',
  'AWS::ApiGatewayV2::Api': 'http',
  'AWS::Lambda::Url': 'url',
  'AWS::AppSync::GraphQLApi': 'appsync',
};

/** APIs that are resources, with the routes that other resources of the stack add to them. */
export function readStackApis(stack: Stack): Api[] {
  return stack.resources.flatMap((resource) => {
    const kind = KINDS[resource.type];
    if (kind === undefined) return [];
    const isWebSocket = String(resource.resolved.ProtocolType).toUpperCase() === 'WEBSOCKET';
    return [
      {
        ...resourceBase(stack, resource),
        kind: isWebSocket ? ('websocket' as const) : kind,
        routes: [...ownRoutes(stack, resource), ...stack.resources.flatMap((each) => routeTo(stack, resource, each))],
      },
    ];
  });
}

/** A function's own address is an API with one route. */
function ownRoutes(stack: Stack, { type, resolved, declaredIn }: StackResource): ApiRoute[] {
  if (type !== 'AWS::Lambda::Url') return [];
  return [{ method: 'ANY', path: '/', declaredIn, ...answeredBy(stack, resolved.TargetFunctionArn) }];
}

function routeTo(stack: Stack, api: StackResource, { type, resolved, declaredIn }: StackResource): ApiRoute[] {
  if (type === 'AWS::ApiGateway::Method' && getReferenced(resolved.RestApiId) === api.id) {
    const uri = objectAt(resolved, 'Integration').Uri;
    const method = toText(resolved.HttpMethod) ?? 'ANY';
    return [{ method, path: pathOf(stack, resolved.ResourceId), declaredIn, ...answeredBy(stack, uri) }];
  }
  if (type === 'AWS::ApiGatewayV2::Route' && getReferenced(resolved.ApiId) === api.id) {
    const [method, path] = splitRouteKey(toText(resolved.RouteKey) ?? '');
    const integration = referenced(stack, integrationOf(resolved.Target), 'AWS::ApiGatewayV2::Integration');
    return [{ method, path, declaredIn, ...answeredBy(stack, integration?.resolved.IntegrationUri) }];
  }
  return [];
}

function answeredBy(stack: Stack, value: Plain): Pick<ApiRoute, 'function'> {
  const fn = stack.functionOf(value);
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
    current = referenced(stack, parent, 'AWS::ApiGateway::Resource');
  }
  return `/${parts.join('/')}`;
}
