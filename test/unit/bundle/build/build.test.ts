import assert from 'node:assert/strict';
import type { Message } from 'esbuild';
import { buildBundles } from '../../../../src/bundle/build/build.js';
import type { RunEsbuild } from '../../../../src/bundle/build/esbuild.js';
import type { EsbuildOptions } from '../../../../src/bundle/build/esbuild-options.js';
import { memoryHost } from '../../../support/memory-host.js';

const error = (text: string) => ({ text, location: null }) as Message;

/** What esbuild throws. */
function failure(texts: readonly string[], warnings: readonly Message[] = []): Error {
  return Object.assign(new Error('failed'), { errors: texts.map(error), warnings });
}

const namesIn = ({ entryPoints }: EsbuildOptions) =>
  (entryPoints as { in: string }[]).map((each) => each.in.replace(/^.*\/|\.ts$/g, ''));

/** Everything is built that comes here, with nothing in it. */
const builtOf: RunEsbuild = async ({ entryPoints, outdir, outExtension }) => {
  const points = entryPoints as { in: string; out: string }[];
  const outputs = points.map((each) => [`${each.out}${outExtension?.['.js']}`, each.in] as const);
  const outputFiles = outputs.map(([path]) => ({
    path: `${outdir}/${path}`,
    contents: new Uint8Array(),
    hash: '',
    text: '',
  }));
  const toOutput = (entryPoint: string) => ({ bytes: 0, inputs: {}, imports: [], exports: [], entryPoint });
  const metafile = { inputs: {}, outputs: Object.fromEntries(outputs.map(([path, entry]) => [path, toOutput(entry)])) };
  return { outputFiles, metafile, warnings: [] };
};

interface Answers {
  /** Names of packages that cannot be resolved, unless they are left out, with the entries that import them. */
  readonly missing?: Readonly<Record<string, string>>;
  /** Entries that do not parse. */
  readonly broken?: string;
  readonly refused?: boolean;
  readonly warnings?: readonly Message[];
}

/** Builds entries of these one-letter names; beside what it came to, what was tried: entries, and names that were left out. */
async function build(names: string, { missing = {}, broken = '', refused, warnings }: Answers, external?: string[]) {
  const tries: string[] = [];
  const run: RunEsbuild = async (options) => {
    const entries = namesIn(options);
    const out = options.external ?? [];
    tries.push(`${entries.join('')}${out.length > 0 ? ` without ${out.join()}` : ''}`);
    if (refused) throw new Error('"minify" must be a boolean');
    const unresolved = Object.keys(missing).filter(
      (name) => !out.includes(name) && entries.some((each) => missing[name]?.includes(each)),
    );
    const texts = [
      ...unresolved.map((name) => `Could not resolve "${name}"`),
      ...entries.filter((each) => broken.includes(each)).map((each) => `${each} does not parse`),
    ];
    if (texts.length > 0) throw failure(texts, warnings);
    return builtOf(options);
  };
  const entries = [...names].map((name) => ({ path: `/shop/${name}.ts`, builtAt: `*/${name}.js` }));
  const outcome = await buildBundles({ entries, options: { external }, folder: '/shop', host: memoryHost({}) }, run);
  const short = (path: string) => path.replace(/^.*\/|\.ts$/g, '');
  return {
    tries,
    built: [...outcome.bundles.keys()].map(short).join(''),
    problems: Object.fromEntries(
      [...outcome.problems].map(([path, problems]) => [short(path), problems.map(({ message }) => message)]),
    ),
    missing: outcome.missing,
  };
}

describe('entries are built', () => {
  it('all at once', async () =>
    assert.deepEqual(await build('abc', {}), { tries: ['abc'], built: 'abc', problems: {}, missing: [] }));

  it('without packages that are not installed, in a second try', async () =>
    assert.deepEqual(await build('abc', { missing: { z: 'a', y: 'b' } }), {
      tries: ['abc', 'abc without y,z'],
      built: 'abc',
      problems: {},
      missing: ['y', 'z'],
    }));

  it('without what the deploy tool leaves out as well', async () =>
    assert.deepEqual((await build('a', { missing: { y: 'a' } }, ['x'])).tries, ['a without x', 'a without x,y']));

  it('in halves where some fail', async () =>
    assert.deepEqual(await build('abcd', { broken: 'c' }), {
      tries: ['abcd', 'ab', 'cd', 'c', 'd'],
      built: 'abd',
      problems: { c: ['c does not parse'] },
      missing: [],
    }));

  it('in halves of any number', async () =>
    assert.deepEqual(await build('abc', { broken: 'ac' }), {
      tries: ['abc', 'a', 'bc', 'b', 'c'],
      built: 'b',
      problems: { a: ['a does not parse'], c: ['c does not parse'] },
      missing: [],
    }));

  it('in halves that know what is missing', async () =>
    assert.deepEqual(await build('ab', { missing: { y: 'a' }, broken: 'b' }), {
      tries: ['ab', 'ab without y', 'a without y', 'b without y'],
      built: 'a',
      problems: { b: ['b does not parse'] },
      missing: ['y'],
    }));

  it('not at all where a setting is refused, which is tried once', async () =>
    assert.deepEqual(await build('ab', { refused: true }), {
      tries: ['ab'],
      built: '',
      problems: { a: ['"minify" must be a boolean'], b: ['"minify" must be a boolean'] },
      missing: [],
    }));

  it('never, where there are none', async () => assert.equal((await build('', {})).built, ''));
});

describe('what a half finds missing', () => {
  it('is told with the rest, sorted and once', async () => {
    // esbuild stops at syntax errors before it looks for packages.
    const run: RunEsbuild = async (options) => {
      const entries = namesIn(options);
      if (entries.length > 1) throw failure(entries.includes('a') ? ['Could not resolve "m"', 'no'] : ['no']);
      const name = { a: 'z', b: 'c', c: 'z' }[entries[0] ?? ''] ?? '';
      if (!options.external?.includes(name)) throw failure([`Could not resolve "${name}"`]);
      return builtOf(options);
    };
    const entries = ['a', 'b', 'c'].map((name) => ({ path: `/shop/${name}.ts`, builtAt: `*/${name}.js` }));
    const outcome = await buildBundles({ entries, options: {}, folder: '/shop', host: memoryHost({}) }, run);
    assert.deepEqual([outcome.missing, outcome.bundles.size], [['c', 'm', 'z'], 3]);
  });
});

describe('once a file was found that never ends', () => {
  it('what is kept is not asked any more, as it may not ask of every file', async () => {
    const tries: string[] = [];
    const run: RunEsbuild = async (options) => {
      tries.push(namesIn(options).join(''));
      throw failure(['x.ts is not a regular file']);
    };
    const entries = ['a', 'b'].map((name) => ({ path: `/nowhere/${name}.ts`, builtAt: `*/${name}.js` }));
    const outcome = await buildBundles({ entries, options: {}, folder: '/nowhere', host: memoryHost({}) }, run);
    assert.deepEqual([tries, outcome.problems.size], [['ab'], 2]);
  });
});

describe('what a build that failed has told', () => {
  const location = { file: 'a.ts', line: 1, column: 0 };
  const told = { id: 'ignored-dynamic-import', text: 'Importing "y" was allowed even though', location } as Message;

  it('is known of the next, which leaves the name out', async () => {
    let tries = 0;
    const run: RunEsbuild = async (options) => {
      if (tries++ === 0) throw failure(['Could not resolve "y"'], [told]);
      const result = await builtOf(options);
      const imports = [{ path: 'y', kind: 'require-call' as const, external: true }];
      const outputs = Object.entries(result.metafile.outputs).map(([path, output]) => [
        path,
        { ...output, entryPoint: 'a.ts' },
      ]);
      const metafile = { inputs: { 'a.ts': { bytes: 1, imports } }, outputs: Object.fromEntries(outputs) };
      return { ...result, metafile };
    };
    const entries = [{ path: '/shop/a.ts', builtAt: 'out/a.js' }];
    const { bundles } = await buildBundles({ entries, options: {}, folder: '/shop', host: memoryHost({}) }, run);
    const [bundle] = bundles.values();
    assert.deepEqual(bundle?.graph.modules[0]?.outside, [{ specifier: 'y', isHandled: true }]);
  });
});
