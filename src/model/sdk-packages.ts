/** SDK v3 comes in dozens of packages, none of which is worth a word by itself. */
const SDK_V3 = /^@(aws-sdk|smithy|aws-crypto)\//;

export function isSdkPart(name: string): boolean {
  return SDK_V3.test(name);
}
