// The tests' own clients would print that Node is old.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** How the tests' own SDK clients reach an emulator. */
export function localConfig(endpoint: string) {
  return { endpoint, region: localRegion, credentials: localCredentials };
}

export const localRegion = 'us-east-1';
export const localCredentials = { accessKeyId: 'local', secretAccessKey: 'local' };
