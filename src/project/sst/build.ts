import { posix } from 'node:path';
import { toList } from '../../lib/to-list.js';
import type { BuildSettings } from '../../model/function.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { toPlain } from '../evaluate/plain.js';
import { ObjectValue, type Value } from '../evaluate/values.js';
import { toBoolean, toFormat, withoutUndefined } from '../settings.js';
import type { Release } from './release.js';

/** How SST builds a function: what its properties state of `nodejs`, or before version 2 of `bundle`. */
export function sstBuild(
  { workspace, cwd }: Evaluator,
  { generation, major }: Release,
  props: ObjectValue,
  handler: string,
): BuildSettings {
  const builderMajor = major ?? (generation === 'components' ? 4 : 2);
  const bundle = props.get('bundle');
  const packaged = builderMajor >= 2 ? bundle : bundle === false ? (props.get('srcPath') ?? '.') : undefined;
  if (typeof packaged === 'string') {
    const folder = workspace.relative(posix.resolve(cwd, packaged));
    return { tool: 'zip', builder: 'sst', builderMajor, folder, handler };
  }
  const stated = builderMajor >= 2 ? props.get('nodejs') : bundle;
  const copied = plain(props.get('copyFiles'));
  return withoutUndefined<BuildSettings>({
    tool: 'esbuild',
    builder: 'sst',
    builderMajor,
    ...(stated instanceof ObjectValue ? ofOptions(stated, copied) : others({ copyFiles: copied })),
  });
}

/** What the options say under names of their own. */
const OWN = ['minify', 'format', 'sourcemap', 'install', 'nodeModules', 'externalModules', 'esbuild', 'esbuildConfig'];

function ofOptions(options: ObjectValue, copied: unknown): Partial<BuildSettings> {
  const get = (name: string) => plain(options.get(name));
  const ofEsbuild = { ...record(get('esbuildConfig')), ...record(get('esbuild')) };
  const { external, minify, sourcemap, target, format, mainFields, ...passedOn } = ofEsbuild;
  const install = get('install') ?? get('nodeModules');
  const own = [...options.properties.keys()].filter((key) => !OWN.includes(key)).map((key) => [key, get(key)] as const);
  return {
    minify: toBoolean(minify ?? get('minify')),
    sourceMap: toBoolean(sourcemap ?? get('sourcemap')),
    format: toFormat(format ?? get('format')),
    target: toList(target)?.join(','),
    mainFields: toList(mainFields),
    external: toList(external ?? get('externalModules')),
    // Versions may be stated with the names.
    nodeModules: Array.isArray(install) ? toList(install) : install ? Object.keys(record(install)) : undefined,
    ...others({ ...passedOn, ...Object.fromEntries(own), copyFiles: copied }),
  };
}

function others(all: Readonly<Record<string, unknown>>): Pick<BuildSettings, 'other'> {
  const other = withoutUndefined(all);
  return Object.keys(other).length === 0 ? {} : { other };
}

function plain(value: Value): unknown {
  return toPlain(value, new WeakMap());
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
