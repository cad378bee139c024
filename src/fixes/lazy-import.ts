import type { ts } from 'ts-morph';
import type { EagerPackage } from '../lambda/loading/eager-packages.js';
import type { Program } from '../lambda/program.js';
import { sourcesOfPackage } from '../lambda/replacements/sources.js';
import type { Fix } from '../model/finding.js';
import { insertion } from './lazy/insertion.js';
import { type MovableImport, movableImportOf } from './lazy/load.js';
import { type RareUse, spotsFor } from './lazy/spots.js';
import { withoutLoad } from './lazy/top-level.js';

export type { RareUse } from './lazy/spots.js';

/** The import moves into each branch that needs it; types keep an import of their own, which costs nothing. */
export function lazyImportFixes(eager: EagerPackage, rare: readonly RareUse[], program: Program): readonly Fix[] {
  const { name, specifier, references, statement, uses } = eager;
  const { fileName } = statement.getSourceFile();
  const [reference, ...others] = references;
  const load = reference && others.length === 0 ? movableImportOf(reference.node, program) : undefined;
  // A test that replaces the package may count on when it is loaded.
  const [replacing] = program.replacements.of(sourcesOfPackage(name), fileName);
  if (!load || replacing !== undefined) return [];
  const spots = spotsFor(rare, load.isAwaited);
  const top = spots && withoutLoad(load, uses.types, program);
  const insertions = spots?.map((spot) => insertion(spot, load));
  if (!top || !insertions?.every((each) => each !== undefined)) return [];
  return [{ kind: 'suggestion', title: titleOf(specifier, load, rare), edits: [top, ...insertions.flat()] }];
}

function titleOf(specifier: string, { isAwaited }: MovableImport, rare: readonly RareUse[]): string {
  const how = isAwaited ? 'a dynamic import' : 'require()';
  const isBranch = rare.every(({ use, places }) => places.some(({ node }) => holds(node, use)));
  const where = isBranch ? 'in the branch' : 'where it is used';
  return `Load "${specifier}" with ${how} ${where} (the first call waits for it to load)`;
}

function holds(node: ts.Node, use: ts.Node): boolean {
  return node.getSourceFile() === use.getSourceFile() && node.pos <= use.pos && use.end <= node.end;
}
