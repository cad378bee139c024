import type { Observation } from './published.js';

/** What an observation tells the model. */
export type Kind = 'floor' | 'reading' | 'load' | 'other';

const NOTHING_LOADED = /^none \((hello world|no SDK)/;

export function kindOf({ row }: Observation, isRebuilt: boolean): Kind {
  if (NOTHING_LOADED.test(row.packages_loaded)) return 'floor';
  if (row.packages_loaded.startsWith('synthetic code')) return Number(row.artifact_bytes) <= 1024 ? 'floor' : 'reading';
  return isRebuilt ? 'load' : 'other';
}

/** Why a published figure is not held against the model; nothing for those that are. */
export function whyLeftOut(observation: Observation, kind: Kind): string | undefined {
  const { row, metric, source } = observation;
  if (metric === 'total_cold_start') return 'a round trip or init plus handler, not Init Duration';
  if (row.runtime.startsWith('llrt')) return 'LLRT, another engine than Node.js';
  if (source === 'adriantanasa-size-sweep' && row.runtime === 'nodejs20.x')
    return 'taken days after nodejs20.x appeared, with two peaks; its mean is far above every later figure';
  if (row.runtime.startsWith('provided')) return 'no Node.js runtime';
  if (kind !== 'other') return undefined;
  return WHY[source] ?? 'versions are not stated';
}

const WHY: Readonly<Record<string, string>> = {
  momento: 'a private function',
  'datadog-layer': 'a layer with an extension process beside it',
  sequelize: 'loaded inside of a handler in 2017, where CPU follows memory',
  middy: 'cause unknown',
  'aws-thin-dynamo': 'version is not stated',
  'perpil-speedrun': 'holds network time, or versions are not stated',
  astuyve: 'versions and memory are not stated',
};
