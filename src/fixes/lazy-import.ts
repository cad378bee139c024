import type { ts } from 'ts-morph';
import type { EagerPackage } from '../lambda/eager-packages.js';
import type { Program } from '../lambda/program.js';
import type { RarePlace } from '../lambda/rare/rarity.js';
import type { Fix } from '../model/finding.js';

export interface RareUse {
  readonly use: ts.Identifier;
  readonly places: readonly RarePlace[];
}

export function lazyImportFixes(_eager: EagerPackage, _uses: readonly RareUse[], _program: Program): readonly Fix[] {
  return [];
}
