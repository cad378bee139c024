import type { Transformed } from './index.js';

/** Moves a file from aws-sdk v2 to v3 with the codemod of the SDK's makers; loaded when it is asked for, as it is large. */
export async function toSdkV3(file: string, source: string): Promise<Transformed> {
  const { default: jscodeshift } = await import('jscodeshift');
  const { default: codemod } = await import('aws-sdk-js-codemod/dist/transforms/v2-to-v3/transformer.js');
  const text: string = await codemod.default({ path: file, source }, { jscodeshift });
  return { text, notes: remarksIn(text).filter((remark) => !source.includes(remark)) };
}

/** The codemod says in comments what it could not do. */
function remarksIn(text: string): string[] {
  return (text.match(/(?:\/\/|\*)\s*((?:The|.*aws-sdk-js-codemod|.*AWS SDK for JavaScript)[^\n]*)/g) ?? []).map(
    (line) => line.replace(/^[/*\s]+/, ''),
  );
}
