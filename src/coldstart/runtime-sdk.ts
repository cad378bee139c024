import { SDK_V2_PART, SDK_V3_PART } from '../derived/part-ids.js';
import type { DetailedBundle } from '../model/bundle.js';
import type { LambdaRuntime } from './lambda-runtime.js';
import { PARAMETERS } from './parameters.generated.js';
import { type RangedPart, ranged } from './ranged-part.js';
import { plus, times } from './spread.js';

const V3_CLIENT = /^@aws-sdk\/client-/;

/** All of it, or a part such as `aws-sdk/clients/s3`. */
export function isSdkV2(specifier: string): boolean {
  return /^aws-sdk(\/|$)/.test(specifier);
}

/** What the runtime has to bring: its SDK lies on a disk that a cold start reads for the first time, file by file. */
export function runtimeParts(bundle: DetailedBundle, { major }: LambdaRuntime): readonly RangedPart[] {
  const { loadedExternal = bundle.fromRuntime } = bundle;
  const fromRuntime = bundle.fromRuntime.filter((name) => loadedExternal.includes(name));
  const v3 = fromRuntime.filter((name) => name.startsWith('@aws-sdk/'));
  const clients = new Set(v3.filter((name) => V3_CLIENT.test(name))).size;
  const part = { kind: 'execute', group: 'runtime', origin: 'documented' } as const;
  const parts: RangedPart[] = [];
  if (clients > 0) {
    const range = plus(PARAMETERS.runtimeClient, times(PARAMETERS.furtherRuntimeClient, clients - 1));
    const name = `SDK v3 of the runtime, ${clients === 1 ? 'one client' : `${clients} clients`}`;
    parts.push(ranged({ ...part, id: SDK_V3_PART, name, source: PARAMETERS.runtimeSource }, range));
  } else if (v3.length > 0) {
    // Nobody published what a helper takes without a client.
    const source = { source: 'Assumed to cost as much as one further client', basis: PARAMETERS.runtimeSource };
    const helper = { ...part, id: SDK_V3_PART, origin: 'modelled', name: 'SDK v3 of the runtime, no client' } as const;
    parts.push(ranged({ ...helper, ...source }, { ...PARAMETERS.furtherRuntimeClient, low: 0 }));
  }
  // Newer runtimes have none: the function fails, which is not this model's word to say.
  if (fromRuntime.some(isSdkV2) && major <= 16) {
    const v2 = { ...part, id: SDK_V2_PART, name: 'SDK v2 of the runtime', source: PARAMETERS.runtimeSource };
    const isWhole = fromRuntime.includes('aws-sdk');
    // What is published is of all of it; nobody published a single client.
    const range = isWhole ? PARAMETERS.runtimeV2 : { ...PARAMETERS.runtimeV2, low: 0 };
    parts.push(ranged(isWhole ? v2 : { ...v2, origin: 'modelled' }, range));
  }
  return parts;
}
