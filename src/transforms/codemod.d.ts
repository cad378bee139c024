/** Neither package has types of its own. */
declare module 'jscodeshift' {
  const jscodeshift: unknown;
  export default jscodeshift;
}

declare module 'aws-sdk-js-codemod/dist/transforms/v2-to-v3/transformer.js' {
  const transformer: {
    default(file: { path: string; source: string }, api: { jscodeshift: unknown }): Promise<string>;
  };
  export default transformer;
}
