import { toList } from '../../lib/to-list.js';
import type { BuildSettings } from '../../model/function.js';
import { isObject, objectAt, type Plain, type PlainObject } from '../data-file.js';
import { toBoolean, toFormat, withoutUndefined } from '../settings.js';
import type { Framework } from './framework.js';

/** The version of the Serverless Framework since which it bundles by itself; osls stays at 3. */
const BUILDS_ITSELF = 4;

const KNOWN = ['minify', 'sourcemap', 'target', 'format', 'mainFields', 'external', 'tsconfig', 'bundle'];

/** Does a plug-in take of `node_modules` what the code imports, whatever the patterns say? */
export function tracesPackages(service: PlainObject): boolean {
  return pluginsOf(service).includes('serverless-plugin-include-dependencies');
}

function pluginsOf(service: PlainObject): readonly string[] {
  return toList(Array.isArray(service.plugins) ? service.plugins : objectAt(service, 'plugins').modules) ?? [];
}

/** How a service is built: esbuild (the plugin, or built in since version 4), webpack, rollup, or zipped as it is. */
export function readServerlessBuild(service: PlainObject, { major }: Framework): BuildSettings | undefined {
  const plugins = pluginsOf(service);
  const builtIn = objectAt(service, 'build').esbuild;
  if (isObject(builtIn)) return readEsbuild(builtIn);
  const custom = objectAt(service, 'custom').esbuild;
  if (isObject(custom)) return { ...readEsbuild(custom), builder: 'serverless-esbuild' };
  if (plugins.includes('serverless-esbuild')) return { tool: 'esbuild', builder: 'serverless-esbuild' };
  if (plugins.some((name) => name.includes('webpack'))) return { tool: 'webpack' };
  if (plugins.some((name) => name.includes('rollup'))) return { tool: 'rollup' };
  // `serverless-bundle` wraps webpack, later esbuild.
  if (plugins.includes('serverless-bundle')) return { tool: 'unknown' };
  if (plugins.includes('serverless-plugin-typescript')) return { tool: 'zip', builder: 'serverless-plugin-typescript' };
  return major !== undefined && major >= BUILDS_ITSELF && builtIn !== false ? { tool: 'esbuild' } : undefined;
}

function readEsbuild(settings: PlainObject): BuildSettings {
  const others = Object.entries(settings).filter(([key]) => !KNOWN.includes(key));
  return withoutUndefined<BuildSettings>({
    tool: 'esbuild',
    minify: toBoolean(settings.minify),
    sourceMap: readSourceMap(settings.sourcemap),
    target: toList(settings.target)?.join(','),
    format: toFormat(settings.format),
    mainFields: toList(settings.mainFields),
    external: toList(settings.external),
    tsconfig: typeof settings.tsconfig === 'string' ? settings.tsconfig : undefined,
    other: others.length === 0 ? undefined : Object.fromEntries(others),
  });
}

function readSourceMap(value: Plain): boolean | string | undefined {
  if (isObject(value)) return toBoolean(value.type) ?? (typeof value.type === 'string' ? value.type : true);
  return toBoolean(value) ?? (typeof value === 'string' ? value : undefined);
}
