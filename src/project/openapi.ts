import type { ApiRoute } from '../model/deployment.js';
import type { Declaration } from '../model/function.js';
import { isObject, objectAt, type Plain, type PlainObject } from './data-file.js';

/** A document of OpenAPI or Swagger that an API is made of. */
export interface ApiDocument {
  /** With what is static replaced. */
  readonly resolved: PlainObject;
  /** As its file has it: only its objects have a place. */
  readonly written: PlainObject;
  /** Id of the declaration of the function that the URI of an integration names. */
  functionOf(uri: Plain): string | undefined;
  /** Where a key of an object as written stands. */
  declaredAt(object: PlainObject, key: string): Declaration;
}

const INTEGRATION = 'x-amazon-apigateway-integration';
const METHODS: ReadonlyMap<string, string> = new Map([
  ...['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'].map((key): [string, string] => [
    key,
    key.toUpperCase(),
  ]),
  ['x-amazon-apigateway-any-method', 'ANY'],
]);

/** One route for each method of each path; those that no function answers have none. */
export function documentRoutes({ resolved, written, functionOf, declaredAt }: ApiDocument): ApiRoute[] {
  return Object.entries(objectAt(resolved, 'paths')).flatMap(([path, item]) => {
    const writtenItem = objectAt(written, 'paths', path);
    return Object.entries(isObject(item) ? item : {}).flatMap(([key, operation]): ApiRoute[] => {
      const method = METHODS.get(key.toLowerCase());
      if (method === undefined || !isObject(operation)) return [];
      const fn = uriOf(operation, resolved)
        .map(functionOf)
        .find((each) => each !== undefined);
      const declaredIn = declaredAt(writtenItem, key);
      return [{ method, path, ...(fn !== undefined && { function: fn }), declaredIn }];
    });
  });
}

/** The integration may stand among the components, and be named only. */
function uriOf(operation: PlainObject, document: PlainObject): Plain[] {
  const own = objectAt(operation, INTEGRATION);
  const reference = typeof own.$ref === 'string' ? /^#\/(.+)$/.exec(own.$ref)?.[1] : undefined;
  const integration = reference === undefined ? own : objectAt(document, ...reference.split('/'));
  return integration.uri === undefined ? [] : [integration.uri];
}
