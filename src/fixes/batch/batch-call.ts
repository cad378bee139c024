import type { Edit } from '../../model/finding.js';
import { swapImport } from '../editing/imports.js';
import type { SingleRequest } from './request.js';

export interface BatchCall {
  /** Code of the promise, for the code of its input. */
  render(input: string): string;
  /** Imports. */
  readonly edits: readonly Edit[];
}

/** Document clients drop `Item` from the names of operations. */
const DOCUMENT = /^(put|delete|get)(Command)?$/i;

/** The batch request in the words of the same SDK. */
export function batchCallOf({ client, sdk, node }: SingleRequest, batch: string): BatchCall {
  if (sdk.kind === 'command') {
    const isDocument = DOCUMENT.test(sdk.name.text) && sdk.module === '@aws-sdk/lib-dynamodb';
    const name = `${isDocument ? batch.replace(/Item$/, '') : batch}Command`;
    const { text } = sdk.name;
    const { name: local, edits } =
      text === name ? { name, edits: [] } : swapImport(node.getSourceFile(), sdk.module, sdk.name, name);
    return { render: (input) => `${client}.send(new ${local}(${input}))`, edits };
  }
  const operation = DOCUMENT.test(sdk.method) ? batch.replace(/Item$/, '') : batch;
  const method = operation.charAt(0).toLowerCase() + operation.slice(1);
  const promise = sdk.kind === 'v2' ? '.promise()' : '';
  return { render: (input) => `${client}.${method}(${input})${promise}`, edits: [] };
}
