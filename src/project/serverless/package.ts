import { posix } from 'node:path';
import { inverted } from '../../lib/inverted.js';
import { toList } from '../../lib/to-list.js';
import type { BuildSettings } from '../../model/function.js';
import { objectAt, type Plain, type PlainObject } from '../data-file.js';
import { toText } from '../declared.js';
import { plainZip } from '../plain-zip.js';
import { toBoolean } from '../settings.js';
import type { Workspace } from '../workspace.js';

/** What a service says about its packages. */
export interface ServicePackage {
  /** Absolute. */
  readonly folder: string;
  /** Name of the file that the framework reads. */
  readonly configFile: string;
  /** The key `package` of the service, and those of its settings that leave files out. */
  readonly settings: PlainObject;
  readonly layers: Plain;
  readonly usesDotenv: boolean;
  /** A plug-in takes of `node_modules` what the code imports, whatever the patterns say. */
  readonly tracesPackages: boolean;
}

/**
 * The build of one function: what its service states, with the files that go into its package. Patterns of a function count only
 * where it is packaged individually.
 */
export function withPackage(
  workspace: Workspace,
  build: BuildSettings | undefined,
  service: ServicePackage,
  fn: PlainObject,
): BuildSettings | undefined {
  const own = objectAt(fn.package);
  const isIndividual = toBoolean(own.individually) ?? toBoolean(service.settings.individually) ?? false;
  const parts = isIndividual ? [service.settings, own] : [service.settings];
  const included = parts.flatMap(({ include, patterns }) => [...(toList(include) ?? []), ...(toList(patterns) ?? [])]);
  if (build !== undefined && build.tool !== 'zip') {
    return build.tool === 'esbuild' && included.length > 0 ? { ...build, patterns: included } : build;
  }
  const artifact = toText(own.artifact) ?? (isIndividual ? undefined : toText(service.settings.artifact));
  const { tracesPackages: traces } = service;
  const keepsDev = toBoolean(service.settings.excludeDevDependencies) === false;
  const source = {
    path: posix.resolve(service.folder, artifact ?? '.'),
    builder: build?.builder,
    patterns: [...inverted(excludedBy(service, parts)), ...included, ...(traces ? ['node_modules/**'] : [])],
    other:
      keepsDev || traces
        ? { ...(keepsDev && { excludeDevDependencies: false }), ...(traces && { traces }) }
        : undefined,
  };
  return plainZip(workspace, source, toText(fn.handler));
}

function excludedBy({ configFile, layers, usesDotenv }: ServicePackage, parts: readonly PlainObject[]): string[] {
  const folders = Object.values(objectAt(layers)).flatMap((layer) => toText(objectAt(layer).path) ?? []);
  const [own = [], ofFunction = []] = parts.map(({ exclude }) => toList(exclude) ?? []);
  return [configFile, ...own, ...folders.map((path) => `${path}/**`), ...(usesDotenv ? ['.env*'] : []), ...ofFunction];
}
