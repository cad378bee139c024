import { nodeMajor } from '../derived/node-major.js';
import type { LambdaFunction } from '../model/function.js';
import { nearestFloor } from './floor.js';
import { PARAMETERS } from './parameters.generated.js';
import type { LambdaModel } from './reference.js';

/** Where a function does not say which runtime it runs on. */
export const USUAL_MAJOR = 22;

/** What turns measured milliseconds of a function into those of Lambda. */
export function lambdaModelOf(fn: LambdaFunction): LambdaModel {
  const { floors, bundleFactor, filesFactor } = PARAMETERS;
  const floor = nearestFloor(floors, nodeMajor(fn) ?? USUAL_MAJOR, fn.architecture ?? 'x86_64', 'zip').ms;
  return { floor, lambdaPerReferenceMs: fn.build?.tool === 'zip' ? filesFactor : bundleFactor };
}
