import type { Setting } from '../model/deployment.js';

/** Stands behind a value that nobody stated. */
export const DEFAULT_MARK = '*';

/** `512 MB`, `128 MB*` for a default, `-` for what is unknown. */
export function settingText(setting: Setting<string | number | boolean> | undefined, unit = ''): string {
  if (setting?.value === undefined) return '-';
  const { value, from } = setting;
  const text = typeof value === 'number' && unit !== '' ? `${value} ${unit}` : valueText(value);
  return from === 'default' ? `${text}${DEFAULT_MARK}` : text;
}

function valueText(value: string | number | boolean): string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}
