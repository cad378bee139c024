import assert from 'node:assert/strict';
import { found, knows } from './cdk-program.js';
import { discover, HANDLER } from './check.js';

knows('the order of a list', [
  ['const l = [3, 1, 2]; const m = l.sort((a, b) => a - b)[0];', 1],
  ['const l = [3, 1, 2]; l.sort((a, b) => b - a); const m = l[0];', 3],
  ['const l = [{ n: 2 }, { n: 1 }].sort((a, b) => a.n - b.n); const m = l[0].n;', 1],
  ['const l = [512, 256].sort((a, b) => ask(a, b)); const m = l[0];', '?'],
  ['const l = [512, 512].sort((a, b) => ask(a, b)); const m = l[0];', 512],
  ['const l = [3, 1]; const m = l.toSorted((a, b) => a - b)[0] + l[0];', 4],
  ['const l = [3, 1]; if (p) l.sort((a, b) => a - b); const m = l[0];', '?'],
  ['const l = [2, 1]; if (p) l.push(0); const m = l.sort()[0];', '?'],
  ['const l = [1, 2, 3]; l.reverse(); const m = l[0];', 3],
  ['const l = [1, 2, 3]; if (p) l.reverse(); const m = l[0];', '?'],
]);

knows('what is taken out of a list', [
  ['const l = [1, 2, 3]; const m = l.pop();', 3],
  ['const l = [1, 2, 3]; l.pop(); const m = l.length;', 2],
  ['const l = [1, 2, 3]; l.shift(); const m = l[0];', 2],
  ['const l = [1, 2, 3]; if (p) l.shift(); const m = l[0];', '?'],
  ['const l = [1, 2, 3]; if (p) l.push(4); const m = l.pop();', '?'],
  ['const l = [1, 2, 3]; l.splice(0, 1); const m = l[0];', 2],
  ['const l = [1, 2, 3]; const m = l.splice(1)[0];', 2],
  ['const l = [1, 2, 3]; l.splice(0, 1, 7); const m = l[0];', 7],
  ['const l = [1, 2, 3]; l.splice(0, ask()); const m = l[0];', '?'],
  ['const l = [1, 2, 3]; const m = l.slice(0, 2).length;', 2],
  ['const l = [1, 2, 3]; const m = l.slice(0, ask()).length;', '?'],
  ['const m = [1, 2].reduce((sum, each) => sum + each, 0);', 3],
  ['const m = [1, 2].reduce((sum, each) => sum + each);', 3],
  ['const l = [1, 2]; if (p) l.push(3); const m = l.reduce((sum, each) => sum + each, 0);', '?'],
]);

knows('the size of a map', [
  ['const map = new Map([["a", 1], ["b", 2]]); const m = map.size;', 2],
  ['const map = new Map([["a", 1], ["b", 2]]); map.delete("a"); const m = map.size;', 1],
  ['const map = new Map([["a", 1]]); map.delete("a"); const m = map.get("a") ?? 512;', 512],
  ['const map = new Map([["a", 1]]); if (p) map.delete("a"); const m = map.size;', '?'],
  ['const map = new Map([["a", 1]]); if (p) map.set("b", 2); const m = map.size;', '?'],
  ['const map = new Map([["a", 1]]); map.delete(ask()); const m = map.get("a");', '?'],
]);

describe('a list whose order nobody knows', () => {
  it('leads to functions for all of its elements', async () => {
    const functions = await found(
      "for (const id of ['A', 'B'].sort((a, b) => ask(a, b))) make(id, { memorySize: 512 });",
    );
    assert.deepEqual(functions.map(({ name }) => name).sort(), ['A', 'B']);
  });
});

describe('a route to one of two functions', () => {
  const routeTo = async (integration: string) => {
    const { functions, deployment } = await discover({
      'cdk.json': '{ "app": "tsx app.ts" }',
      'a.ts': HANDLER,
      'b.ts': HANDLER,
      'app.ts': `import { Stack, App } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
const p = process.env.P;
const stack = new Stack(new App(), 'S');
const one = new NodejsFunction(stack, 'One', { entry: 'a.ts' });
const two = new NodejsFunction(stack, 'Two', { entry: 'b.ts' });
const api = new RestApi(stack, 'Api');
api.root.addMethod('GET', ${integration});
`,
    });
    const route = deployment().apis[0]?.routes[0];
    return [
      deployment().functions.find(({ id }) => id === route?.function)?.name,
      ...functions.map(({ eventSources }) => eventSources.map(({ type }) => type).join()),
    ];
  };

  it('has no function, and both get its events', async () => {
    assert.deepEqual(await routeTo('new LambdaIntegration(p ? one : two)'), [undefined, 'rest', 'rest']);
    const whole = 'p ? new LambdaIntegration(one) : new LambdaIntegration(two)';
    assert.deepEqual(await routeTo(whole), [undefined, 'rest', 'rest']);
  });

  it('has the function where both are one', async () => {
    assert.deepEqual(await routeTo('new LambdaIntegration(p ? one : one)'), ['One', 'rest', '']);
    assert.deepEqual(await routeTo('p ? new LambdaIntegration(two) : new LambdaIntegration(two)'), ['Two', '', 'rest']);
  });
});
