import assert from 'node:assert/strict';
import { createPackageOf } from '../../../../src/bundle/packages/packages.js';
import { importCosts } from '../../../../src/bundle/weigh/import-costs.js';
import { graphOf } from '../../../support/bundle-graph.js';
import { memoryHost } from '../../../support/memory-host.js';

const packageOf = createPackageOf(memoryHost({}));

describe('what an import costs', () => {
  const graph = graphOf({
    'src/a.ts': [10, 'node_modules/pdf/i.js', 'src/lib.ts', 'src/empty.ts'],
    'src/lib.ts': [5, 'node_modules/zip/i.js', 'node_modules/font/i.js'],
    'src/empty.ts': [0],
    'node_modules/pdf/i.js': [100, 'node_modules/pdf/j.js', 'node_modules/font/i.js'],
    'node_modules/pdf/j.js': [20],
    'node_modules/zip/i.js': [40],
    'node_modules/font/i.js': [30],
  });

  it('is the package that it reaches, and what would leave with this import alone', () => {
    const [pdf] = importCosts(graph, 0, packageOf);
    assert.deepEqual(pdf, {
      specifier: 'node_modules/pdf/i.js',
      isPackage: true,
      bytes: 120,
      packageBytes: 150,
      onlyThroughBytes: 120,
    });
  });

  it('is, of own code, all that it brings in; what weighs nothing is left out', () => {
    const costs = importCosts(graph, 0, packageOf);
    assert.deepEqual(costs.slice(1), [
      { specifier: 'src/lib.ts', isPackage: false, bytes: 75, packageBytes: 70, onlyThroughBytes: 45 },
    ]);
  });

  it('names packages in what it brings in that are not there', () => {
    const modules = graph.modules.map((module) =>
      module.path.endsWith('pdf/j.js')
        ? { ...module, outside: [{ specifier: 'gone/part' }, { specifier: 'fs' }] }
        : module,
    );
    const costs = importCosts({ ...graph, modules }, 0, packageOf, ['gone', 'other']);
    assert.deepEqual(
      costs.map(({ missing }) => missing),
      [['gone'], undefined],
    );
  });

  it('is nothing alone where another module imports the same', () => {
    const font = importCosts(graph, 1, packageOf).find(({ specifier }) => specifier.includes('font'));
    assert.equal(font!.onlyThroughBytes, 0);
  });
});
