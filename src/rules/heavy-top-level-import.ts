import { ts } from 'ts-morph';
import { ownerOf } from '../ast/nodes.js';
import { roughMs } from '../derived/rough-ms.js';
import { defineRule, type RuleProblem } from '../engine/asking/define-rule.js';
import { importAround } from '../fixes/editing/imports.js';
import { lazyImportFixes, type RareUse } from '../fixes/lazy-import.js';
import { type EagerPackage, eagerPackages, functionsWithoutIt } from '../lambda/loading/eager-packages.js';
import { type RarePlace, rarityOf } from '../lambda/loading/rare/rarity.js';
import { lineOf, type Program } from '../lambda/program.js';
import { relativePath } from '../lib/paths.js';
import { initImpact } from './figures/init-impact.js';

export default defineRule({
  meta: {
    id: 'heavy-top-level-import',
    summary: 'A large dependency is loaded at every cold start, although few invocations use it',
    category: 'cold-start',
    severity: 'warning',
    preset: 'recommended',
    fix: 'suggestion',
    since: '0.1.0',
    messages: {
      rare: '{package} adds about {ms} ms to each cold start, but only {place} {uses} it. Load it there, with {how}.',
    },
    options: {
      minMs: {
        schema: { type: 'number', minimum: 0 },
        default: 30,
        description: 'Packages that add less than this to a cold start, in milliseconds, are not reported',
      },
    },
    evidence: [
      {
        claim:
          'Loading the code took 478 ms with the clients of DynamoDB and SNS, and 401 ms with SNS loaded when it is needed',
        source: 'AJ Stuyvenberg, load spans on Node.js 18, one run each, aaronstuyvenberg.com, May 2023',
      },
    ],
  },
  *check({ program, module, options }) {
    for (const eager of eagerPackages(module, program)) {
      if (eager.cost.ms.mid < (options.minMs as number)) continue;
      const problem = problemOf(eager, program);
      if (problem) yield problem;
    }
  },
  refine({ package: name }, taking, { minMs }) {
    const taken = name === undefined ? undefined : taking((start) => start.ofPackage(name));
    if (!taken) return undefined;
    const { cost, isOfAll } = taken;
    return {
      isNothing: isOfAll && cost.ms.mid < (minMs as number),
      impact: initImpact(cost),
      data: { ms: roughMs(cost.ms.mid) },
    };
  },
});

/** What so many places use is hardly an exception. */
const MANY = 3;

function problemOf(eager: EagerPackage, program: Program): RuleProblem<'rare'> | undefined {
  const { uses, statement, cost, specifier, references } = eager;
  const rarity = rarityOf(uses.values, program);
  const rare = uses.values.map((use) => ({ use, places: rarity.placesOf(use) }));
  if (!rare.every((each): each is RareUse => each.places !== undefined)) return undefined;
  const [reached] = rare.filter(({ use }) => program.reach.isServing(ownerOf(use)));
  if (!reached) return undefined;
  const functions = functionsWithoutIt(eager, program);
  if (functions.length === 0) return undefined;
  const places = [...new Map(rare.flatMap((each) => each.places.map((place) => [place.node, place]))).values()];
  const isRequire = !ts.isImportDeclaration(statement);
  return {
    node: importAround(references[0].node),
    messageId: 'rare',
    data: {
      package: specifier,
      ms: roughMs(cost.ms.mid),
      place: namesOf(places, statement.getSourceFile(), program),
      uses: places.length === 1 ? 'uses' : 'use',
      how: isRequire ? 'require()' : 'a dynamic import',
    },
    related: uses.values.map((node) => ({ node, message: `uses ${specifier}` })),
    impact: initImpact(cost),
    package: eager.name,
    ...((places.length > MANY || places.some(({ strength }) => strength === 'weak')) && { severity: 'info' }),
    reach: { functions, use: reached.use },
    fixes: () => lazyImportFixes(eager, rare, program),
  };
}

/** `the branch at line 42`, `the branches at line 42 and line 57`, `3 branches`. */
function namesOf(places: readonly RarePlace[], file: ts.SourceFile, program: Program): string {
  const noun = nounOf(places);
  const [first, second, ...others] = places.map(({ node }) => placeName(node, file, program));
  if (others.length > 0) return `${places.length} ${noun.many}`;
  if (!second) return `the ${noun.one} at ${first}`;
  return `the ${noun.many} at ${first} and ${second}`;
}

function nounOf(places: readonly RarePlace[]): { readonly one: string; readonly many: string } {
  if (places.every(({ kind }) => kind === 'route')) return { one: 'route', many: 'routes' };
  if (places.every(({ kind }) => kind === 'catch')) return { one: 'catch', many: 'catches' };
  return { one: 'branch', many: 'branches' };
}

function placeName(node: ts.Node, file: ts.SourceFile, { root }: Program): string {
  const source = node.getSourceFile();
  return source === file ? `line ${lineOf(node)}` : `${relativePath(root, source.fileName)}:${lineOf(node)}`;
}
