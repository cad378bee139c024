// Made by `npm run measure-packages`; do not edit.
import type { MeasuredPackages } from './package-costs.js';

export const MEASURED: MeasuredPackages = {
  date: '',
  node: '22',
  costs: {},
  fallback: { bundle: { esm: [0.05, 0.09, 0.2], cjs: [0.05, 0.12, 0.25] }, files: [0.02, 0.05, 0.12] },
  minified: { ofBundle: 0.45, ofFiles: 0.35 },
};
