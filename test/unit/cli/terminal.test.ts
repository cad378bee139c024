import assert from 'node:assert/strict';
import { wantsColors } from '../../../src/cli/colors.js';
import { startProgress } from '../../../src/cli/progress.js';
import { renderMarkdown } from '../../../src/cli/render-markdown.js';
import { timingTable } from '../../../src/cli/timing.js';

describe('wantsColors', () => {
  const cases: readonly [
    env: Readonly<Record<string, string>>,
    isTTY: boolean,
    isAllowed: boolean,
    expected: boolean,
  ][] = [
    [{}, true, true, true],
    [{}, false, true, false],
    [{}, true, false, false],
    [{ NO_COLOR: '1' }, true, true, false],
    [{ NO_COLOR: '' }, true, true, true],
    [{ FORCE_COLOR: '1' }, false, true, true],
    [{ FORCE_COLOR: '0' }, true, true, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, true, true, false],
    [{ TERM: 'dumb' }, true, true, false],
  ];
  for (const [env, isTTY, isAllowed, expected] of cases) {
    it(`${expected} for ${JSON.stringify(env)}, terminal ${isTTY}, allowed ${isAllowed}`, () => {
      const output = { isTTY, write: async () => {} };
      assert.equal(wantsColors({ cwd: '/', env, stdout: output, stderr: output }, isAllowed), expected);
    });
  }
});

describe('progress', () => {
  /** What reaches stderr when these messages come at these times. */
  function written(
    isTTY: boolean,
    messages: readonly (readonly [ms: number, level: 'info' | 'warn' | 'debug', text: string])[],
  ) {
    let now = 0;
    let text = '';
    const write = async (part: string) => {
      text += part;
    };
    const progress = startProgress({ isTTY, write }, () => now);
    for (const [ms, level, message] of messages) {
      now = ms;
      progress.log(level, message);
    }
    progress.end();
    return text.replaceAll('\r\u001b[K', '<clear>');
  }

  it('shows what is done after a second, and wipes it', () => {
    assert.equal(
      written(true, [
        [10, 'info', 'Parsing'],
        [1500, 'info', 'Checking'],
      ]),
      '<clear>Checking…<clear>',
    );
  });

  it('shows nothing but warnings when stderr is no terminal', () => {
    assert.equal(
      written(false, [
        [2000, 'info', 'Parsing'],
        [2000, 'warn', 'Odd.'],
      ]),
      'coldlens: Odd.\n',
    );
  });

  it('shows names as text', () => {
    assert.equal(
      written(true, [
        [2000, 'info', 'Measuring a\n::error::\u001b[1m'],
        [2000, 'warn', 'b\r##[error]c'],
      ]),
      '<clear>Measuring a\\n::error::\\u{1b}[1m…<clear>coldlens: b\\r#\\#[error]c\n',
    );
  });

  it('puts warnings on lines of their own', () => {
    assert.equal(
      written(true, [
        [2000, 'info', 'Parsing'],
        [2000, 'warn', 'Odd.'],
        [2000, 'debug', 'x'],
      ]),
      '<clear>Parsing…<clear>coldlens: Odd.\n',
    );
  });
});

it('timingTable lists phases in order and rules by time', () => {
  const timing = [
    { kind: 'phase', name: 'parse', ms: 200.25 },
    { kind: 'rule', name: 'a', ms: 1 },
    { kind: 'rule', name: 'b', ms: 3 },
  ] as const;
  assert.deepEqual(timingTable(timing, 300), [
    'parse              200.3 ms',
    'rule b               3.0 ms',
    'rule a               1.0 ms',
    'whole process      300.0 ms',
  ]);
});

it('renderMarkdown keeps text and code and drops the markup', () => {
  const page =
    '# a-rule\n\n<!-- begin -->\nSee [this](https://x.test) **now**: `code`.\n<!-- end -->\n\n\n```ts bad\nconst a = `x`;\n```\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n';
  assert.equal(
    renderMarkdown(page, false),
    'a-rule\n\nSee this now: code.\n\n    const a = `x`;\n\n| a | b |\n| 1 | 2 |\n',
  );
});

it('renderMarkdown drops the marks of emphasis, and keeps every other asterisk', () => {
  const texts = {
    'It *may*: *at least* 5 ms.': 'It may: at least 5 ms.',
    '**Both** *of them*, even **`*.ts`** and `*`.': 'Both of them, even *.ts and *.',
    '- `a*b` and `c*d`': '- a*b and c*d',
    'Three * two * one': 'Three * two * one',
    '[*More*](x.md) of it': 'More of it',
    '[`a` and *b*](x.md)': 'a and b',
    '* an item of *several*': '* an item of several',
  };
  for (const [page, expected] of Object.entries(texts)) assert.equal(renderMarkdown(page, false), `${expected}\n`);
});
