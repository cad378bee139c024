import type { ApiRoute } from '../../model/deployment.js';
import { isObject, objectAt, placeOfKey } from '../data-file.js';
import { documentRoutes } from '../openapi.js';
import { includedFrom, readLocal } from './local-file.js';
import { functionIn } from './named-functions.js';
import type { StackResource } from './stack.js';

/** Where each type of API takes its document of OpenAPI from. */
const BODIES: ReadonlyMap<string, readonly string[]> = new Map([
  ['AWS::ApiGateway::RestApi', ['Body', 'BodyS3Location']],
  ['AWS::ApiGatewayV2::Api', ['Body', 'BodyS3Location']],
  ['AWS::Serverless::Api', ['DefinitionBody', 'DefinitionUri']],
  ['AWS::Serverless::HttpApi', ['DefinitionBody', 'DefinitionUri']],
]);

/** The routes of an API whose document is in the template, or in a file beside it. */
export function bodyRoutes(resource: StackResource): ApiRoute[] {
  const { stack, declaredIn } = resource;
  return (BODIES.get(resource.type) ?? []).flatMap((key) => {
    const document = documentAt(resource, key);
    if (!document) return [];
    return documentRoutes({
      ...document,
      functionOf: (uri) => functionIn(stack, uri),
      declaredAt: (object, name) => {
        const place = placeOfKey(object, name);
        if (!place) return declaredIn;
        const { line, column } = place;
        const file = stack.workspace.relative(place.file);
        return { file, line, ...(column !== undefined && { column }), kind: declaredIn.kind };
      },
    });
  });
}

function documentAt({ stack, resolved, written }: StackResource, key: string) {
  const value = resolved[key];
  const path = typeof value === 'string' ? value : includedFrom(value);
  if (path === undefined) return isObject(value) ? { resolved: value, written: objectAt(written, key) } : undefined;
  const document = readLocal(stack, path);
  return document && { resolved: document, written: document };
}
