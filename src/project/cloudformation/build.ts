import { toList } from '../../lib/to-list.js';
import type { BuildSettings } from '../../model/function.js';
import { objectAt, type PlainObject } from '../data-file.js';
import { toBoolean, toFormat, withoutUndefined } from '../settings.js';

const KNOWN = ['Minify', 'Sourcemap', 'Target', 'Format', 'MainFields', 'External', 'EntryPoints'];

/** Build settings from a resource's `Metadata`: `BuildMethod` and `BuildProperties` of `sam build`. */
export function readBuildMetadata(metadata: PlainObject): BuildSettings | undefined {
  if (typeof metadata.BuildMethod !== 'string') return undefined;
  if (metadata.BuildMethod !== 'esbuild')
    return { tool: metadata.BuildMethod.startsWith('nodejs') ? 'zip' : 'unknown' };
  const properties = objectAt(metadata, 'BuildProperties');
  const others = Object.entries(properties).filter(([key, value]) => value !== undefined && !KNOWN.includes(key));
  return withoutUndefined<BuildSettings>({
    tool: 'esbuild',
    minify: toBoolean(properties.Minify),
    sourceMap: toBoolean(properties.Sourcemap),
    target: properties.Target === undefined ? undefined : String(properties.Target),
    format: toFormat(properties.Format),
    mainFields:
      typeof properties.MainFields === 'string' ? properties.MainFields.split(',') : toList(properties.MainFields),
    external: toList(properties.External),
    other: others.length === 0 ? undefined : Object.fromEntries(others),
  });
}
