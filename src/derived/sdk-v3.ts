/** The SDK comes in dozens of packages, none of which is worth a word by itself. */
const SDK_V3 = /^@(aws-sdk|smithy|aws-crypto)\//;

export function isOfSdkV3(packageName: string): boolean {
  return SDK_V3.test(packageName);
}
