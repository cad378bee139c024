import assert from 'node:assert/strict';
import { suppressingComment } from '../../../../src/engine/comments/suppressing-comment.js';

function insert(text: string, target: Partial<Parameters<typeof suppressingComment>[2]> = {}): string | undefined {
  const insertion = suppressingComment('a.ts', text, {
    ruleId: 'some-rule',
    scope: 'line',
    line: 1,
    reason: '',
    ...target,
  });
  if (!insertion) return undefined;
  const lines = text.split(/(?<=\n)/);
  lines.splice(insertion.line - 1, 0, insertion.text);
  return lines.join('');
}

describe('a comment that suppresses', () => {
  it('stands above the line, indented like it', () =>
    assert.equal(
      insert('f(\n\tg());\n', { line: 2, reason: 'small table' }),
      'f(\n\t// coldlens-disable-next-line some-rule -- small table\n\tg());\n',
    ));

  it('stands at the top for a file, below what starts a script', () => {
    assert.equal(insert('a();\n', { scope: 'file', line: 9 }), '/* coldlens-disable-file some-rule */\na();\n');
    assert.equal(
      insert('#!/usr/bin/env node\na();\n', { scope: 'file' }),
      '#!/usr/bin/env node\n/* coldlens-disable-file some-rule */\na();\n',
    );
  });

  it('keeps the line ends of the file', () =>
    assert.equal(insert('a();\r\n'), '// coldlens-disable-next-line some-rule\r\na();\r\n'));

  it('holds no reason that would end it', () =>
    assert.equal(
      insert('a();\n', { scope: 'file', reason: 'x **// y\n z' }),
      '/* coldlens-disable-file some-rule -- x ** // y z */\na();\n',
    ));

  it('is refused where a line is text', () => {
    assert.equal(insert('const a = `\n${f()}`;\n', { line: 2 }), undefined);
    assert.equal(insert('/*\na\n*/\n', { line: 2 }), undefined);
  });

  it('begins with # in YAML and Terraform, and is not possible in JSON', () => {
    const target = { ruleId: 'some-rule', line: 2, reason: 'known' } as const;
    const yaml = suppressingComment('serverless.yml', 'functions:\n  a: {}\n', { ...target, scope: 'line' });
    assert.deepEqual(yaml, { line: 2, text: '  # coldlens-disable-next-line some-rule -- known\n' });
    const terraform = suppressingComment('main.tf', 'a {\n}\n', { ...target, scope: 'file' });
    assert.deepEqual(terraform, { line: 1, text: '# coldlens-disable-file some-rule -- known\n' });
    assert.equal(suppressingComment('template.json', '{\n}\n', { ...target, scope: 'file' }), undefined);
    assert.equal(suppressingComment('a.template', '{\n}\n', { ...target, scope: 'file' }), undefined);
  });
});
