/** Flags of esbuild's command line whose value is a list in its API: `--drop:console`, `--pure:name`. */
const LISTS = new Set([
  'drop',
  'dropLabels',
  'pure',
  'external',
  'inject',
  'conditions',
  'mainFields',
  'resolveExtensions',
]);
/** And those whose value is a map: `--alias:a=b`, `--loader:.png=file`. */
const MAPS = new Set(['alias', 'define', 'loader', 'banner', 'footer', 'outExtension', 'supported', 'logOverride']);

/**
 * `esbuildArgs` of CDK's bundling as options of esbuild's API: `{ '--drop:console': true }` and `{ '--drop': 'console' }` are
 * `{ drop: ['console'] }`.
 */
export function esbuildArgs(args: unknown): Record<string, unknown> {
  const options: Record<string, unknown> = {};
  for (const [flag, value] of Object.entries((args ?? {}) as Record<string, unknown>)) {
    const [name = '', inFlag] = splitOnce(flag.replace(/^--/, ''), ':');
    const key = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    const values =
      inFlag === undefined ? [value].flat() : [value === true || value === '' ? inFlag : `${inFlag}=${value}`];
    if (LISTS.has(key)) options[key] = [...((options[key] as string[]) ?? []), ...values.flatMap(commaSeparated)];
    else if (MAPS.has(key)) options[key] = { ...(options[key] as object), ...Object.fromEntries(values.map(toPair)) };
    else options[key] = toPlain(values[0]);
  }
  return options;
}

function commaSeparated(value: unknown): string[] {
  return String(value).split(',');
}

function toPair(value: unknown): [string, unknown] {
  const [key = '', given = ''] = splitOnce(String(value), '=');
  return [key, toPlain(given)];
}

function toPlain(value: unknown): unknown {
  return value === 'true' || value === 'false' ? value === 'true' : value;
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
