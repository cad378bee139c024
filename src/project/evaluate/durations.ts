import { LibraryObject, LibraryValue, type Value } from './values.js';

const SECONDS: Readonly<Record<string, number>> = { millis: 0.001, seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** What `Duration` of CDK comes to, in seconds. */
export function secondsOf(value: Value): number | undefined {
  if (!(value instanceof LibraryObject)) return undefined;
  const [amount] = value.args;
  const unit = Object.hasOwn(SECONDS, value.type.name) ? SECONDS[value.type.name] : undefined;
  return typeof amount === 'number' && unit !== undefined ? Math.round(amount * unit * 1000) / 1000 : undefined;
}

const TO: Readonly<Record<string, (seconds: number) => number>> = {
  toMilliseconds: (seconds) => seconds * 1000,
  toSeconds: (seconds) => seconds,
  toMinutes: (seconds) => seconds / 60,
  toHours: (seconds) => seconds / 3600,
  toDays: (seconds) => seconds / 86_400,
};

/** What a method of a duration gives: a number, or another duration. */
export function callDuration(
  owner: LibraryObject,
  method: string,
  [other]: readonly Value[],
): { readonly value: Value } | undefined {
  const seconds = secondsOf(owner);
  if (seconds === undefined) return undefined;
  if (Object.hasOwn(TO, method)) return { value: TO[method]!(seconds) };
  const more = secondsOf(other);
  if (more === undefined || !/^(plus|minus)$/.test(method)) return undefined;
  const sum = method === 'plus' ? seconds + more : seconds - more;
  const { type, node, frames } = owner;
  return {
    value: new LibraryObject(
      new LibraryValue(type.module, [...type.path.slice(0, -1), 'seconds']),
      [sum],
      node,
      frames,
    ),
  };
}
