import { edgeLimits, edgeOf } from '../derived/edge-limits.js';
import type { FunctionSettings, Setting } from '../model/deployment.js';
import type { EventSource } from '../model/function.js';
import type { FoundFunction } from './resolve.js';

/** `viewer-request`, `VIEWER_REQUEST`, `ORIGIN_RESPONSE`: where CloudFront calls a function. */
export function edgeEvent(stated: unknown): EventSource {
  const [, at] = /^(viewer|origin)[-_](?:request|response)$/i.exec(String(stated)) ?? [];
  const edge = at?.toLowerCase();
  return { type: 'cloudfront', ...(edge === 'viewer' || edge === 'origin' ? { edge } : {}) };
}

/** A function that CloudFront runs has what no file needs to state: its architecture, and at the viewer its memory. */
export function withEdge({ isEdgeByPlugin, ...found }: FoundFunction): FoundFunction {
  const at = edgeOf(found);
  if (at === undefined) return found;
  const { architecture, memoryMb, timeoutS } = edgeLimits(at);
  const fn: FoundFunction = { ...found, edge: true, architecture: found.architecture ?? architecture };
  if (found.settings === undefined) return fn;
  if (isEdgeByPlugin) return { ...fn, settings: byPlugin(found.settings, architecture) };
  if (found.declaredIn.kind === 'serverless') return ofService(fn, found.settings, architecture);
  const settings: FunctionSettings = {
    ...found.settings,
    architecture: unlessStated(found.settings.architecture, () => architecture),
    isInVpc: unlessStated(found.settings.isInVpc, () => false),
    provisionedConcurrency: unlessStated(found.settings.provisionedConcurrency, () => 'none'),
    ...(memoryMb !== undefined && {
      // The least that Lambda has is the most that the viewer allows.
      memoryMb: unlessStated(found.settings.memoryMb, () => memoryMb),
      timeoutS: unlessStated(found.settings.timeoutS, (value) => value && Math.min(value, timeoutS)),
    }),
  };
  return { ...fn, settings, ...(memoryMb !== undefined && { memoryMb: found.memoryMb ?? memoryMb }) };
}

/**
 * The Serverless Framework takes neither memory nor time from the provider for what CloudFront calls, and leaves VPC and variables out
 * (version 3, plugins/aws/package/compile/events/cloud-front.js).
 */
function ofService(fn: FoundFunction, all: FunctionSettings, architecture: 'x86_64'): FoundFunction {
  const own = <Value>(setting: Setting<Value>, otherwise: Value): Setting<Value> =>
    setting.writtenAt !== undefined && setting.sharedBy === undefined ? setting : { value: otherwise, from: 'default' };
  const settings: FunctionSettings = {
    ...all,
    architecture: unlessStated(all.architecture, () => architecture),
    memoryMb: own(all.memoryMb, 128),
    timeoutS: own(all.timeoutS, 5),
    isInVpc: { value: false, from: 'default' },
    provisionedConcurrency: unlessStated(all.provisionedConcurrency, () => 'none'),
  };
  return { ...fn, settings, memoryMb: settings.memoryMb.value, timeoutS: settings.timeoutS.value };
}

/** It has the memory and the time of any function, whether or not CloudFront takes them. */
function byPlugin(settings: FunctionSettings, architecture: 'x86_64'): FunctionSettings {
  return { ...settings, architecture: unlessStated(settings.architecture, () => architecture) };
}

/** What a file states counts, whether or not CloudFront takes it, and so does that nobody can read it. */
function unlessStated<Value>(
  setting: Setting<Value>,
  toValue: (value: Value | undefined) => Value | undefined,
): Setting<Value> {
  if (setting.from === 'stated' || setting.writtenAt !== undefined) return setting;
  const value = toValue(setting.value);
  return value === undefined ? setting : { value, from: 'default' };
}
