import assert from 'node:assert/strict';
import { memoryOf } from './cdk-program.js';
import { discover, HANDLER } from './check.js';

describe('a large program', () => {
  it('enters what calls before what it calls, so that arguments are known', async () => {
    const code = `export function inner(memorySize: number) { make('F', { memorySize }); }
export function outer(n: number) { if (n > 1) outer(n - 1); inner(512); }`;
    assert.equal(await memoryOf(code), 'F 512');
  });

  it('enters an instance after what makes it', async () => {
    const code = `export class Inner { constructor(memorySize: number) { make('F', { memorySize }); } }
export const outer = (n: number) => { if (n > 1) outer(n - 1); new Inner(512); };`;
    assert.equal(await memoryOf(code), 'F 512');
  });

  it('ends at some time, and lists what was made until then and what code alone tells', async () => {
    const { functions } = await discover({
      'cdk.json': '{ "app": "tsx app.ts" }',
      'a.ts': HANDLER,
      'lambda/shaped.ts': `import type { Handler } from 'aws-lambda';\nexport const handler: Handler = async () => {};\n`,
      'app.ts': `import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
new NodejsFunction({} as any, 'First', { entry: 'a.ts' });
function endless(n: number): number { return endless(n + 1) + endless(n + 2); }
endless(0);
new NodejsFunction({} as any, 'Last', { entry: 'a.ts' });
`,
    });
    assert.deepEqual(functions.map(({ name }) => name).sort(), ['First', 'shaped']);
  });
});
