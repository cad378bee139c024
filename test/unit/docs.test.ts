import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { ruleIds } from '../../scripts/generate/rules.js';
import { bundleRules, ruleMetas, rules } from '../../src/rules/index.js';
import { findingLines } from '../support/lint-source.js';

const ids = ruleMetas.map(({ id }) => id);

/** Code blocks such as ```` ```ts bad ```` in a page. */
function codeBlocks(
  page: string,
): readonly { readonly language: string; readonly kind: string; readonly code: string }[] {
  return [...page.matchAll(/^```(ts|js) (bad|good)\r?\n([\s\S]*?)^```/gm)].map((match) => ({
    language: match[1]!,
    kind: match[2]!,
    code: match[3]!,
  }));
}

it('the index holds every rule once, sorted', () => {
  assert.deepEqual(
    rules.map(({ meta }) => meta.id),
    ruleIds('code'),
  );
  assert.deepEqual(
    bundleRules.map(({ meta }) => meta.id),
    ruleIds('bundle'),
  );
});

it('every page belongs to a rule', () => {
  const pages = existsSync('docs/rules') ? readdirSync('docs/rules').map((name) => name.replace(/\.md$/, '')) : [];
  assert.deepEqual(
    pages.filter((id) => !ids.includes(id)),
    [],
  );
});

it('the map of the architecture is read at one sitting', () => {
  const words = readFileSync('docs/architecture.md', 'utf8').split(/\s+/).filter(Boolean).length;
  assert.ok(
    words <= 1200,
    `docs/architecture.md has ${words} words. Take something out, or say it in docs/how-it-works.md.`,
  );
});

function pageOf(id: string): string {
  return existsSync(`docs/rules/${id}.md`) ? readFileSync(`docs/rules/${id}.md`, 'utf8') : '';
}

describe('every rule is documented', () => {
  for (const meta of ruleMetas) {
    const { id } = meta;

    it(`${id} has a page with all sections`, () => {
      const headings = [...pageOf(id).matchAll(/^## (.*)$/gm)].map((match) => match[1]);
      for (const heading of ['Why', 'Bad', 'Good', 'When not to use it']) {
        assert.ok(headings.includes(heading), `docs/rules/${id}.md lacks "## ${heading}".`);
      }
    });

    it(`${id} has a README row and a schema entry`, () => {
      assert.ok(readFileSync('README.md', 'utf8').includes(`[\`${id}\`](docs/rules/${id}.md)`));
      const schema = JSON.parse(readFileSync('schema/coldlens.schema.json', 'utf8'));
      assert.ok(id in schema.definitions.rules.properties);
    });

    it(`${id} says one thing in its summary, without a full stop`, () => {
      assert.match(meta.summary, /^[A-Z].*[^.]$/);
    });
  }
});

describe('every rule about code has examples and fixtures', () => {
  for (const { id } of rules.map(({ meta }) => meta)) {
    const page = pageOf(id);

    it(`${id} has fixtures both ways`, () => {
      const folder = `test/fixtures/rules/${id}`;
      const names = existsSync(folder) ? readdirSync(folder) : [];
      assert.ok(
        names.some((name) => name.startsWith('bad')),
        `${folder} lacks a fixture named bad….`,
      );
      assert.ok(
        names.some((name) => name.startsWith('good')),
        `${folder} lacks a fixture named good….`,
      );
    });

    it(`${id} has examples of both kinds`, () => {
      const kinds = codeBlocks(page).map(({ kind }) => kind);
      assert.deepEqual([kinds.includes('bad'), kinds.includes('good')], [true, true]);
    });

    for (const [index, { language, kind, code }] of codeBlocks(page).entries()) {
      it(`${id}: example ${index + 1} is ${kind}`, async () => {
        const lines = await findingLines({ [`src/example.${language}`]: code }, id);
        assert.equal(lines.length > 0, kind === 'bad', `It raises ${id} at ${lines.join(', ') || 'no line'}.`);
      });
    }
  }
});
