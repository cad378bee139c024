import { ts } from 'ts-morph';
import { lookup } from '../../ast/scope.js';
import type { BatchWrite } from '../../lambda/catalogue/batch-form.js';
import { styleOf } from '../editing/style.js';
import type { SingleRequest } from './request.js';

/**
 * The body of the function that sends one batch and gives what was not taken, line by line. Written with single quotes and
 * semicolons; `batch` holds the entries, `call(input)` makes the request.
 */
export function sendingLines(write: BatchWrite, target: string, call: (input: string) => string): string[] {
  const own = target ? `${target}, ` : '';
  if (write.batch === 'BatchWriteItem') {
    return [
      `const { UnprocessedItems } = await ${call(`{ RequestItems: { ${target}: batch } }`)};`,
      'return Object.values(UnprocessedItems ?? {}).flat();',
    ];
  }
  if (write.batch === 'DeleteObjects') {
    return [
      `const { Errors = [] } = await ${call(`{ ${own}Delete: { Objects: batch, Quiet: true } }`)};`,
      "const refused = Errors.find(({ Code }) => Code !== 'InternalError' && Code !== 'SlowDown');",
      'if (refused) throw Object.assign(new Error(refused.Message), { name: refused.Code });',
      'return batch.filter(({ Key }) => Errors.some((failed) => failed.Key === Key));',
    ];
  }
  const results = RESULTS[write.batch];
  if (results) {
    return [
      `const { ${results.output} = [] } = await ${call(`{ ${own}${results.input}: batch }`)};`,
      `return batch.filter((_, index) => ${results.output}[index]?.ErrorCode);`,
    ];
  }
  const entries = write.batch === 'PublishBatch' ? 'PublishBatchRequestEntries: numbered' : 'Entries: numbered';
  return [
    'const numbered = batch.map((entry, index) => ({ ...entry, Id: String(index) }));',
    `const { Failed = [] } = await ${call(`{ ${own}${entries} }`)};`,
    'const refused = Failed.find(({ SenderFault }) => SenderFault);',
    'if (refused) throw Object.assign(new Error(refused.Message), { name: refused.Code });',
    'return numbered.filter(({ Id }) => Failed.some((failed) => failed.Id === Id));',
  ];
}

/** Services that answer with a result for each entry, in their order. */
const RESULTS: Readonly<Record<string, { readonly input: string; readonly output: string }>> = {
  PutEvents: { input: 'Entries', output: 'Entries' },
  PutRecords: { input: 'Records', output: 'Records' },
  PutRecordBatch: { input: 'Records', output: 'RequestResponses' },
};

/** `QueueUrl: process.env.QUEUE`, or for DynamoDB the computed name of the table. */
export function targetText({ target, node }: SingleRequest, write: BatchWrite): string {
  if (!target) return '';
  const value = target.value.getText();
  if (/^Batch(Write|Get)Item$/.test(write.batch))
    return asKey(target.value, styleOf(node.getSourceFile()).isTypeScript);
  return value === target.name ? value : `${target.name}: ${value}`;
}

/** A member's name in an object; the compiler wants one that is certain to be a string. */
function asKey(value: ts.Expression, isTypeScript: boolean): string {
  const text = value.getText();
  if (ts.isStringLiteralLike(value)) return /^[a-z_$][\w$]*$/i.test(value.text) ? value.text : text;
  return !isTypeScript || isString(value) ? `[${text}]` : `[String(${text})]`;
}

function isString(value: ts.Expression): boolean {
  if (ts.isIdentifier(value)) {
    const declaration = lookup(value)?.node;
    if (!declaration || !(ts.isVariableDeclaration(declaration) || ts.isParameter(declaration))) return false;
    if (declaration.type) return declaration.type.kind === ts.SyntaxKind.StringKeyword;
    return !!declaration.initializer && isString(declaration.initializer);
  }
  if (ts.isAsExpression(value)) return value.type.kind === ts.SyntaxKind.StringKeyword;
  return ts.isStringLiteralLike(value) || ts.isTemplateExpression(value) || ts.isNonNullExpression(value);
}
