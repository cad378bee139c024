/** Neither package has types of its own. */
declare module 'jscodeshift' {
  interface JsCodeshift {
    withParser(name: 'babylon' | 'ts' | 'tsx'): JsCodeshift;
  }
  const jscodeshift: JsCodeshift;
  export default jscodeshift;
}

declare module 'aws-sdk-js-codemod/dist/transforms/v2-to-v3/transformer.js' {
  type Transformer = (file: { path: string; source: string }, api: { jscodeshift: unknown }) => Promise<string>;
  /** CommonJS with an `exports.default`: loaders differ in which of the two they call the default. */
  const transformer: Transformer | { default: Transformer };
  export default transformer;
}
