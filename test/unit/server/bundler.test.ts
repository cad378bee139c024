import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { resolveOptions } from '../../../src/config/resolve-options.js';
import type { LambdaFunction } from '../../../src/model/function.js';
import type { BundleTools } from '../../../src/server/bundles/bundle-tools.js';
import { Bundler, type BundlerInput } from '../../../src/server/bundles/bundler.js';
import type { EditorSettings } from '../../../src/server/settings.js';
import { memoryHost } from '../../support/memory-host.js';

const OPTIONS = resolveOptions({ root: '/p', paths: [], rules: [], onlyRules: [] }, { outer: [], nested: [] });

const handlerOf = (name: string, tool: 'esbuild' | 'zip' = 'esbuild') =>
  ({
    id: `serverless.yml#${name}`,
    name,
    handler: { file: `src/${name}.ts`, export: 'handler', line: 1 },
    declaredIn: { file: 'serverless.yml', line: 1, column: 1, kind: 'serverless' },
    eventSources: [],
    build: { tool },
  }) as unknown as LambdaFunction;

/** Bundles that note what they are asked to build, and have everything built then. */
class FakeBundles {
  readonly log: string[] = [];
  #pending: LambdaFunction[] = [];
  #all: readonly LambdaFunction[] = [];

  follow(functions: readonly LambdaFunction[]): void {
    this.#pending = functions.filter((fn) => !this.#all.includes(fn));
    this.#all = functions;
  }
  pending(isAskedAbout: (fn: LambdaFunction) => boolean): readonly LambdaFunction[] {
    const asked = this.#pending.filter(isAskedAbout);
    return asked.length > 0 ? asked : this.#pending;
  }
  async build(batch: readonly LambdaFunction[]): Promise<void> {
    this.log.push(batch.map(({ name }) => name).join('+'));
    this.#pending = this.#pending.filter((fn) => !batch.includes(fn));
    await setImmediate();
    if (batch.some(({ name }) => name === 'broken')) throw new Error('esbuild has ended');
  }
  changed(path: string): boolean {
    const hit = this.#all.filter(({ handler }) => path.endsWith(handler.file));
    this.#pending.push(...hit);
    return hit.length > 0;
  }
  async forget(): Promise<void> {
    this.log.push('forget');
    this.#pending = [...this.#all];
  }
  async dispose(): Promise<void> {
    this.log.push('dispose');
  }
}

interface Setup {
  readonly build?: EditorSettings['bundle']['build'];
  readonly isQuiet?: () => boolean;
  readonly open?: readonly string[];
}

/** A bundler on a clock of its own, in a folder whose files can be written. */
function createBundler({ build = 'onSave', isQuiet = () => true, open = [] }: Setup = {}) {
  const log: string[] = [];
  const files: Record<string, string> = {};
  const settings = { bundle: { build } };
  let nowMs = 10_000;
  let changes = 0;
  const warnings: string[] = [];
  const input: BundlerInput = {
    root: '/p',
    disk: { ...memoryHost(files), now: () => nowMs, log: (_level, message) => void warnings.push(message) },
    settings: async () => settings as EditorSettings,
    isQuiet,
    isOpen: (path) => open.includes(path),
    onChange: () => void changes++,
  };
  const core = {
    LiveBundles: class extends FakeBundles {
      override readonly log = log;
    },
    ColdStarts: class {},
  } as unknown as BundleTools;
  const bundler = new Bundler(input, async () => core);
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 10) {
      nowMs += 10;
      mock.timers.tick(10);
      for (let turn = 0; turn < 6; turn++) await setImmediate();
    }
  };
  const follow = async (...functions: readonly LambdaFunction[]): Promise<void> => {
    bundler.follow({ functions, unresolved: [] }, OPTIONS);
    await bundler.followed();
  };
  const save = (path: string, text: string): void => {
    files[path] = text;
    bundler.changed(path);
  };
  return { bundler, log, settings, warnings, pass, follow, save, changes: () => changes };
}

describe('when functions are built', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  it('builds those of open handlers first, after the analysis', async () => {
    const { log, pass, follow } = createBundler({ open: ['/p/src/b.ts'] });
    await follow(handlerOf('a'), handlerOf('b'));
    assert.deepEqual(log, []);
    await pass(90);
    assert.deepEqual(log, []);
    await pass(300);
    assert.deepEqual(log, ['b', 'a']);
  });

  it('builds nothing while somebody types, or the analysis runs', async () => {
    let isQuiet = false;
    const { bundler, log, pass, follow } = createBundler({ isQuiet: () => isQuiet });
    await follow(handlerOf('a'));
    await pass(2000);
    isQuiet = true;
    bundler.edited();
    await pass(300);
    assert.deepEqual(log, []);
    await pass(600);
    assert.deepEqual(log, ['a']);
  });

  it('builds what a save concerns once, also if it is told twice or nothing has changed', async () => {
    const { bundler, log, pass, follow, save } = createBundler();
    await follow(handlerOf('a'), handlerOf('b'));
    await pass(500);
    log.length = 0;
    save('/p/src/a.ts', 'one');
    bundler.changed('/p/src/a.ts');
    await pass(200);
    save('/p/src/a.ts', 'one');
    save('/p/README.md', 'text');
    await pass(200);
    assert.deepEqual(log, ['a']);
    save('/p/src/a.ts', 'two');
    await pass(200);
    assert.deepEqual(log, ['a', 'a']);
  });

  it('begins anew after an installation, once its files have all come', async () => {
    const { log, pass, follow, save } = createBundler();
    await follow(handlerOf('a'));
    await pass(500);
    log.length = 0;
    save('/p/package-lock.json', '1');
    await pass(1000);
    save('/p/node_modules/.package-lock.json', '1');
    await pass(1000);
    assert.deepEqual(log, ['forget', 'forget']);
    await pass(700);
    assert.deepEqual(log, ['forget', 'forget', 'a']);
  });

  it('packs plain zips only after a while of rest', async () => {
    const { bundler, log, pass, follow } = createBundler();
    bundler.edited();
    await follow(handlerOf('a', 'zip'));
    await pass(2900);
    assert.deepEqual(log, []);
    await pass(300);
    assert.deepEqual(log, ['a']);
  });

  it('builds on demand only what somebody asks for, and tells what is out of date', async () => {
    const { bundler, log, pass, follow, save, changes } = createBundler({ build: 'onDemand' });
    await follow(handlerOf('a'), handlerOf('b'));
    await pass(3000);
    assert.deepEqual(log, []);
    await bundler.buildNow(['serverless.yml#b']);
    assert.deepEqual(log, ['b']);
    const before = changes();
    save('/p/src/b.ts', 'new');
    await pass(1000);
    assert.deepEqual([log.length, changes() - before], [1, 1]);
  });

  it('goes on after a build that failed', async () => {
    const { log, warnings, pass, follow } = createBundler({ open: ['/p/src/broken.ts'] });
    await follow(handlerOf('broken'), handlerOf('a'));
    await pass(500);
    assert.deepEqual(log, ['broken', 'a']);
    assert.match(warnings.join(), /could not be built: Error: esbuild has ended/);
  });

  it('knows nothing once it is switched off, and begins anew when it is on again', async () => {
    const { bundler, log, settings, pass, follow } = createBundler();
    assert.equal(bundler.known, undefined);
    await follow(handlerOf('a'));
    assert.ok(bundler.known);
    settings.bundle.build = 'off';
    await follow(handlerOf('a'));
    assert.equal(bundler.known, undefined);
    await pass(3000);
    assert.deepEqual(log, ['dispose']);
    settings.bundle.build = 'onSave';
    await follow(handlerOf('b'));
    assert.ok(bundler.known);
  });

  it('builds nothing after it is let go', async () => {
    const { bundler, log, pass, follow } = createBundler();
    await follow(handlerOf('a'));
    bundler.dispose();
    await pass(1000);
    assert.deepEqual(log, ['dispose']);
  });
});
