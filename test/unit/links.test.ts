import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { deadLinks, markdownFiles } from '../support/markdown-links.js';

describe('links between pages', () => {
  it('lead to files and headings that are there', () => {
    const files = markdownFiles();
    assert.ok(files.includes('docs/rules/await-in-loop.md') && files.includes('CONTRIBUTING.md'));
    assert.deepEqual(
      files.flatMap((path) => deadLinks(path, readFileSync(path, 'utf8'))),
      [],
      'Mend the path or the anchor; both are relative to the page that the link stands in.',
    );
  });

  it('are known to be dead by path and by anchor, but not in code', () => {
    const pages: Readonly<Record<string, string>> = {
      'docs/b.md': '# It\n\n## `lint [paths…]`\n\n## A, b & c\n\n## It\n\n```\n# no heading\n```\n',
    };
    const text = [
      '# Top',
      '[a](b.md) [a](b.md#it-1) [a](b.md#lint-paths) [a](b.md#a-b--c) [a](#top) [a](https://example.com/x.md)',
      '[a](c.md) ![a](b.png) [a](b.md#no-heading) [a](#bottom) <img src="c.png"> [a](../b.md)',
      '`[a](in-code.md)`',
      '```md\n[a](in-block.md)\n```',
    ].join('\n');
    assert.deepEqual(
      deadLinks('docs/a.md', text, (path) => pages[path]),
      ['c.md', 'b.png', 'b.md#no-heading', '#bottom', '../b.md', 'c.png'].map((link) => `docs/a.md: ${link}`),
    );
  });
});
