import type { TransformName } from '../model/finding.js';
import { toSdkV3 } from './aws-sdk-v3.js';
import type { Transform } from './transform.js';

export const transforms: Readonly<Record<TransformName, Transform>> = { 'aws-sdk-v3': toSdkV3 };
