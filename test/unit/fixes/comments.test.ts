import assert from 'node:assert/strict';
import { ts } from 'ts-morph';
import { rules } from '../../../src/rules/index.js';
import { fixFixtures } from '../../support/fix-fixtures.js';
import { fixSource } from '../../support/fix-source.js';

const serverless =
  'service: s\nprovider: { name: aws, runtime: nodejs22.x }\nfunctions:\n  f: { handler: index.handler }\n';

async function fixed(code: string, ruleId: string): Promise<string> {
  const choice = { isSafeWanted: true, suggestionsOf: rules.map(({ meta }) => meta.id) };
  const { files } = await fixSource({ 'index.mjs': code, 'serverless.yml': serverless }, [ruleId], choice);
  return files['index.mjs']!;
}

const SDK = `import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';\n`;
const inHandler = (lines: string): string =>
  `${SDK}\nexport const handler = async (event) => {\n${lines}\n  return s3.send(get);\n};\n`;

interface Case {
  readonly what: string;
  readonly lines: string;
  /** Parts of the fixed code, each in one piece. */
  readonly kept: readonly string[];
}

const GET = `  const get = new GetObjectCommand({ Bucket: 'b', Key: event.orderKey });`;
const CLIENT = '  const s3 = new S3Client({ maxAttempts: 2 });';
const MOVED = 'const s3 = new S3Client({ maxAttempts: 2 });';

const cases: readonly Case[] = [
  {
    what: 'about the request stays with it',
    lines: `  // Resolve orderKey first, as the bucket is shared\n${CLIENT}\n${GET}`,
    kept: [`{\n  // Resolve orderKey first, as the bucket is shared\n${GET}`, `\n\n${MOVED}\n`],
  },
  {
    what: 'about neither stays',
    lines: `  // Step 1\n${CLIENT}\n${GET}`,
    kept: [`{\n  // Step 1\n${GET}`],
  },
  {
    what: 'about the client goes along',
    lines: `  // The SDK gives up too late by itself\n${CLIENT}\n${GET}`,
    kept: [`\n\n// The SDK gives up too late by itself\n${MOVED}\n`, `{\n${GET}`],
  },
  {
    what: 'that names one of its options goes along',
    lines: `  /* maxAttempts: the queue tries again anyway */\n${CLIENT}\n${GET}`,
    kept: [`/* maxAttempts: the queue tries again anyway */\n${MOVED}\n`],
  },
  {
    what: 'about the client and the request stays',
    lines: `  // One client for each orderKey\n${CLIENT}\n${GET}`,
    kept: [`{\n  // One client for each orderKey\n${GET}`],
  },
  {
    what: 'to a tool about the next line goes along',
    lines: `  // eslint-disable-next-line no-magic-numbers\n${CLIENT}\n${GET}`,
    kept: [`// eslint-disable-next-line no-magic-numbers\n${MOVED}\n`, `{\n${GET}`],
  },
  {
    what: 'to a tool goes along, and the one above it stays',
    lines: `  // Read the order\n  // prettier-ignore\n${CLIENT}\n${GET}`,
    kept: [`// prettier-ignore\n${MOVED}\n`, `{\n  // Read the order\n${GET}`],
  },
  {
    what: 'to a tool behind the line goes along',
    lines: `${CLIENT} // eslint-disable-line no-magic-numbers\n${GET}`,
    kept: [`${MOVED} // eslint-disable-line no-magic-numbers\n`],
  },
  {
    what: 'in the middle of the statement goes along',
    lines: `  const /* shared */ s3 /* by all */ = /* not pooled */ new S3Client({ maxAttempts: 2 }) /* yet */;\n${GET}`,
    kept: [
      'const /* shared */ s3 /* by all */ = /* not pooled */ new S3Client({ maxAttempts: 2 }) /* yet */;\n\nexport',
    ],
  },
  ...[
    ['/* c8 ignore start */', '/* c8 ignore stop */'],
    ['// #region client', '// #endregion'],
    ['// prettier-ignore-start', '// prettier-ignore-end'],
    ['/* eslint-disable no-magic-numbers */', '/* eslint-enable no-magic-numbers */'],
    ['// snippet-start:[the.client]', '// snippet-end:[the.client]'],
    ['/// #if DEV', '/// #endif'],
    ['/* c8 ignore next 3 */', '// one line more'],
  ].map(([open, close]) => ({
    what: `about a range stays where the range is: ${open}`,
    lines: `  ${open}\n${CLIENT}\n  ${close}\n${GET}`,
    kept: [`{\n  ${open}\n  ${close}\n${GET}`, `\n\n${MOVED}\n`],
  })),
  {
    what: 'to tslint about the next line goes along',
    lines: `  // tslint:disable-next-line no-magic-numbers\n${CLIENT}\n${GET}`,
    kept: [`// tslint:disable-next-line no-magic-numbers\n${MOVED}\n`],
  },
  {
    what: 'in front of the statement on its line stays',
    lines: `  /* read */ const s3 = new S3Client({ maxAttempts: 2 });\n${GET}`,
    kept: ['/* read */', `\n\n${MOVED}`],
  },
  {
    what: 'about the request stays when a constant goes along',
    lines: `  // Read what event.orderKey names\n  const tries = 2;\n  const s3 = new S3Client({ maxAttempts: tries });\n${GET}`,
    kept: [
      `{\n  // Read what event.orderKey names\n${GET}`,
      '\n\nconst tries = 2;\nconst s3 = new S3Client({ maxAttempts: tries });\n',
    ],
  },
  ...[
    ['with a capital letter', 'Tries are few: the queue tries again anyway.'],
    ['among others', 'How many tries event.orderKey is worth'],
    ['by its value', 'As the runbook says, 12 seconds'],
  ].map(([how, text]) => ({
    what: `that names a constant ${how} goes along with it`,
    lines: `  // ${text}\n  const tries = '12 seconds';\n  const s3 = new S3Client({ maxAttempts: tries });\n${GET}`,
    kept: [
      `\n\n// ${text}\nconst tries = '12 seconds';\nconst s3 = new S3Client({ maxAttempts: tries });\n`,
      `{\n${GET}`,
    ],
  })),
  {
    what: 'that begins with a name of what stays, stays',
    lines: `  // Get only this order with the SDK.\n${CLIENT}\n${GET}`,
    kept: [`{\n  // Get only this order with the SDK.\n${GET}`],
  },
];

describe('a comment at a client that moves', () => {
  for (const { what, lines, kept } of cases)
    it(what, async () => {
      const after = await fixed(inHandler(lines), 'client-in-handler');
      for (const part of kept) assert.ok(after.includes(part), `${part}\n--- is not in ---\n${after}`);
      const comments = (text: string): readonly string[] => (text.match(/\/\/.*|\/\*.*?\*\//g) ?? []).toSorted();
      assert.deepEqual(comments(after), comments(inHandler(lines)));
    });

  it('stays where the file has the same client already', async () => {
    const code = inHandler(
      `  // Read the order.\n  // eslint-disable-next-line no-magic-numbers\n${CLIENT} // slow\n${GET}`,
    );
    const after = await fixed(code.replace('\nexport', `\n${MOVED}\nexport`), 'client-in-handler');
    assert.match(after, / {2}\/\/ Read the order\.\n\s*\/\/ slow\n {2}const get/);
    assert.doesNotMatch(after, /eslint/);
  });

  it('to a tool stays at the first line of the file', async () => {
    const code = `// eslint-disable-next-line import/no-commonjs\nconst { S3Client } = require('@aws-sdk/client-s3');\nsetUp();\nexports.handler = async (event) => setUp().send(event.command);\nfunction setUp() {\n  return new S3Client({});\n}\n`;
    const { files } = await fixSource({ 'index.js': code, 'serverless.yml': serverless }, ['client-in-handler']);
    assert.match(
      files['index.js']!,
      /let cached\w+;\n\n\/\/ eslint-disable-next-line import\/no-commonjs\nconst \{ S3Client/,
    );
  });

  it('to a tool stays behind its line where clients are kept by key', async () => {
    const lines = `  const s3 = new S3Client({ region: event.region }); // eslint-disable-line no-magic-numbers\n${GET}`;
    const after = await fixed(inHandler(lines), 'client-in-handler');
    assert.match(
      after,
      /new S3Client\(\{ region: event\.region \}\); \/\/ eslint-disable-line no-magic-numbers\n {2}s3Clients\.set\(/,
    );
  });
});

describe('a comment at a loop', () => {
  it('stays at the loop when a limiter is made in front of it', async () => {
    const code = `import pLimit from 'p-limit';\n${SDK}const s3 = new S3Client({});\nconst use = pLimit;\nexport const handler = async (event) => {\n  // All of them.\n  for (const Key of event.keys) {\n    await s3.send(new GetObjectCommand({ Bucket: 'b', Key }));\n  }\n};\n`;
    assert.match(
      await fixed(code, 'await-in-loop'),
      /const limit = pLimit\(10\);\n {2}\/\/ All of them\.\n {2}await Promise\.all/,
    );
  });
});

/** Each comment of a text, white space folded; those in strings are none. */
function commentsOf(path: string, text: string): readonly string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found = new Map<number, string>();
  const visit = (node: ts.Node): void => {
    const ranges = [
      ...(ts.getLeadingCommentRanges(text, node.pos) ?? []),
      ...(ts.getTrailingCommentRanges(text, node.end) ?? []),
    ];
    for (const { pos, end } of ranges) found.set(pos, text.slice(pos, end).replace(/\s+/g, ' '));
    for (const child of node.getChildren(file)) visit(child);
  };
  visit(file);
  return [...found.values()];
}

it('no fix of any fixture loses a comment', () => {
  const lost = fixFixtures().flatMap(({ ruleId, name, before, after }) =>
    Object.keys(after)
      .filter((path) => /\.[cm]?[jt]sx?$/.test(path) && before[path] !== undefined)
      .flatMap((path) => {
        const left = [...commentsOf(path, after[path]!)];
        return commentsOf(path, before[path]!)
          .filter((comment) => !left.includes(comment) || !left.splice(left.indexOf(comment), 1))
          .map((comment) => `${ruleId}/${name}: ${comment}`);
      }),
  );
  assert.deepEqual(lost, []);
});
