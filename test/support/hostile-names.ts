import type { Files } from './temp-folder.js';

/** Names of functions and of their files that mean something to a CI system, a terminal, an editor or Markdown. */
export const HOSTILE_NAMES: readonly string[] = [
  'a\n::error file=a.ts::forged',
  'b\r\n::add-mask::the',
  'c\r::stop-commands::x',
  '::warning::d',
  ' \u00a0::notice::e',
  '##[error]f',
  'g ##[add-mask]the',
  '##vso[task.setvariable variable=a]h',
  "##teamcity[buildProblem description='i']",
  'j\u001b[31mred\u001b[0m\u001b]0;title\u0007\u001b[2K',
  'k\u009b2J\u0085::error::k\u007f',
  'l\u2028::error::l\u2029##[error]l',
  'm\u202egnp\u202c \u2066m\u2069',
  'n | `n` <img src=x> [n](n) @octocat #12 *n* _n_ ~~n~~ &lt; $n$',
  'o"\t{o}',
];

/** Names that nobody need be afraid of. */
export const ODD_NAMES: readonly string[] = [
  'Bestellungen für Müller',
  '注文を作成する',
  'ship 🚀 👩‍👩‍👧 🇪🇺',
  '[id]',
  'سجل الطلبات',
  'a::b - 1 c',
];

const CODE = `const { DynamoDBClient, GetItemCommand } = require('@aws-sdk/client-dynamodb');
exports.handler = async (event) => {
  const client = new DynamoDBClient({});
  const text = \`
    ::add-mask::context
\`;
  return client.send(new GetItemCommand({ TableName: text, Key: event }));
};
`;

const EVIL = 'evil\n::error::p\u001b[1m';

/** Built by esbuild, or deployed as files. */
function functionOf(handler: string, isBuilt: boolean) {
  return {
    Type: 'AWS::Serverless::Function',
    Properties: { CodeUri: '.', Handler: handler, Runtime: 'nodejs22.x' },
    ...(isBuilt && { Metadata: { BuildMethod: 'esbuild' } }),
  };
}

/**
 * A SAM project with a function and a file for each name. Every file has a finding with a safe fix; besides them stand a function
 * without a file, one with a hostile package, and one whose import leads nowhere.
 */
export function projectOf(names: readonly string[]): Files {
  const functions = names.map((name, index) => [name, functionOf(`src/${name}.handler`, index % 2 === 0)]);
  const resources = {
    ...Object.fromEntries(functions),
    'lost\n::error::lost': functionOf('src/none\n::error::none.handler', true),
    Package: functionOf('src/package.handler', true),
    Gone: functionOf('src/gone.handler', true),
  };
  return {
    '.git/HEAD': '',
    'template.yaml': JSON.stringify({ Transform: 'AWS::Serverless-2016-10-31', Resources: resources }),
    ...Object.fromEntries(names.map((name) => [`src/${name}.js`, CODE])),
    'src/package.js': `exports.handler = () => require(${JSON.stringify(EVIL)});\n`,
    'src/gone.js': `exports.handler = () => require(${JSON.stringify('./gone\n::error::gone')});\n`,
    [`node_modules/${EVIL}/package.json`]: JSON.stringify({ name: EVIL, version: '1\n::error::v' }),
    [`node_modules/${EVIL}/index.js`]: 'module.exports = 1;\n',
  };
}
