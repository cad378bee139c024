import assert from 'node:assert/strict';
import { isBehindEarlyReturn } from '../../../../../src/lambda/reach/guards/early-return.js';
import { besideKept, isGuardedBy } from '../../../../support/guarded.js';

describe('what comes after a return happens once', () => {
  const cases: readonly string[] = [
    'if (kept) return kept; kept = make(1);',
    'if (kept) { return kept; } kept = make(1);',
    'if (kept) throw kept; kept = make(1);',
    'if (kept) return kept; else other(); kept = make(1);',
    'if (kept) return kept; open(); kept = make(1); open();',
    'if (kept) return kept; const one = make(1); one.open(); kept = one;',
    'if (kept) return kept; const one = await make(1); kept = { one };',
    'const hit = all.get(event.id); if (hit) return hit; const one = make(1); all.set(event.id, one);',
    'try { if (kept) { kept.ping(); return kept; } } catch {} kept = make(1);',
    'if (isReady) return; await make(1); isReady = true;',
    'if (isReady) return; kept = make(1); isReady = true;',
    'if (kept) return kept; { kept = make(1); }',
    'if (kept) return kept; if (event.id) { kept = make(1); }',
    'switch (event.id) { case 1: if (kept) return; kept = make(1); }',
    'if (event.id) return; if (kept) return; kept = make(1);',
    'if (kept) return kept; const one = make(1); kept = {};',
    'let own; if (isReady) return; own = make(1); isReady = true;',
    'if (kept) return kept; const one = make(1); one.open(); kept = wrap(); return kept;',
    'if (!!kept) return kept; const one = make(1); kept = await wrap();',
    'if (kept !== undefined) return kept; kept = wrap(); make(1);',
    'try { if (kept) return kept; } catch {} const one = make(1); kept = [];',
  ];
  for (const body of cases) it(body, () => assert.equal(isGuardedBy(isBehindEarlyReturn, besideKept(body)), true));
});

describe('what comes after a return happens again', () => {
  const cases: readonly string[] = [
    'make(1);',
    'kept = make(1); if (kept) return kept;',
    'if (kept) kept.ping(); kept = make(1);',
    'if (kept) { const get = () => { return kept; }; } kept = make(1);',
    'if (kept) open(); else return; kept = make(1);',
    'if (event.id) return; kept = make(1);',
    'if (kept) return kept; other = make(1);',
    'if (kept) return kept; kept = other; make(1);',
    'if (kept) return kept; const { one } = make(1); kept = one;',
    'kept = 1; if (kept) return kept; const one = make(1); return one;',
    'let own; if (own) return own; own = make(1);',
    'const hit = all.get(event.id); if (hit) return hit; const one = make(1); rest.set(event.id, one);',
    'if (isReady) return; await make(1); other = true;',
    'if (kept && event.id) return kept; const one = make(1); kept = wrap();',
    'if (!kept) return; const one = make(1); kept = wrap();',
    'if (kept) return kept; const one = make(1); if (event.id) kept = wrap();',
    'if (all[event.id]) return; const one = make(1); all[event.id] = wrap();',
    'try {} catch { if (kept) return kept; } kept = make(1);',
    'while (event.id) { if (kept) return kept; } kept = make(1);',
    'for (;;) { if (kept) return kept; } make(1);',
  ];
  for (const body of cases) it(body, () => assert.equal(isGuardedBy(isBehindEarlyReturn, besideKept(body)), false));
});
