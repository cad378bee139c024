import type { Rule } from '../engine/define-rule.js';
import clientInHandler from './client-in-handler.js';

export const rules: readonly Rule[] = [clientInHandler as Rule];
