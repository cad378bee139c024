import assert from 'node:assert/strict';
import type { Plain } from '../../../src/project/data-file.js';
import { evaluateHcl, staticEnd, type VisibleNames } from '../../../src/project/terraform/expressions.js';

const names: VisibleNames = {
  variables: { size: 3, none: null, open: undefined, list: ['a', 'b'], map: { a: { zip: 'x.zip' }, b: { zip: null } } },
  locals: { root: '${var.open}/dist', all: '${merge(var.open, { a = 1 })}', loop: '${local.loop}' },
  paths: { module: '/m', root: '/r' },
};

const values: Readonly<Record<string, Plain>> = {
  'plain text': 'plain text',
  '${var.size}': 3,
  'x-${var.size}-y': 'x-3-y',
  '${var.size > 2 && true}': true,
  '${false && var.open}': false,
  '${true || var.open}': true,
  '${true && var.open}': undefined,
  '${!(var.size == 3)}': false,
  '${var.none == null ? "none" : "some"}': 'none',
  '${var.open == null ? 1 : 2}': undefined,
  '${1 + 2 * 3}': 7,
  '${-var.size}': -3,
  '${var.list[1]}': 'b',
  '${var.map["a"].zip}': 'x.zip',
  '${[for each in var.list : upper(each)]}': ['A', 'B'],
  '${{ for k, v in var.map : k => v.zip if v.zip != null }}': { a: 'x.zip' },
  '${join("-", [for i, each in var.list : "${i}${each}"])}': '0a-1b',
  '${merge({ a = 1 }, { a = 2, b = 3 })}': { a: 2, b: 3 },
  '${merge(var.open, { a = 1 }).a}': 1,
  '${merge({ a = 1 }, var.open).a}': undefined,
  '${lookup(local.all, "b", 9)}': undefined,
  '${lookup({ a = 1 }, "b", 9)}': 9,
  '${keys(local.all)}': undefined,
  '${try(var.missing.x, "otherwise")}': 'otherwise',
  '${coalesce(null, "", "third")}': 'third',
  '${coalesce(var.open, 9)}': undefined,
  '${try(var.open, 9)}': undefined,
  '${try(var.open.size, 9)}': undefined,
  '${try(var.map[var.open].zip, 9)}': undefined,
  '${try(var.map["c"].zip, 9)}': 9,
  '${try(var.list[7], 9)}': 9,
  '${try(var.none.zip, 9)}': 9,
  '${try(var.map["b"].zip, 9)}': null,
  '${lookup(var.map, var.open, 9)}': undefined,
  '${format("%s-%d", "a", 2)}': 'a-2',
  '${toset(concat(var.list, ["c"]))}': ['a', 'b', 'c'],
  '${setunion(["a"], ["a", "b"])}': ['a', 'b'],
  '${zipmap(["a"], [1])}': { a: 1 },
  '${contains([var.open, "x"], "prod")}': undefined,
  '${contains([var.open, "prod"], "prod")}': true,
  '${contains(["x"], "prod")}': false,
  '${length(compact([var.open])) > 0}': undefined,
  '${length([var.open, "x"])}': 2,
  '${length(var.map)}': 2,
  '${length("abc")}': 3,
  '${length(var.open)}': undefined,
  '${length(merge(var.open, { a = 1 }))}': undefined,
  '${zipmap([var.open, "b"], [1, 2])}': undefined,
  '${setsubtract(["a", "b"], ["a"])}': ['b'],
  '${setsubtract(["a", "b"], [var.open])}': undefined,
  '${slice(["a", "b", "c"], 0, 2)}': ['a', 'b'],
  '${length(distinct(["a", var.open]))}': undefined,
  '${length(setunion(["a"], [var.open]))}': undefined,
  '${[var.open] == ["a"]}': undefined,
  '${{ a = var.open } != { a = 1 }}': undefined,
  '${["a"] == ["a"]}': true,
  '${flatten([["a"], [["b"]]])}': ['a', 'b'],
  '${jsondecode("{\\"a\\": 1}")}': { a: 1 },
  '${replace("a.b", ".", "-")}': 'a-b',
  '${startswith("${var.open}x", "a")}': undefined,
  '${basename("a/b.zip")}': 'b.zip',
  '$${literal}': '${literal}',
  '${local.loop}': undefined,
  '${var.open}': undefined,
  'a ${var.open} b': undefined,
  '${"nested ${var.size} and ${"deep ${var.size}"}"}': 'nested 3 and deep 3',
  '${unknown_function(1)}': undefined,
  '${broken(}': undefined,
  '${': '${',
};

describe('expressions of Terraform', () => {
  for (const [text, value] of Object.entries(values)) {
    it(text, () => assert.deepEqual(evaluateHcl(text, names), value));
  }

  it('ends for circles, deep nesting and lists that grow', () => {
    assert.equal(evaluateHcl(`\${${'('.repeat(5000)}1${')'.repeat(5000)}}`, names), undefined);
    const grown = `\${[${Array.from({ length: 9 }, () => '[for a in var.list : var.list]').join(', ')}]}`;
    assert.ok(JSON.stringify(evaluateHcl(grown, names)).length < 1_000_000);
  });

  const ends: Readonly<Record<string, string | undefined>> = {
    '${local.root}/orders.zip': '/dist/orders.zip',
    '${var.open}': undefined,
    'builds/orders.zip': 'builds/orders.zip',
    '${var.open}-${var.size}.zip': '-3.zip',
    '${trimspace("${var.open}/a.zip ")}': '/a.zip',
  };
  for (const [text, end] of Object.entries(ends)) {
    it(`knows what ${text} ends with`, () => assert.equal(staticEnd(text, names), end));
  }
});
