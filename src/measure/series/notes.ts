import { isProvided, packageNameOf } from '../../bundle/packages/provided.js';
import type { NodeRuntime, OutsideCall } from '../../model/starter.js';
import type { Startable } from '../prepare/startable.js';
import { placeholders } from './environment.js';
import { isRefused, targetsText } from './failure-text.js';

/** What a measured figure stands on, a sentence each. */
export function notesOf(
  { fn, major, external, assumptions }: Startable,
  runtime: NodeRuntime,
  attempts: readonly OutsideCall[],
): readonly string[] {
  const provided = [...new Set(external.map(packageNameOf))].filter((name) => isProvided(name, fn));
  const standIns = placeholders(fn);
  const outside = attempts.filter(isRefused);
  const others = attempts.filter((attempt) => !isRefused(attempt));
  const isOtherMachine = fn.architecture !== undefined && fn.architecture !== NAMES[runtime.architecture];
  return [
    ...assumptions,
    ...(major === undefined ? [`No runtime is specified; it was started with Node ${runtime.version}.`] : []),
    ...(isOtherMachine ? [`It runs on ${fn.architecture} and was started on ${runtime.architecture}.`] : []),
    ...(provided.length > 0
      ? [
          `What the runtime provides was loaded from the copies installed here: ${provided.slice(0, SHOWN).join(', ')}${provided.length > SHOWN ? ' …' : ''}. On Lambda it comes from a slower disk, which the estimate takes into account.`,
        ]
      : []),
    ...(standIns.length > 0
      ? [`Variables whose values are known only at deployment were given placeholders: ${standIns.join(', ')}.`]
      : []),
    ...(outside.length > 0
      ? [
          `It tries to reach ${targetsText(outside)} while it starts. Nothing answers here, so the figure does not include that wait.`,
        ]
      : []),
    ...(others.some(({ kind }) => kind === 'listen') ? ['It opens a server while it starts.'] : []),
    ...(others.some(({ kind }) => kind === 'spawn')
      ? [`It runs other programs while it starts: ${targetsText(others.filter(({ kind }) => kind === 'spawn'))}.`]
      : []),
  ];
}

const SHOWN = 5;

/** What Node calls an architecture → what Lambda does. */
const NAMES: Readonly<Record<string, string>> = { x64: 'x86_64', arm64: 'arm64' };
