import type { TransformName } from '../model/finding.js';
import { toSdkV3 } from './aws-sdk-v3.js';

export interface Transformed {
  readonly text: string;
  /** What is left for a person to do. */
  readonly notes: readonly string[];
}

/** Rewrites a whole file. */
export type Transform = (file: string, text: string) => Promise<Transformed>;

export const transforms: Readonly<Record<TransformName, Transform>> = { 'aws-sdk-v3': toSdkV3 };
