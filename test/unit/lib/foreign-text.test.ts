import assert from 'node:assert/strict';
import {
  inCode,
  inCodeLine,
  inCommand,
  inCommandProperty,
  inComment,
  inFence,
  inJson,
  inLabel,
  inLine,
  inLines,
  inMarkdown,
  inPatch,
  inXml,
} from '../../../src/lib/foreign-text.js';
import { HOSTILE_NAMES, ODD_NAMES } from '../../support/hostile-names.js';

describe('text that is not ours', () => {
  const kinds: Readonly<
    Record<string, readonly [write: (text: string) => string, cases: readonly (readonly [string, string])[]]>
  > = {
    'in a line': [
      inLine,
      [
        ['a\r\nb\tc', 'a\\r\\nb\\tc'],
        ['\u001b[31mred\u001b]0;t\u0007', '\\u{1b}[31mred\\u{1b}]0;t\\u{7}'],
        ['\u009b2J\u0085\u007f', '\\u{9b}2J\\u{85}\\u{7f}'],
        ['a\u2028b\u2029c', 'a\\u{2028}b\\u{2029}c'],
        ['\u202egnp.\u202c\u2066x\u2069', '\\u{202e}gnp.\\u{202c}\\u{2066}x\\u{2069}'],
        ['::error::x', ':\\:error::x'],
        [' \u3000::error::x', ' \u3000:\\:error::x'],
        ['##[error]x', '#\\#[error]x'],
        ['a ###[add-mask]x ##vso[a.b]c', 'a ##\\#[add-mask]x #\\#vso[a.b]c'],
        ['## [a] #[b] a::b C:\\new', '## [a] #[b] a::b C:\\new'],
      ],
    ],
    'in a line of code': [inCodeLine, [['\tx\t\u001b\r', '\tx\t\\u{1b}']]],
    'in a label': [inLabel, [['$(error) a\n$b', '\\$(error) a\\n$b']]],
    'in Markdown': [
      inMarkdown,
      [
        [
          '`a` *b* _c_ ~~d~~ [e](f) <g> &lt; $h$',
          '\\`a\\` \\*b\\* \\_c\\_ \\~\\~d\\~\\~ \\[e\\](f) \\<g\\> \\&lt; \\$h\\$',
        ],
        ['a | b\nc', 'a \\| b\\\\nc'],
        ['https://a.b www.a.b', 'https\\://a.b www\\.a.b'],
        ['# a', '\\# a'],
        ['- a', '\\- a'],
        ['---', '\\---'],
        ['1. a', '1\\. a'],
        ['1.5 kB - a+b -5 www x', '1.5 kB - a+b -5 www x'],
      ],
    ],
    'in a comment': [
      inComment,
      [
        ['by @octocat, @aws-sdk/x', 'by @<!-- -->octocat, @<!-- -->aws-sdk/x'],
        ['#12 http://a', '\\#<!-- -->12 http\\:<!-- -->//a'],
        ['@ # a: b', '@ \\# a: b'],
      ],
    ],
    'as code': [
      inCode,
      [
        ['src/[id].ts:3', '`src/[id].ts:3`'],
        ['a`b', 'a\\`b'],
        ['a|@b', 'a\\|@<!-- -->b'],
        ['a\nb', 'a\\\\nb'],
      ],
    ],
    'as a block of code': [
      (text) => inFence(text, 'diff'),
      [
        ['a\n b', '```diff\na\n b\n```'],
        ['a\n```\n[x](y)', '````diff\na\n```\n[x](y)\n````'],
        ['`````', '``````diff\n`````\n``````'],
      ],
    ],
    'in XML': [
      inXml,
      [
        ['a\n<b> & "c"\t', 'a&#10;&lt;b&gt; &amp; &quot;c&quot;&#9;'],
        ['::a ##[b]', ':&#58;a #&#35;[b]'],
        ['\u0007\ud800\u202e\u0085', '\uFFFD\uFFFD&#8238;&#133;'],
      ],
    ],
    'in a command of GitHub': [inCommand, [['5 %\n\u001b ##[a]', '5 %25%0A\\u{1b} #\\#[a]']]],
    'in a property of one': [inCommandProperty, [['a,b:c\r\n', 'a%2Cb%3Ac%0D%0A']]],
    'in a patch': [
      inPatch,
      [
        ['a/b c-ü.ts', 'a/b c-ü.ts'],
        ['a/"\\\n\u001b', '"a/\\"\\\\\\n\\033"'],
        ['a/##[b]\u0085', '"a/#\\043[b]\\302\\205"'],
      ],
    ],
  };
  for (const [kind, [write, cases]] of Object.entries(kinds)) {
    it(kind, () => {
      for (const [text, written] of cases) assert.equal(write(text), written);
    });
  }

  it('in JSON reads back as it was', () => {
    for (const data of [HOSTILE_NAMES, ['\\##[a]', '\\\\##[b]', '##']]) {
      const json = inJson({ data }, 2);
      assert.deepEqual(JSON.parse(json), { data });
      assert.doesNotMatch(json, /##\w*\[|[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
    }
    assert.equal(inJson({ a: ['b'] }, 2), JSON.stringify({ a: ['b'] }, undefined, 2));
  });

  it('in data becomes a line wherever it stands, and the rest stays', () => {
    const data = { a: ['x\n', 1, undefined, null], b: new Map([['k\n', { c: 'y\r', d: true }]]), e: { f: 'z' } };
    assert.deepEqual(inLines(data), {
      a: ['x\\n', 1, undefined, null],
      b: new Map([['k\\n', { c: 'y\\r', d: true }]]),
      e: { f: 'z' },
    });
    const harmless = { a: ['x'], b: { c: 1 } };
    assert.equal(inLines(harmless), harmless);
  });

  it('is written once, however often', () => {
    for (const name of HOSTILE_NAMES) assert.equal(inLine(inLine(name)), inLine(name));
  });

  it('stays as it is where nobody need be afraid of it', () => {
    for (const write of [inLine, inLabel, inXml, inCommand, inPatch, inCodeLine])
      for (const name of ODD_NAMES) assert.equal(write(name), name);
  });
});
