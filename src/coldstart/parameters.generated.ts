// Made by `npm run calibrate`; do not edit.
import type { Parameters } from './parameters.js';

export const CALIBRATED: Parameters = {
  floors: [],
  bundleFactor: { low: 1, mid: 1.75, high: 2.7 },
  filesFactor: { low: 1.3, mid: 2.1, high: 3.2 },
  reading: [],
  readingSource: '',
  runtimeClient: { low: 150, mid: 280, high: 370 },
  furtherRuntimeClient: { low: 40, mid: 60, high: 80 },
  runtimeV2: { low: 147, mid: 264, high: 344 },
  runtimeSource: '',
  nodeFactors: {},
  factorSource: '',
};
