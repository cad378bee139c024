import type { BuildSettings } from '../model/function.js';
import { withoutUndefined } from './settings.js';
import type { Workspace } from './workspace.js';

/** What a function that nothing bundles is packaged from. */
export interface ZipSource {
  /** Absolute: a folder, or a single file. */
  readonly path: string;
  readonly patterns?: readonly string[];
  readonly builder?: BuildSettings['builder'];
  readonly other?: BuildSettings['other'];
}

/** Build settings of a function whose files are zipped as they are. */
export function plainZip(workspace: Workspace, source: ZipSource, handler: string | undefined): BuildSettings {
  const { path, patterns, builder, other } = source;
  return withoutUndefined<BuildSettings>({
    tool: 'zip',
    builder,
    folder: workspace.relative(path),
    handler,
    patterns: patterns?.length ? patterns : undefined,
    other,
  });
}
