import assert from 'node:assert/strict';
import type { ts } from 'ts-morph';
import { parseSource } from '../../../src/ast/parse.js';
import { applyEdits } from '../../../src/engine/fixing/apply-edits.js';
import { importOf } from '../../../src/fixes/editing/imports.js';
import { camelCase, freeName } from '../../../src/fixes/editing/names.js';
import { reindented } from '../../../src/fixes/editing/reindent.js';
import { insertionBefore, removals } from '../../../src/fixes/editing/statements.js';
import { styleOf } from '../../../src/fixes/editing/style.js';

const parse = (text: string, path = '/a.ts') => parseSource(path, text);

describe('the style of a file', () => {
  for (const [what, text, expected] of [
    ['two spaces', 'if (a) {\n  b();\n}\n', { indent: '  ' }],
    ['tabs', 'if (a) {\n\tb();\n\tif (c) {\n\t\td();\n\t}\n}\n', { indent: '\t' }],
    ['four spaces beside aligned comments', '/**\n * a\n */\nif (a) {\n    b();\n}\n', { indent: '    ' }],
    ['nothing to go by', 'a();\n', { indent: '  ' }],
    ['double quotes', 'a("b", "c\'s");\n', { quote: '"' }],
    ['single quotes', "a('b');\n", { quote: "'" }],
    ['no semicolons', "import a from 'a'\na()\n", { semicolon: '' }],
    ['semicolons', 'a();\nb()\n', { semicolon: ';' }],
    ['Windows lines', 'a();\r\nb();\r\n', { newline: '\r\n' }],
  ] as const) {
    it(`has ${what}`, () => {
      const style: object = styleOf(parse(text));
      assert.deepEqual({ ...style, ...expected }, style);
    });
  }
});

describe('names', () => {
  for (const [name, expected] of [
    ['DynamoDBClient', 'dynamoDBClient'],
    ['S3', 's3'],
    ['S3Client', 's3Client'],
    ['EC2Client', 'ec2Client'],
    ['Pool', 'pool'],
    ['SNS', 'sns'],
  ] as const) {
    it(`${name} is called ${expected}`, () => assert.equal(camelCase(name), expected));
  }

  it('get a number when something else has them, and not for a mere member', () => {
    const file = parse('const s3 = 1; a.sqs = s3; function f(sns2: string, sns: string) {}');
    assert.deepEqual(
      ['s3', 'sqs', 'sns'].map((name) => freeName(name, file)),
      ['s32', 'sqs', 'sns3'],
    );
  });

  it('are no words of the language', () => assert.equal(freeName('delete', parse('')), 'delete2'));
});

describe('code at another indentation', () => {
  it('keeps the text of templates as it is', () => {
    const text = '    call(`\n    one\n  ${two}\n    `, {\n        a,\n    });\n';
    const statement = parse(text).statements[0]!;
    assert.equal(reindented(statement, '    ', ''), 'call(`\n    one\n  ${two}\n    `, {\n    a,\n});');
  });

  it('leaves blank lines blank', () => {
    const statement = parse('call(\n  a,\n\n  b,\n);').statements[0]!;
    assert.equal(reindented(statement, '', '  '), 'call(\n    a,\n\n    b,\n  );');
  });
});

describe('statements that go and come', () => {
  const without = (text: string, ...indexes: readonly number[]) => {
    const file = parse(text);
    const block = (file.statements[0] as ts.FunctionDeclaration).body!;
    return applyEdits(text, removals(indexes.map((index) => block.statements[index]!)));
  };

  it('take their comments and one of two blank lines along', () => {
    const text = 'function f() {\n  a();\n\n  // about b\n  b(); // more\n\n  c();\n}\n';
    assert.equal(without(text, 1), 'function f() {\n  a();\n\n  c();\n}\n');
  });

  it('leave a comment that stands apart', () => {
    const text = 'function f() {\n  // a chapter\n\n  b();\n  c();\n}\n';
    assert.equal(without(text, 0), 'function f() {\n  // a chapter\n\n  c();\n}\n');
  });

  it('go together when they are neighbours', () => {
    const text = 'function f() {\n  a();\n\n  b();\n\n  c();\n}\n';
    assert.equal(without(text, 0, 1), 'function f() {\n  c();\n}\n');
  });

  it('leave others on their line', () => {
    assert.equal(without('function f() { a(); b(); }\n', 0), 'function f() {  b(); }\n');
  });

  it('come in front of what belongs to the next one, and behind the words at the top of the file', () => {
    const comment = parse('import a from "a";\n\n/** What f does. */\nfunction f() {}\n');
    const inserted = insertionBefore(comment.statements[1]!, 'const b = 1;', '\n');
    assert.equal(
      applyEdits(comment.text, [inserted]),
      'import a from "a";\n\nconst b = 1;\n\n/** What f does. */\nfunction f() {}\n',
    );
    const header = parse('// Copyright\nfunction f() {}\n');
    const below = insertionBefore(header.statements[0]!, 'const b = 1;', '\n');
    assert.equal(applyEdits(header.text, [below]), '// Copyright\nconst b = 1;\n\nfunction f() {}\n');
  });
});

describe('an import', () => {
  const added = (text: string, exported = 'B', path = '/a.ts') => {
    const { name, edits } = importOf(parse(text, path), 'm', exported);
    return [name, applyEdits(text, edits)];
  };

  for (const [what, text, exported, expected] of [
    ['is there', "import { B } from 'm';\n", 'B', ['B', "import { B } from 'm';\n"]],
    ['is there by another name', "import { B as C } from 'm';\n", 'B', ['C', "import { B as C } from 'm';\n"]],
    ['joins the others', "import { A } from 'm';\n", 'B', ['B', "import { A, B } from 'm';\n"]],
    [
      'joins them on a line of its own',
      "import {\n  A,\n} from 'm';\n",
      'B',
      ['B', "import {\n  A,\n  B,\n} from 'm';\n"],
    ],
    ['is a member of the namespace', "import * as m from 'm';\n", 'B', ['m.B', "import * as m from 'm';\n"]],
    [
      'does not join types',
      "import type { A } from 'm';\n",
      'B',
      ['B', "import type { A } from 'm';\nimport { B } from 'm';\n"],
    ],
    ['joins a require', "const { A } = require('m');\n", 'B', ['B', "const { A, B } = require('m');\n"]],
    ['is a member of what was required', "const m = require('m');\n", 'B', ['m.B', "const m = require('m');\n"]],
    [
      'comes behind the others',
      "import a from 'a';\n\na();\n",
      'B',
      ['B', "import a from 'a';\nimport { B } from 'm';\n\na();\n"],
    ],
    [
      'comes behind directives',
      "'use strict';\nmodule.exports = {};\n",
      'B',
      ['B', "'use strict';\nconst { B } = require('m');\n\nmodule.exports = {};\n"],
    ],
    [
      'gets another name',
      "import a from 'a';\nconst B = a;\n",
      'B',
      ['B2', "import a from 'a';\nimport { B as B2 } from 'm';\nconst B = a;\n"],
    ],
    ['is the default one', "import a from 'a';\n", 'default', ['m', "import a from 'a';\nimport m from 'm';\n"]],
  ] as const) {
    it(what, () => assert.deepEqual(added(text, exported), expected));
  }
});
