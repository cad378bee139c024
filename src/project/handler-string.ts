export interface HandlerParts {
  /** Path without extension, relative to the code folder. */
  readonly file: string;
  readonly export: string;
}

/**
 * The ways to read `folder/file.export`, most likely first. Lambda splits at the first dot after the last slash;
 * bundling frameworks split at the last one, so `user.service.handler` may name a file with a dot.
 */
export function splitHandler(handler: string): readonly HandlerParts[] {
  const slash = handler.lastIndexOf('/') + 1;
  const folder = handler.slice(0, slash);
  const segments = handler.slice(slash).split('.');
  const splits: HandlerParts[] = [];
  for (let count = 1; count < segments.length; count++) {
    const parts = { file: folder + segments.slice(0, count).join('.'), export: segments.slice(count).join('.') };
    if (parts.export !== '' && parts.file !== folder) splits.push(parts);
  }
  return splits;
}
