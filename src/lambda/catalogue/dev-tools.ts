const TOOLS = new Set(
  'aws-cdk-lib aws-cdk constructs ts-node jest vitest mocha sinon nyc c8 eslint aws-sdk-client-mock aws-sdk-client-mock-jest aws-sdk-mock serverless serverless-offline cdktf nodemon'.split(
    ' ',
  ),
);

/** Compilers, formatters and the like, which now and then do the very work of a function. */
const USED_AT_RUN_TIME = new Set(
  'typescript esbuild webpack rollup vite tsx chai prettier @babel/core @swc/core'.split(' '),
);

/** Packages that build, test or deploy a function and have no work in it. */
export function isDevTool(name: string): boolean {
  return TOOLS.has(name) || /^@(aws-cdk|jest|vitest|pulumi|cdktf)(\/|$)/.test(name);
}

/** Packages that build or test a function for the most part, but may be what it works with. */
export function isMostlyDevTool(name: string): boolean {
  return USED_AT_RUN_TIME.has(name);
}
