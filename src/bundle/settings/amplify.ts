import { cdkSettings } from './cdk.js';
import type { SettingsReader } from './tool-settings.js';

const SHIMS = 'The code that Amplify puts in front of a bundle, to fetch secrets, is not counted (about 10 kB).';

/** As Amplify Gen 2 calls `NodejsFunction` (@aws-amplify/backend-function 1.19.0). */
export const amplifyBuild: SettingsReader = (build, fn, flags) => {
  const plan = cdkSettings(build, fn, flags);
  // Amplify generates that module when it deploys, and all that it has is the variables of the process.
  const alias = { [`$amplify/env/${fn.name}`]: 'node:process' };
  return { ...plan, options: { ...plan.options, alias }, assumptions: [...plan.assumptions, SHIMS] };
};
