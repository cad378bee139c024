import assert from 'node:assert/strict';
import { ts } from 'ts-morph';
import { commentedCode } from '../../../../src/engine/comments/commented.js';
import { applySuppressions, type SuppressionOptions } from '../../../../src/engine/comments/suppressions.js';
import { sampleFinding } from '../../../support/sample-result.js';

const rules = ['await-in-loop', 'client-in-handler', 'dynamodb-scan'];
const defaults: SuppressionOptions = {
  requireReason: false,
  reportUnused: true,
  knownRules: rules,
  activeRules: rules,
};

/**
 * Puts a finding of `client-in-handler` on each call of `bad` and of `await-in-loop` on each call of `slow`; answers the lines of
 * those that were suppressed, and the problems as `line kind message`.
 */
function apply(code: string, options: Partial<SuppressionOptions> = {}, file = 'x.tsx') {
  const sourceFile = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const findings = [...code.matchAll(/\b(bad|slow)\(/g)].map((match) => {
    const { line, character } = sourceFile.getLineAndCharacterOfPosition(match.index);
    const ruleId = match[1] === 'bad' ? 'client-in-handler' : 'await-in-loop';
    return sampleFinding({ ruleId, line: line + 1, column: character + 1 });
  });
  const result = applySuppressions(commentedCode(sourceFile), file, findings, { ...defaults, ...options });
  return {
    suppressed: result.findings.filter((each) => each.suppressed).map(({ line }) => line),
    reasons: result.findings.flatMap((each) => each.suppressionReason ?? []),
    problems: result.problems.map(({ line, kind, message }) => `${line} ${kind} ${message}`),
  };
}

describe('suppressing comments cover', () => {
  const cases: readonly [title: string, code: string, suppressed: readonly number[]][] = [
    ['the next line', '// coldlens-disable-next-line client-in-handler\nbad();\nbad();', [2]],
    ['the next line of all rules', '// coldlens-disable-next-line\nbad(), slow();\nbad();', [2, 2]],
    ['only rules that are named', '// coldlens-disable-next-line await-in-loop\nbad(), slow();', [2]],
    ['several rules', '// coldlens-disable-next-line await-in-loop, client-in-handler\nbad(), slow();', [2, 2]],
    ['the code after further comments', '// coldlens-disable-next-line client-in-handler\n// lint-off\nbad();', [3]],
    ['their own line', 'bad();\nbad(); // coldlens-disable-line client-in-handler\nbad();', [2]],
    ['a block', 'bad();\n/* coldlens-disable client-in-handler */\nbad();\n/* coldlens-enable */\nbad();', [3]],
    ['a block within a line', 'bad(); /* coldlens-disable */ bad(); /* coldlens-enable */ bad();', [1]],
    ['a block to the end of the file', 'bad();\n// coldlens-disable\nbad();\nbad();', [3, 4]],
    [
      'a block until its own rule is enabled',
      '// coldlens-disable client-in-handler\n// coldlens-disable await-in-loop\n// coldlens-enable await-in-loop\nbad(), slow(); // coldlens-disable-line await-in-loop',
      [4, 4],
    ],
    ['a whole file', 'bad();\n// coldlens-disable-file client-in-handler\nbad();', [1, 3]],
    ['lines that end with CRLF', '// coldlens-disable-next-line client-in-handler -- why\r\nbad();\r\nbad();', [2]],
    [
      'the next line in JSX',
      'const a = <p>\n{/* coldlens-disable-next-line client-in-handler */}\n{bad()}\n{bad()}</p>;',
      [3],
    ],
    ['the next line from a comment behind code', 'f(); // coldlens-disable-next-line client-in-handler\nbad();', [2]],
    [
      'the next line from a documentation comment',
      '/** coldlens-disable-next-line client-in-handler */\nconst a = bad();',
      [2],
    ],
    ['lines inside of templates', 'const a = `${\n// coldlens-disable-next-line client-in-handler\nbad()}`;', [3]],
    ['findings before the closing brace', 'function f() {\nbad(); // coldlens-disable-line client-in-handler\n}', [2]],
  ];
  for (const [title, code, suppressed] of cases) {
    it(title, () =>
      assert.deepEqual({ ...apply(code), reasons: [] }, { suppressed, reasons: [], problems: problemsOf(title) }),
    );
  }

  /** In the one case where two blocks meet, the inner one covers nothing. */
  function problemsOf(title: string): readonly string[] {
    return title === 'a block until its own rule is enabled'
      ? ['2 unused-suppression "coldlens-disable await-in-loop" suppresses nothing; remove it.']
      : [];
  }
});

describe('what only looks like a suppressing comment does nothing', () => {
  const cases: readonly [title: string, code: string][] = [
    ['in a string', 'const a = "// coldlens-disable-file";\nbad();'],
    ['in a template', 'const a = `\n// coldlens-disable-next-line\n`; bad();'],
    ['between holes of a template', 'const a = `${b} // coldlens-disable-file ${c}`; bad();'],
    ['in a regular expression', 'const a = /[/]* coldlens-disable-file *[/]/; bad();'],
    ['in JSX text', 'const a = <p> // coldlens-disable-file\n </p>; bad();'],
    ['in JSX text after an element', 'const a = <p><b/> /* coldlens-disable-file */ </p>; bad();'],
    ['in prose', '// Say coldlens-disable-file to silence it.\nbad();'],
    ['as a longer word', '// coldlens-disabled\nbad();\n// xcoldlens-disable-file'],
  ];
  for (const [title, code] of cases) {
    it(title, () => {
      const { suppressed, problems } = apply(code);
      assert.deepEqual(suppressed, []);
      assert.deepEqual(
        problems.filter((problem) => !problem.includes('coldlens-disabled')),
        [],
      );
    });
  }
});

describe('a wrong suppressing comment is a problem', () => {
  const cases: readonly [code: string, problem: string, options?: Partial<SuppressionOptions>][] = [
    [
      'f();\n// coldlens-disable-next-line await-in-lop\nslow();',
      '2 invalid-suppression There is no rule "await-in-lop". Did you mean "await-in-loop"?',
    ],
    [
      '// coldlens-disable-nextline await-in-loop\nslow();',
      '1 invalid-suppression "coldlens-disable-nextline" is unknown. Did you mean "coldlens-disable-next-line"?',
    ],
    [
      '// coldlens-disable-line await-in-loop',
      '1 unused-suppression "coldlens-disable-line await-in-loop" suppresses nothing; remove it.',
    ],
    ['/* coldlens-disable */', '1 unused-suppression "coldlens-disable" suppresses nothing; remove it.'],
    [
      '// coldlens-disable-file await-in-loop --',
      '1 invalid-suppression "coldlens-disable-file" suppresses nothing, because it gives no reason. Add one after "--".',
      { requireReason: true },
    ],
  ];
  for (const [code, problem, options] of cases) {
    it(problem, () => assert.deepEqual(apply(code, options), { suppressed: [], reasons: [], problems: [problem] }));
  }

  it('but the known rules beside an unknown one still count', () => {
    const { suppressed, problems } = apply('// coldlens-disable-next-line nope client-in-handler\nbad();');
    assert.deepEqual([suppressed, problems], [[2], ['1 invalid-suppression There is no rule "nope".']]);
  });
});

it('unused comments are no problem when the option or the rule is off', () => {
  const code = '// coldlens-disable-line await-in-loop';
  assert.deepEqual(apply(code, { reportUnused: false }).problems, []);
  assert.deepEqual(apply(code, { activeRules: ['dynamodb-scan'] }).problems, []);
});

describe('reasons', () => {
  const cases: readonly [comment: string, reason: string | undefined][] = [
    ['// coldlens-disable-next-line client-in-handler -- one per tenant', 'one per tenant'],
    ['// coldlens-disable-next-line -- all -- of it', 'all -- of it'],
    ['/* coldlens-disable-next-line client-in-handler --\n   over lines */', 'over lines'],
    ['// coldlens-disable-next-line client-in-handler --', undefined],
  ];
  for (const [comment, reason] of cases) {
    it(`${reason} from ${comment}`, () => {
      const { suppressed, reasons } = apply(`${comment}\nbad();`, { requireReason: false });
      assert.equal(suppressed.length, 1);
      assert.deepEqual(reasons, reason === undefined ? [] : [reason]);
    });
  }
});
