import assert from 'node:assert/strict';
import { checkAll, discover, HANDLER } from './check.js';

const service = (memory: string, more = '') =>
  `service: s\nprovider: { name: aws }\n${more}functions:\n  f: { handler: a.handler, memorySize: "${memory}" }\n`;

async function memoryOf(files: Readonly<Record<string, string>>): Promise<readonly unknown[]> {
  const { functions, problems } = await discover(files);
  assert.deepEqual(problems, []);
  return functions.map(({ memoryMb }) => memoryMb);
}

describe('values of a service', () => {
  const params = { 'a/a.ts': HANDLER, 'a/serverless.yml': service('${param:memory}') };
  const compose = (text: string) => `services:\n  one: { path: a, params: ${text} }\n`;

  for (const [title, files, memory] of [
    ['a compose file', { 'serverless-compose.yml': compose('{ memory: 512 }') }, 512],
    ['variables of a compose file', { 'serverless-compose.yml': compose('{ memory: "${env:M, \'256\'}" }') }, 256],
    [
      'a file beside a compose file',
      { 'serverless-compose.yaml': compose('{ memory: "${file(m.json):m}" }'), 'm.json': '{"m": 640}' },
      640,
    ],
    [
      'a compose file in JSON',
      { 'serverless-compose.json': '{"services":{"one":{"path":"./a/","params":{"memory":384}}}}' },
      384,
    ],
    [
      'a compose file in code',
      {
        'serverless-compose.ts':
          'const m = 320;\nexport default { services: { one: { path: "a", params: { memory: m } } } };',
      },
      320,
    ],
    [
      'the params of the stage',
      { 'a/serverless.yml': service('${param:memory}', 'params: { default: { memory: 1 }, dev: { memory: 200 } }\n') },
      200,
    ],
    [
      'the params of all stages',
      { 'a/serverless.yml': service('${param:memory}', 'params: { default: { memory: 128 } }\n') },
      128,
    ],
    [
      'the stages of version 4',
      { 'a/serverless.yml': service('${param:memory}', 'stages: { dev: { params: { memory: 192 } } }\n') },
      192,
    ],
    ['a default', { 'a/serverless.yml': service('${param:memory, 448}') }, 448],
    [
      'the compose file before the service itself',
      {
        'serverless-compose.yml': compose('{ memory: 512 }'),
        'a/serverless.yml': service('${param:memory}', 'params: { default: { memory: 128 } }\n'),
      },
      512,
    ],
    [
      'nobody, where another service is given it',
      { 'serverless-compose.yml': compose('{ memory: 512 }').replace('path: a', 'path: b') },
      undefined,
    ],
    ['nobody, where it is an output', { 'serverless-compose.yml': compose('{ memory: "${two.memory}" }') }, undefined],
    [
      'nobody, where two stacks of the service are given different values',
      { 'serverless-compose.yml': `${compose('{ memory: 512 }')}  two: { path: a, params: { memory: 256 } }\n` },
      undefined,
    ],
    [
      'nobody, where the compose file is odd',
      { 'serverless-compose.yml': 'services: [{ path: [a] }, null, { path: a, params: [1] }]\n' },
      undefined,
    ],
    [
      'nobody, where it needs itself',
      { 'a/serverless.yml': service('${param:memory}', 'params: { default: { memory: "${param:memory}" } }\n') },
      undefined,
    ],
  ] as const)
    it(`takes a param from ${title}`, async () => {
      assert.deepEqual(await memoryOf({ ...params, ...files }), [memory]);
    });

  for (const [title, expression, file, text, memory] of [
    ['an object', '${file(x.js):memory}', 'x.js', 'module.exports = { memory: 512 };', 512],
    ['a deep key', '${file(./x.js):a.b}', 'x.js', 'const b = 256;\nmodule.exports = { a: { b } };', 256],
    ['named exports', '${file(./x.js):memory}', 'x.js', 'module.exports.memory = 128 * 3;', 384],
    [
      'a function that returns an object',
      '${file(x.js):memory}',
      'x.js',
      'module.exports = () => ({ memory: 640 });',
      640,
    ],
    [
      'an asynchronous one with parameters',
      '${file(x.js):memory}',
      'x.js',
      'module.exports = async ({ options }) => {\n  const memory = await 448;\n  return { memory, open: options.x };\n};',
      448,
    ],
    ['a function under the key', '${file(x.cjs):memory}', 'x.cjs', 'module.exports.memory = async () => 320;', 320],
    [
      'a function under the first key',
      '${file(x.js):all.memory}',
      'x.js',
      'exports.all = () => ({ memory: 320 });',
      320,
    ],
    ['a number alone', '${file(x.js)}', 'x.js', 'module.exports = () => 576;', 576],
    ['code with types', '${file(x.ts):memory}', 'x.ts', 'export default { memory: 704 } as const;', 704],
    ['JSON', '${file(x.json):a.b}', 'x.json', '{"a":{"b":768}}', 768],
    ['YAML', '${file(./x.yml)}', 'x.yml', '832', 832],
    ['a file that is not there, or else', '${file(gone.js):m, 896}', 'x.js', '', 896],
    [
      'nothing of what a parameter tells',
      '${file(x.js):memory}',
      'x.js',
      'module.exports = ({ options }) => ({ memory: options.memory });',
      undefined,
    ],
    [
      'nothing of what throws or waits',
      '${file(x.js):memory}',
      'x.js',
      'module.exports = async () => { const m = await fetch("x"); return { memory: m.memory }; };',
      undefined,
    ],
    ['nothing of what is broken', '${file(x.js):memory}', 'x.js', 'module.exports = { memory: ', undefined],
    [
      'nothing of a function that calls itself',
      '${file(x.js):memory}',
      'x.js',
      'const f = () => f();\nmodule.exports.memory = f;',
      undefined,
    ],
  ] as const)
    it(`takes ${title} from a file`, async () => {
      const { functions } = await discover({ 'serverless.yml': service(expression), 'a.ts': HANDLER, [file]: text });
      assert.deepEqual(
        functions.map(({ memoryMb }) => memoryMb),
        [memory],
      );
    });

  const config =
    "{ service: 's', provider: { name: 'aws', runtime: 'nodejs22.x' }, functions: { f: { handler: 'a.handler' } } }";
  for (const [file, text] of [
    ['serverless.ts', `const config: AWS = ${config};\nexport = config;`],
    ['serverless.ts', `export default ${config} satisfies AWS;`],
    ['serverless.ts', `export default <AWS>${config};`],
    ['serverless.js', `module.exports = async () => (${config});`],
    ['serverless.js', `const base = () => (${config});\nmodule.exports = Promise.resolve(base());`],
    ['serverless.cjs', `module.exports = ${config};`],
    ['serverless.mjs', `export default ${config};`],
    ['serverless.json', config.replaceAll("'", '"').replaceAll(/(\w+):/g, '"$1":')],
    ['serverless.ts', "import base from './base';\nexport default base;", `export default ${config};`],
    ['serverless.js', "module.exports = require('./base');", `module.exports = ${config};`],
  ] as const)
    it(`reads ${file}: ${text.replace(config, '…').replace('\n', ' ').slice(0, 60)}`, async () => {
      const base = text.includes('./base') ? { [`base.${file.slice(-2)}`]: `module.exports = ${config};` } : {};
      const { functions } = await discover({ [file]: text, ...base, 'a.ts': HANDLER });
      assert.deepEqual(
        functions.map(({ name, runtime }) => [name, runtime]),
        [['f', 'nodejs22.x']],
      );
    });

  for (const [title, version, installed, runtime, tool] of [
    ['version 3 by its own word', "frameworkVersion: '^3.40'\n", {}, 'nodejs16.x', 'zip'],
    ['version 3 by package.json', '', { serverless: '^3.38.0' }, 'nodejs16.x', 'zip'],
    ['osls', "frameworkVersion: '3'\n", { osls: '^3.70.0' }, undefined, 'zip'],
    ['osls 4, which does not bundle', "frameworkVersion: '4'\n", { osls: '^4.3.1' }, undefined, 'zip'],
    ['version 4', "frameworkVersion: '4'\n", { serverless: '4' }, undefined, 'esbuild'],
  ] as const)
    it(`knows what ${title} takes where nothing is stated`, async () => {
      const { functions, deployment } = await discover({
        'package.json': JSON.stringify({ devDependencies: installed }),
        'svc/serverless.yml': `${version}${service('128')}`,
        'svc/a.ts': HANDLER,
      });
      assert.equal(deployment().functions[0]?.settings.runtime.value, runtime);
      assert.equal(functions[0]?.build?.tool, tool);
    });

  checkAll([
    {
      title: 'tell a compose file that does not parse',
      files: { 'serverless-compose.yml': 'services: [\n', 'serverless.yml': service('128'), 'a.ts': HANDLER },
      functions: ['f @ serverless.yml:4 serverless -> a.ts:1#handler 128MB'],
      problems: [
        'syntax-error serverless-compose.yml:2 Flow sequence in block collection must be sufficiently indented and end with a ]; the file was left out',
      ],
    },
  ]);
});
