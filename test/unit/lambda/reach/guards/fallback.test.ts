import assert from 'node:assert/strict';
import { isGuardedFallback } from '../../../../../src/lambda/reach/guards/fallback.js';
import { besideKept, isGuardedBy } from '../../../../support/guarded.js';

describe('a fallback is asked for once', () => {
  const cases: readonly string[] = [
    'kept ??= make(1);',
    'kept ||= make(1);',
    'kept ??= wrap(make(1));',
    'kept || (kept = make(1));',
    'kept ?? (kept = make(1));',
    'kept = kept || make(1);',
    'kept = kept ?? (await make(1));',
    'kept = open(kept ?? make(1));',
    'const one = all.get(event.id) ?? make(1); all.set(event.id, one);',
    'const one = all.get(event.id) || make(1); one.open(); all.set(event.id, one);',
    'const one = kept ?? make(1); kept = one;',
  ];
  for (const body of cases) it(body, () => assert.equal(isGuardedBy(isGuardedFallback, besideKept(body)), true));
});

describe('a fallback is asked for again', () => {
  const cases: readonly string[] = [
    'make(1);',
    'make(1) || kept;',
    'open(kept, make(1)) || (kept = other);',
    'const one = kept ?? make(1), two = (kept = other);',
    'kept &&= make(1);',
    'kept && (kept = make(1));',
    'kept = make(1);',
    'kept += make(1);',
    'let own; own ??= make(1);',
    'event.kept ||= make(1);',
    'kept ?? make(1);',
    'kept || (other = make(1));',
    'event.id || (kept = make(1));',
    'other = kept || make(1);',
    'kept += kept || make(1);',
    'let own; own = own || make(1);',
    'const one = all.get(event.id) ?? make(1);',
    'const one = all.get(event.id) ?? make(1); rest.set(event.id, one);',
    'const one = all.get(event.id) ?? make(1); all.set(event.id, other);',
    'const own = new Map(); const one = own.get(event.id) ?? make(1); own.set(event.id, one);',
    'all.set(event.id, one); const one = all.get(event.id) ?? make(1);',
    'for (const one = kept ?? make(1); ; ) kept = one;',
  ];
  for (const body of cases) it(body, () => assert.equal(isGuardedBy(isGuardedFallback, besideKept(body)), false));
});
