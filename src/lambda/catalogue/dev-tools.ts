const TOOLS = new Set(
  'aws-cdk-lib aws-cdk constructs typescript ts-node tsx esbuild webpack rollup vite jest vitest mocha chai sinon nyc c8 eslint prettier aws-sdk-client-mock aws-sdk-client-mock-jest aws-sdk-mock serverless serverless-offline sst cdktf nodemon'.split(
    ' ',
  ),
);

/** Packages that build, test or deploy a function and have no work in it. */
export function isDevTool(name: string): boolean {
  return TOOLS.has(name) || /^@(aws-cdk|jest|vitest|pulumi|cdktf|babel\/core|swc\/core)(\/|$)/.test(name);
}
