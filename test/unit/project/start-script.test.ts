import { checkAll } from './check.js';

const SERVER = 'app.get("/", () => {});\napp.listen(8080);\n';

/** A template with one function a handler. */
function template(...functions: readonly string[]): string {
  const resources = functions.map(
    (properties, index) => `  F${index}: { Type: AWS::Serverless::Function, Properties: { ${properties} } }\n`,
  );
  return `Transform: AWS::Serverless-2016-10-31\nResources:\n${resources.join('')}`;
}

describe('start scripts', () => {
  checkAll([
    {
      title: 'follows the command of a script to its source file, which is entered as a whole',
      files: {
        't.yaml': template('CodeUri: one/, Handler: run.sh', 'CodeUri: two/, Handler: bin/start.sh'),
        'one/run.sh': '#!/bin/bash\n# node old.js\ncd /var/task\nexec node --require ./x.js "app.js"\n',
        'one/app.ts': SERVER,
        'two/bin/start.sh': 'NODE_ENV=production exec node $LAMBDA_TASK_ROOT/dist/main.js # go\n',
        'two/src/main.ts': SERVER,
      },
      functions: ['F0 @ t.yaml:3 sam -> one/app.ts:1#', 'F1 @ t.yaml:4 sam -> two/src/main.ts:1#'],
    },
    {
      title: 'follows scripts of a package, and code that a build writes elsewhere',
      files: {
        't.yaml': template('CodeUri: web/, Handler: run.sh', 'CodeUri: ./out/api.zip, Handler: run.sh'),
        'web/run.sh': '#!/bin/sh\nnpm start\n',
        'web/package.json': '{ "scripts": { "build": "tsc", "start": "npm run serve", "serve": "node server.mjs" } }',
        'web/server.mjs': SERVER,
        'run.sh': 'node index.js',
        'build.mjs': "esbuild.build({ entryPoints: ['api/start.ts'], outfile: 'out/index.js' });",
        'api/start.ts': SERVER,
      },
      functions: ['F0 @ t.yaml:3 sam -> web/server.mjs:1#', 'F1 @ t.yaml:4 sam -> api/start.ts:1#'],
    },
    {
      title: 'says what it could not follow',
      files: {
        't.yaml': template(
          'CodeUri: a/, Handler: go.sh',
          'CodeUri: b/, Handler: run.sh',
          'CodeUri: c/, Handler: run.sh',
        ),
        'b/run.sh': 'npm start\n',
        'b/package.json': '{ "scripts": { "start": "next start" } }',
        'c/run.sh': 'exec node dist/gone.js',
      },
      unresolved: [
        'F0 @ t.yaml:3: no script go.sh was found beside its code',
        'F1 @ t.yaml:4: b/run.sh runs no JavaScript file that could be identified',
        'F2 @ t.yaml:5: c/run.sh starts dist/gone.js, for which no source file was found',
      ],
    },
  ]);
});

describe('wrappers from a layer', () => {
  checkAll([
    {
      title: 'looks for the handler that a monitoring wrapper is told to call',
      files: {
        't.yaml': template(
          'CodeUri: ., Handler: /opt/nodejs/node_modules/datadog-lambda-js/handler.handler, Environment: { Variables: { DD_LAMBDA_HANDLER: src/a.run } }',
        ),
        'src/a.ts': 'export const run = async () => {};\n',
      },
      functions: ['F0 @ t.yaml:3 sam -> src/a.ts:1#run'],
    },
  ]);
});
