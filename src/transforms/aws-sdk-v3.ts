import { keepComments } from './keep-comments.js';
import { keepLines } from './keep-lines.js';
import type { Transformed } from './transform.js';
import { leftBehind } from './v3-remarks.js';

/** Moves a file from aws-sdk v2 to v3 with the codemod of the SDK's makers; loaded when it is asked for, as it is large. */
export async function toSdkV3(file: string, source: string): Promise<Transformed> {
  const text = source.replaceAll('\r\n', '\n');
  const [prologue] = PROLOGUE.exec(text) ?? [''];
  const body = text.slice(prologue.length);
  const moved = await runCodemod(file, body);
  if ('error' in moved) return { text: source, notes: [`aws-sdk-js-codemod failed: ${moved.error}`] };
  if (moved.text === body) return { text: source, notes: ['aws-sdk-js-codemod found nothing that it can move'] };
  const result = keepLines(
    source,
    prologue + keepComments(body, moved.text).replace(body.startsWith('\n') ? '' : /^\n+/, ''),
  );
  return { text: result, notes: leftBehind(source, result) };
}

/** A shebang and 'use strict' with the comments before it: the codemod's printer takes them apart. */
const PROLOGUE = /^(#![^\n]*\n)?(\s*(\/\/[^\n]*|\/\*[\s\S]*?\*\/))*\s*(['"])use strict\4;?[ \t]*\n\n*|^#![^\n]*\n\s*/;

/** The codemod throws on code that its parser does not know, and on calls that it did not expect. */
async function runCodemod(
  file: string,
  source: string,
): Promise<{ readonly text: string } | { readonly error: string }> {
  const { default: jscodeshift } = await import('jscodeshift');
  const { default: codemod } = await import('aws-sdk-js-codemod/dist/transforms/v2-to-v3/transformer.js');
  const transform = typeof codemod === 'function' ? codemod : codemod.default;
  const isTypeScript = /\.[mc]?tsx?$/.test(file);
  // The codemod goes by the ending, and knows neither `.mts` nor that TSX needs a parser of its own.
  const parser = jscodeshift.withParser(isTypeScript ? (file.endsWith('x') ? 'tsx' : 'ts') : 'babylon');
  const api = { jscodeshift: Object.assign(parser, { withParser: () => parser }) };
  try {
    return { text: await transform({ path: isTypeScript ? 'file.ts' : 'file.js', source }, api) };
  } catch (error) {
    return { error: (error instanceof Error ? error.message : String(error)).split('\n')[0]! };
  }
}
