import assert from 'node:assert/strict';
import type { BuildTools } from '../../../../src/bundle/build/esbuild.js';
import type { EsbuildOptions, EsbuildResult } from '../../../../src/bundle/build/esbuild-options.js';
import { KeptBuilds } from '../../../../src/bundle/build/kept-builds.js';
import { createService } from '../../../../src/bundle/build/service.js';

const RESULT: EsbuildResult = { outputFiles: [], metafile: { inputs: {}, outputs: {} }, warnings: [] };

/** Options that differ in their banner only. */
const optionsOf = (name: string): EsbuildOptions => ({ write: false, metafile: true, banner: { js: name } });
const nameOf = ({ banner }: EsbuildOptions) => banner?.js ?? '';

/** Keeps two, and writes down what happens: `+a` begins, `=a` builds again, `-a` is let go, `!a` is built and not kept. */
function keptBuilds(ready: () => Promise<void> = async () => {}) {
  const log: string[] = [];
  const service = createService(async () => {});
  const tools: BuildTools = {
    build: async (options) => {
      log.push(`!${nameOf(options)}`);
      return RESULT;
    },
    keep: async (options) => {
      log.push(`+${nameOf(options)}`);
      await ready();
      return {
        rebuild: async () => {
          log.push(`=${nameOf(options)}`);
          return RESULT;
        },
        dispose: async () => void log.push(`-${nameOf(options)}`),
      };
    },
  };
  const kept = new KeptBuilds(2, service, tools);
  /** What these come to, one after the other. */
  const run = async (names: string) => {
    for (const name of names) await kept.run(optionsOf(name));
    return log.splice(0).join(' ');
  };
  return { kept, service, run, told: () => log.splice(0).join(' ') };
}

describe('a build that ran before', () => {
  it('is built again', async () => assert.equal(await keptBuilds().run('aa'), '+a =a =a'));

  it('is let go when it is the oldest of too many', async () => {
    const { run } = keptBuilds();
    assert.equal(await run('abc'), '+a =a +b =b +c -a =c');
    assert.equal(await run('bc'), '=b =c');
    assert.equal(await run('a'), '+a -b =a');
  });

  it('is younger when it was used again', async () => {
    const { run } = keptBuilds();
    assert.equal(await run('abac'), '+a =a +b =b =a +c -b =c');
  });

  it('is let go with all others', async () => {
    const { kept, run, told } = keptBuilds();
    await run('ab');
    await kept.forget();
    assert.equal(told(), '-a -b');
    assert.equal(await run('a'), '+a =a');
  });

  it('is gone with the process that held it', async () => {
    const { kept, service, run, told } = keptBuilds();
    await run('ab');
    await service.end();
    assert.equal(await run('a'), '+a =a');
    await service.end();
    await kept.forget();
    assert.equal(told(), '');
  });

  it('is not kept when all was forgotten while it began', async () => {
    let begin = (): void => {};
    const waiting = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const { kept, run, told } = keptBuilds(() => waiting);
    const first = kept.run(optionsOf('a'));
    await kept.forget();
    begin();
    assert.equal(await first, RESULT);
    assert.equal(told(), '+a -a !a');
    assert.equal(await run('a'), '+a =a');
  });
});
