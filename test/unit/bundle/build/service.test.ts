import assert from 'node:assert/strict';
import { createService } from '../../../../src/bundle/build/service.js';

const STOPPED = 'The service was stopped';

describe('the process that builds', () => {
  /** One whose ends are counted, and works for it that are, too. */
  function serviceOf() {
    let stops = 0;
    const service = createService(async () => void stops++);
    /** @param answers what each try comes to; a promise may never settle. */
    const work = <T>(...answers: readonly (() => Promise<T>)[]) => {
      let tries = 0;
      return { run: () => answers[Math.min(tries++, answers.length - 1)]!(), tries: () => tries };
    };
    return { service, work, stops: () => stops };
  }

  const never = () => new Promise<never>(() => {});
  const stopped = () => Promise.reject(new Error(STOPPED));
  const built = () => Promise.resolve('built');

  it('is asked once more where it was ended before it answered', async () => {
    const { service, work, stops } = serviceOf();
    const { run, tries } = work<string>(never, built);
    const answer = service.during(run);
    await service.end();
    assert.equal(await answer, 'built');
    assert.deepEqual([tries(), stops(), service.generation], [2, 1, 1]);
  });

  it('is ended once where several see that it is gone', async () => {
    const { service, work, stops } = serviceOf();
    const works = [1, 2, 3].map(() => work<string>(stopped, built));
    const answers = await Promise.all(works.map(({ run }) => service.during(run)));
    assert.deepEqual(answers, ['built', 'built', 'built']);
    assert.equal(stops(), 1);
  });

  it('is not ended by who hears late that the one before is gone', async () => {
    const { service, work, stops } = serviceOf();
    let tell = (_error: Error): void => {};
    const late = new Promise<never>((_, reject) => {
      tell = reject;
    });
    const first = service.during(work<string>(() => late, built).run);
    await service.end();
    tell(new Error(STOPPED));
    const second = service.during(work(built).run);
    assert.deepEqual(await Promise.all([first, second]), ['built', 'built']);
    assert.equal(stops(), 1);
  });

  it('is not asked for ever by what makes it end', async () => {
    const { service, work } = serviceOf();
    const { run, tries } = work<string>(stopped);
    await assert.rejects(service.during(run), { message: STOPPED });
    assert.equal(tries(), 3);
  });

  it('is not ended by what fails of itself', async () => {
    const { service, work, stops } = serviceOf();
    const { run, tries } = work<string>(() => Promise.reject(new Error('Could not resolve "x"')));
    await assert.rejects(service.during(run), /Could not resolve/);
    assert.deepEqual([tries(), stops()], [1, 0]);
  });
});
