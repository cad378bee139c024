import assert from 'node:assert/strict';
import { isInGuardedBranch } from '../../../../../src/lambda/reach/guards/branch.js';
import { besideKept, isGuardedBy } from '../../../../support/guarded.js';

const connected = [
  'readyState',
  'ready',
  'connected',
  'initialized',
  'open',
  'isReady',
  'isConnected',
  'isInitialized',
  'isOpen',
  'status',
  'IsReady',
];

describe('a branch is entered once', () => {
  const cases: readonly string[] = [
    'kept ? kept : (kept = make(1));',
    'kept === undefined ? (kept = make(1)) : kept;',
    'if (!kept) kept = make(1);',
    'if (kept) kept.ping(); else kept = make(1);',
    'if (kept === undefined) { const one = make(1); kept = one; }',
    'if (!isReady) { await make(1); isReady = true; }',
    'if (!all.has(event.id)) all.set(event.id, make(1));',
    'if (!all[event.id]) all[event.id] = make(1);',
    'const one = all.get(event.id); if (!one) all.set(event.id, make(1));',
    'if (!kept) { if (event.id) { kept = make(1); } }',
    ...connected.map((name) => `if (!kept.${name}) await make(1);`),
    'if (kept.connection.readyState !== 1) await make(1);',
    'if (kept.isReady) kept.ping(); else await make(1);',
  ];
  for (const body of cases) it(body, () => assert.equal(isGuardedBy(isInGuardedBranch, besideKept(body)), true));
});

describe('a branch is entered again', () => {
  const cases: readonly string[] = [
    'if (make(1)) kept = 1;',
    'make(1) ? kept : (kept = 1);',
    'open(kept, (kept = make(1))) ? kept : other;',
    'kept ? kept : make(1);',
    'kept ? kept : (other = make(1));',
    'event.id ? kept : (kept = make(1));',
    'if (!kept) make(1);',
    'if (!kept) other = make(1);',
    'if (!event.id) kept = make(1);',
    'let own; if (!own) own = make(1);',
    'const own = new Map(); if (!own.has(1)) own.set(1, make(1));',
    'if (!all.has(event.id)) rest.set(event.id, make(1));',
    'while (!kept) kept = make(1);',
    'if (make(1) && kept.isReady) open();',
    'if (kept.isReadyNow) await make(1);',
    'if (kept.wasReady) await make(1);',
    'if (event.status) await make(1);',
    'if (event.isReady) await make(1);',
    'if (isReady) await make(1);',
    "if (kept['isReady']) await make(1);",
    'kept.isReady ? kept : make(1);',
  ];
  for (const body of cases) it(body, () => assert.equal(isGuardedBy(isInGuardedBranch, besideKept(body)), false));
});
