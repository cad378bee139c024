import { groupedText } from '../lib/grouped-text.js';
import type { Setting } from '../model/deployment.js';

/** Stands behind a value that nobody stated. */
export const DEFAULT_MARK = '*';

/** `512 MB`, `128 MB*` for a default, `-` for what is unknown. */
export function settingText(setting: Setting<string | number | boolean> | undefined, unit = ''): string {
  if (setting?.value === undefined) return '-';
  const { value, from } = setting;
  const text = typeof value === 'number' && unit !== '' ? quantityText(value, unit) : valueText(value);
  return from === 'default' ? `${text}${DEFAULT_MARK}` : text;
}

/** `10,240 MB`, `30 days`, `1 day`: words have a plural, symbols have none. */
export function quantityText(value: number, unit: string): string {
  return `${groupedText(value)} ${value === 1 && unit === 'days' ? 'day' : unit}`;
}

function valueText(value: string | number | boolean): string {
  if (typeof value === 'number') return groupedText(value);
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : value;
}
