import { ts } from 'ts-morph';
import { ownerOf } from '../../ast/nodes.js';
import { groupBy } from '../../lib/group.js';
import { oncePer } from '../../lib/memoise.js';
import type { NonEmpty } from '../../lib/non-empty.js';
import type { InitCost } from '../../model/cold-start.js';
import type { LambdaFunction } from '../../model/function.js';
import { packageOf } from '../../sources/resolve-module.js';
import { isBroughtBy } from '../catalogue/companions.js';
import type { ModuleReference } from '../modules/file-facts.js';
import type { Module } from '../modules/modules.js';
import { type PackageUses, packageUsesOf } from '../modules/package-uses.js';
import type { Program } from '../program.js';
import { isDeployTime } from './deploy-time.js';
import { loadTimeOf } from './load-time.js';

/** A package that one file alone loads before functions serve, although nothing needs it that early. */
export interface EagerPackage {
  readonly name: string;
  /** As the file imports it first. */
  readonly specifier: string;
  readonly references: NonEmpty<ModuleReference>;
  /** The import declaration, or the statement around `require`. */
  readonly statement: ts.Statement;
  readonly uses: PackageUses;
  /** Those that would start faster without. */
  readonly functions: readonly LambdaFunction[];
  /** In the function where it is the largest. */
  readonly cost: InitCost;
}

export function eagerPackages(module: Module, program: Program): EagerPackage[] {
  const loadTime = loadTimeOf(program);
  const loading = loadTime.functionsLoading(module.path).filter((fn) => !isDeployTime(fn, program));
  if (loading.length === 0) return [];
  const eager = module.facts.references.filter(loadTime.isEager);
  const byName = groupBy(eager, ({ specifier }) => packageIn(specifier, module));
  return [...byName].flatMap(([name, references]) => {
    const [first] = references;
    if (name === undefined) return [];
    const costs = loading.map((fn) => ({ fn, cost: costIn(fn, name, first.specifier, program) }));
    const known = costs.filter((each): each is { fn: LambdaFunction; cost: InitCost } => each.cost !== undefined);
    const largest = known.toSorted((a, b) => b.cost.ms.mid - a.cost.ms.mid)[0];
    const uses = largest && packageUsesOf(module.facts, references);
    if (!uses || uses.values.length === 0 || uses.values.some((use) => loadTime.isRunning(ownerOf(use)))) return [];
    const statement = statementOf(first.node);
    const functions = known.map(({ fn }) => fn);
    return [{ name, specifier: first.specifier, references, statement, uses, functions, cost: largest.cost }];
  });
}

/**
 * The functions in which no other package needs it, as far as packages are installed. Asked last, as it reads the manifests of
 * everything that a function uses.
 */
export function functionsWithoutIt({ name, statement, functions }: EagerPackage, program: Program): LambdaFunction[] {
  const { fileName } = statement.getSourceFile();
  const needsIt = (other: string): boolean => other !== name && program.dependenciesOf(other, fileName).has(name);
  return functions.filter((fn) => ![...filesByPackage(fn, program).keys()].some(needsIt));
}

/** Nothing where another file of the function, or another package, loads it all the same. */
function costIn(fn: LambdaFunction, name: string, specifier: string, program: Program): InitCost | undefined {
  // Most packages have no cost that is known, which is told faster than what stands beside them.
  if (!program.initCostOf(specifier, fn, new Set())) return undefined;
  const files = filesByPackage(fn, program);
  if (files.get(name)! > 1) return undefined;
  const alongside = new Set(files.keys());
  alongside.delete(name);
  return isBroughtBy(name, alongside) ? undefined : program.initCostOf(specifier, fn, alongside);
}

const answersIn = oncePer((_program: Program) => new Map<LambdaFunction, ReadonlyMap<string, number>>());

/** The packages that the function loads, each with the number of files that import it. */
function filesByPackage(fn: LambdaFunction, program: Program): ReadonlyMap<string, number> {
  const answers = answersIn(program);
  const found = answers.get(fn) ?? countFiles(fn, program);
  answers.set(fn, found);
  return found;
}

function countFiles(fn: LambdaFunction, program: Program): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const path of loadTimeOf(program).filesOf(fn)) {
    const module = program.modules.get(path);
    const packages = new Set(module ? packagesOf(module, program) : []);
    for (const each of packages) counts.set(each, (counts.get(each) ?? 0) + 1);
  }
  return counts;
}

function packagesOf(module: Module, program: Program): readonly string[] {
  const eager = module.facts.references.filter((each) => loadTimeOf(program).isEager(each));
  return eager.flatMap(({ specifier }) => packageIn(specifier, module) ?? []);
}

function packageIn(specifier: string, { imports }: Module): string | undefined {
  return imports.get(specifier)?.kind === 'external' ? packageOf(specifier) : undefined;
}

function statementOf(literal: ts.Node): ts.Statement {
  let at = literal;
  while (!ts.isSourceFile(at.parent)) at = at.parent;
  return at as ts.Statement;
}
