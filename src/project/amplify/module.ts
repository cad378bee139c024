import type { LibraryValue } from '../evaluate/values.js';

/** Is this of the package that backends of Amplify Gen 2 are written with? */
export function isAmplify({ module }: LibraryValue): boolean {
  return module === '@aws-amplify/backend' || module === '@aws-amplify/backend-function';
}
