import { nodeMajor } from '../derived/node-major.js';
import type { DetailedBundle } from '../model/bundle.js';
import type { LambdaFunction } from '../model/function.js';
import { USUAL_MAJOR } from './lambda-model.js';

export interface LambdaRuntime {
  /** `nodejs22.x`. */
  readonly name: string;
  /** Of Node. */
  readonly major: number;
}

/** What the deploy tool takes where none is stated is among the assumptions of the bundle. */
export function runtimeOf(fn: LambdaFunction, { major = USUAL_MAJOR }: DetailedBundle): LambdaRuntime {
  const usual: LambdaRuntime = { name: `nodejs${major}.x`, major };
  const { runtime: name = usual.name } = fn;
  const stated = nodeMajor({ runtime: name });
  return stated === undefined ? usual : { name, major: stated };
}
