import type { Api, ApiRoute } from '../../model/deployment.js';
import type { Declaration } from '../../model/function.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { LibraryMember, LibraryValue, ObjectValue, Unknown, type Value } from '../evaluate/values.js';
import { constructBase, type DeclarationOf } from './construct-base.js';
import { isCdkModule, libraryObjectBehind, propsOf } from './constructs.js';

const KINDS: Readonly<Record<string, Api['kind']>> = {
  RestApi: 'rest',
  LambdaRestApi: 'rest',
  SpecRestApi: 'rest',
  HttpApi: 'http',
  WebSocketApi: 'websocket',
  GraphqlApi: 'appsync',
};

/** The APIs of a program with the routes that its code adds, and the addresses that functions have of their own. */
export function readProgramApis(evaluator: Evaluator, declarationOf: DeclarationOf): Api[] {
  const apis = evaluator.created.flatMap((object) => {
    const kind = isCdkModule(object.type.module) ? KINDS[object.type.name] : undefined;
    if (kind === undefined) return [];
    const base = constructBase(evaluator, object);
    const answered = (values: readonly Value[]) => answeredBy(values, declarationOf);
    const own: ApiRoute[] =
      object.type.name === 'LambdaRestApi' && propsOf(object).get('proxy') !== false
        ? [
            {
              method: 'ANY',
              path: '/{proxy+}',
              ...answered([propsOf(object).get('handler')]),
              declaredIn: base.declaredIn,
            },
          ]
        : [];
    const added = evaluator.calls.flatMap(({ owner, method, args }) =>
      libraryObjectBehind(owner) === object ? routesOf({ owner, method, args }, base.declaredIn, answered) : [],
    );
    return [{ ...base, kind, routes: [...own, ...added] }];
  });
  return [...apis, ...ownAddresses(evaluator, declarationOf)];
}

function ownAddresses(evaluator: Evaluator, declarationOf: DeclarationOf): Api[] {
  return evaluator.calls.flatMap(({ owner, method }) => {
    const fn = method === 'addFunctionUrl' ? libraryObjectBehind(owner) : undefined;
    const id = declarationOf(fn);
    if (!fn || id === undefined) return [];
    const { name, declaredIn } = constructBase(evaluator, fn);
    const route: ApiRoute = { method: 'ANY', path: '/', function: id, declaredIn };
    return [{ id: `${id}Url`, name: `${name}Url`, declaredIn, kind: 'url' as const, routes: [route] }];
  });
}

type Answered = (values: readonly Value[]) => Pick<ApiRoute, 'function'>;

interface AddedRoute {
  readonly owner: Value;
  readonly method: string;
  readonly args: readonly Value[];
}

function routesOf({ owner, method, args }: AddedRoute, declaredIn: Declaration, answered: Answered): ApiRoute[] {
  const [first, second] = args;
  if (method === 'addMethod')
    return [{ method: String(first ?? 'ANY'), path: pathOf(owner), ...answered([second]), declaredIn }];
  if (method === 'addRoutes' && first instanceof ObjectValue) {
    const methods = [first.get('methods')].flat().map((each) => (each instanceof LibraryValue ? each.name : 'ANY'));
    const path = textOr(first.get('path'), '{unknown}');
    return methods.map((each) => ({ method: each, path, ...answered([first.get('integration')]), declaredIn }));
  }
  if (method === 'addRoute' && second instanceof ObjectValue)
    return [{ method: 'ANY', path: textOr(first, '{unknown}'), ...answered([second.get('integration')]), declaredIn }];
  return [];
}

/** Where it is one of several, nobody knows which answers. */
function answeredBy(values: readonly Value[], declarationOf: DeclarationOf): Pick<ApiRoute, 'function'> {
  const [fn, ...others] = new Set(firstWithAny(values, (each) => answering(each, declarationOf)));
  return fn === undefined || others.length > 0 ? {} : { function: fn };
}

/** Ids of the functions that may be meant: the first one that an integration is given, or all that stand there for one. */
function answering(value: Value, declarationOf: DeclarationOf, depth = 0): readonly string[] {
  if (depth > MAX_NESTING) return [];
  const inner = (each: Value) => answering(each, declarationOf, depth + 1);
  if (value instanceof Unknown) return value.candidates.flatMap(inner);
  if (value instanceof ObjectValue) return firstWithAny([...value.properties.values()], inner);
  if (Array.isArray(value)) return firstWithAny(value, inner);
  const object = libraryObjectBehind(value);
  const id = declarationOf(object);
  return id === undefined ? firstWithAny(object?.args ?? [], inner) : [id];
}

/** Integrations inside of integrations go no deeper. */
const MAX_NESTING = 8;

function firstWithAny(values: readonly Value[], idsOf: (value: Value) => readonly string[]): readonly string[] {
  for (const each of values) {
    const ids = idsOf(each);
    if (ids.length > 0) return ids;
  }
  return [];
}

/** `api.root.addResource('orders').addResource('{id}')`; `resourceForPath('orders/{id}')` names several at once. */
function pathOf(owner: Value): string {
  const parts: string[] = [];
  for (let current = owner; current instanceof LibraryMember; current = current.owner) {
    if (current.name === 'addResource' || current.name === 'resourceForPath')
      parts.unshift(textOr(current.args?.[0], '{unknown}'));
    else if (current.name === 'addProxy') parts.unshift('{proxy+}');
  }
  return `/${parts.join('/').replace(/^\/+/, '')}`;
}

function textOr(value: Value, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}
