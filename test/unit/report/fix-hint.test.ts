import assert from 'node:assert/strict';
import { fixHint } from '../../../src/report/fix-hint.js';
import { sampleContext, sampleFinding } from '../../support/sample-result.js';

const fixedIn = (file: string) =>
  sampleFinding({ fixes: [{ title: 'Make it once', kind: 'safe', edits: [{ file, start: 0, end: 0, text: '' }] }] });

describe('what is to be typed for fixes elsewhere', () => {
  const hint = (place: string) =>
    fixHint([fixedIn('../x/a.ts')], '/work/svc', {
      ...sampleContext,
      cwd: '/work/svc',
      fixPlaces: { asked: ['/work/svc'], of: new Map([['../x/a.ts', place]]) },
    });

  it('is a folder by its plain name', () => assert.equal(hint('/work/shared'), 'fixable with --fix . ../shared'));

  it('is one word to a shell, whatever the folder is called', () => {
    assert.equal(hint('/work/our code'), "fixable with --fix . '../our code'");
    assert.equal(hint("/work/x'; touch y #"), "fixable with --fix . '../x'\\''; touch y #'");
    assert.equal(hint('/work/$(touch y)'), "fixable with --fix . '../$(touch y)'");
  });
});
