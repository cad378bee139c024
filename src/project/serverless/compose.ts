import { posix } from 'node:path';
import { isObject, objectAt, type Plain } from '../data-file.js';
import { toText } from '../declared.js';
import type { Workspace } from '../workspace.js';
import type { ComposedService, VariableSources } from './variables.js';

const COMPOSE_NAME = /^serverless-compose\.(ya?ml|json|[cm]?[jt]s)$/;

export function isComposeFile(file: string): boolean {
  return COMPOSE_NAME.test(posix.basename(file));
}

/** The services that the compose files of a project (`serverless-compose.yml`) deploy together. */
export function readCompose(
  workspace: Workspace,
  open: (file: string) => VariableSources | undefined,
): ComposedService[] {
  return workspace.files.filter(isComposeFile).flatMap((file) => {
    const sources = open(file);
    if (sources === undefined) return [];
    const services: Plain[] = Object.values(objectAt(sources.service, 'services'));
    return services.filter(isObject).flatMap((service) => {
      const path = toText(service.path);
      if (path === undefined) return [];
      const config = toText(service.config);
      const folder = posix.resolve(sources.folder, path);
      const params = objectAt(service, 'params');
      return [{ folder, ...(config !== undefined && { config: posix.basename(config) }), params, sources }];
    });
  });
}

/** Those of the services that a config file is. */
export function composedOf(services: readonly ComposedService[], file: string): ComposedService[] {
  return services.filter(({ folder, config = posix.basename(file) }) => posix.join(folder, config) === file);
}
