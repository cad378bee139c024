import type { ConfigurableRule } from '../../../src/config/raw-config.js';

/** Rules to configure in tests: one of each preset. */
export const testRules: readonly ConfigurableRule[] = [
  {
    id: 'await-in-loop',
    summary: 'Awaits in loops',
    severity: 'warning',
    preset: 'recommended',
    options: {
      minItems: { schema: { type: 'integer', minimum: 1 }, default: 2, description: 'Fewest items to report' },
      mode: { schema: { enum: ['all', 'writes'] }, default: 'all', description: 'What to report' },
    },
  },
  { id: 'dynamodb-scan', summary: 'Scans', severity: 'error', preset: 'strict', options: {} },
  { id: 'brand-new', summary: 'New', severity: 'info', preset: 'experimental', options: {} },
];
