import assert from 'node:assert/strict';
import type { Deployment, FunctionSettings, Setting } from '../../../src/model/deployment.js';

/** `512 stated 4 globals`, `128 default`, `unknown`: the value, how it is known, the line, and who shares it. */
export function shown(setting: Setting<unknown> | undefined): string {
  if (!setting) return 'absent';
  const { value, from, writtenAt, sharedBy } = setting;
  return [value, from, writtenAt?.line, sharedBy].filter((part) => part !== undefined).join(' ');
}

/** All settings of the declaration of that name. */
export function settingsOf({ functions }: Deployment, name: string): Readonly<Record<keyof FunctionSettings, string>> {
  const found = functions.find((each) => each.name === name);
  assert.ok(found, `${name} is declared`);
  const entries = Object.entries(found.settings).map(([key, setting]) => [key, shown(setting)]);
  return Object.fromEntries(entries) as Record<keyof FunctionSettings, string>;
}

/** A line for each resource, with the functions that it leads to. */
export function shownResources({ mappings, queues, apis, schedules }: Deployment): readonly string[] {
  return [
    ...mappings.map(
      (each) =>
        `mapping ${each.name}: ${each.kind} ${each.source ?? '-'} → ${each.function}, batch ${shown(each.batchSize)}`,
    ),
    ...queues.map((each) => `queue ${each.name}: ${shown(each.visibilityTimeoutS)}, fifo ${shown(each.isFifo)}`),
    ...apis.map(
      ({ name, kind, routes }) =>
        `api ${name} (${kind}): ${routes.map((each) => `${each.method} ${each.path} → ${each.function}`).join(', ')}`,
    ),
    ...schedules.map((each) => `schedule ${each.name}: ${shown(each.expression)} → ${each.functions.join()}`),
  ];
}
