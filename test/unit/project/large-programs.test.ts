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

/** Something that grows in each turn of a loop, and what is known of a function behind it. */
describe('what grows in a loop', () => {
  const rows = [
    'let x = "ab"; for (let i = 0; i < 400; i++) x += x;',
    'let x = "ab"; for (let i = 0; i < 400; i++) x = `${x}${x}`;',
    'let x = "ab"; for (let i = 0; i < 400; i++) x = x.replaceAll("a", x);',
    'let x = "ab"; for (let i = 0; i < 400; i++) x = x.replace(/a/g, "$&$&$&$`");',
    'let x = "ab"; for (let i = 0; i < 400; i++) x = x.concat(x);',
    'let x = "ab"; for (let i = 0; i < 400; i++) x = x.repeat(900);',
    'let x = "ab"; for (let i = 0; i < 400; i++) x = [x, x].join(x);',
    'let x = p + "ab"; for (let i = 0; i < 400; i++) x += "ab".repeat(4000);',
    'let x = [1, 2]; for (let i = 0; i < 400; i++) x = x.concat(x);',
    'let x = [1, 2]; for (let i = 0; i < 400; i++) x.push(...x);',
    'let x = [1, 2]; for (let i = 0; i < 400; i++) x = [...x, ...x];',
    'let x = [1, 2]; for (let i = 0; i < 20; i++) x = x.flatMap(() => x);',
    'let x = ["a"]; for (let i = 0; i < 400; i++) x = x.map((each) => each + each);',
  ];
  for (const row of rows)
    it(row, async () => {
      assert.equal(await memoryOf(`${row}\nmake('F', { memorySize: 512, description: x });`), 'F 512');
    });

  it('knows a long text and a long list as long as they are bearable', async () => {
    const code = `let x = 'ab'; for (let i = 0; i < 10; i++) x += x;
let y = [1]; for (let i = 0; i < 10; i++) y.push(...y);
make('F', { memorySize: x.length }); make('G', { memorySize: y.length });`;
    assert.equal(await memoryOf(code), 'F 2048, G 1024');
  });
});
