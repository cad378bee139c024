import { ts } from 'ts-morph';
import { lookup } from '../ast/scope.js';
import { sdkV2Writes } from '../lambda/aws-requests/sdk-v2-writes.js';
import { sdkV2ClientFile } from '../lambda/catalogue/aws-sdk-v2.js';
import { isLoadedTogether } from '../lambda/loading/load-time.js';
import type { ModuleReference } from '../lambda/modules/file-facts.js';
import type { Module } from '../lambda/modules/modules.js';
import type { Program } from '../lambda/program.js';
import { sourcesOfPackage } from '../lambda/replacements/sources.js';
import { escapeRegExp } from '../lib/escape-reg-exp.js';
import { groupedText } from '../lib/grouped-text.js';
import { relativePath } from '../lib/paths.js';
import type { Edit, Fix } from '../model/finding.js';
import { captureFix } from './whole-sdk/capture.js';
import { importStyle } from './whole-sdk/import-style.js';
import { type WholeSdkLoad, wholeSdkLoadOf } from './whole-sdk/loads.js';
import { createNames, type SdkPlan, sdkPlanOf } from './whole-sdk/plan.js';
import { isUnused, rewrite } from './whole-sdk/rewrite.js';
import { type IdentifiersByText, namesOf, referencesTo, useOf } from './whole-sdk/uses.js';

/** Ways to load less than the whole SDK: the clients that the file uses by themselves, or version 3. */
export function wholeSdkFixes(
  program: Program,
  { file, path, imports }: Module,
  references: readonly ModuleReference[],
): readonly Fix[] {
  if (references.some(({ specifier }) => imports.get(specifier)?.kind !== 'external')) return [];
  const names = namesOf(file);
  const loads = references.map(({ node }) => wholeSdkLoadOf(node));
  const doubts = [...bystanderDoubts(program, path, localsOf(loads)), ...replacementDoubts(program, path)];
  if (!loads.every((load) => load !== undefined)) return captureFix(references, names, doubts);
  const fix = clientsFix(loads, names, file, program, doubts);
  const captured = fix ? [] : captureFix(references, names, doubts);
  return [...(fix ? [fix] : captured), ...(loads.some((load) => namesClient(load, names)) ? [TO_V3] : [])];
}

const TO_V3: Fix = {
  kind: 'suggestion',
  title: 'Move to AWS SDK v3 (aws-sdk-js-codemod)',
  edits: [],
  transform: 'aws-sdk-v3',
};

/** One import for each client, in place of the one for all. */
function clientsFix(
  loads: readonly WholeSdkLoad[],
  names: IdentifiersByText,
  file: ts.SourceFile,
  program: Program,
  bystanders: readonly string[],
): Fix | undefined {
  const chosen = createNames(file, names);
  const plans = loads.map((load) => sdkPlanOf(load, names, chosen));
  if (!plans.every((plan) => plan !== undefined) || declaresTwice(plans)) return undefined;
  const edits: Edit[] = [];
  const doubts = new Set<string>();
  for (const plan of plans) {
    const style = importStyle(plan.load, file, program);
    const own = rewrite(plan, style);
    if (!own) return undefined;
    edits.push(...own);
    const isImport = plan.load.form === 'import' && plan.clients.length > 0;
    for (const doubt of [...plan.doubts, ...commentDoubts(plan), ...scriptDoubts(plan, program)]) doubts.add(doubt);
    if (isImport && style.doubt !== undefined) doubts.add(style.doubt);
  }
  const isRemoval = plans.some(isUnused);
  for (const doubt of isRemoval ? [] : bystanders) doubts.add(doubt);
  return {
    kind: isRemoval || doubts.size > 0 ? 'suggestion' : 'safe',
    title: [titleOf(plans), ...doubts].join('; '),
    edits,
  };
}

function titleOf(plans: readonly SdkPlan[]): string {
  if (plans.every(isUnused)) return 'Remove the import of aws-sdk, which nothing in this file uses';
  const clients = new Set(plans.flatMap((plan) => plan.clients.map(({ file }) => `aws-sdk/clients/${file}`)));
  const isGlobal = plans.some(({ wholes, members }) => wholes.size + members.length > 0);
  return `Load only ${[...(isGlobal ? ['aws-sdk/global'] : []), ...clients].join(', ') || 'what is used'}`;
}

/** Two loads side by side would both bring the same name. */
function declaresTwice(plans: readonly SdkPlan[]): boolean {
  const seen = new Set<string>();
  for (const { load, clients } of plans) {
    for (const { identifier } of load.wholes) {
      const scope = lookup(identifier)?.scope;
      for (const { local } of clients) {
        const key = `${scope?.pos} ${scope?.end} ${local}`;
        if (seen.has(key)) return true;
        seen.add(key);
      }
    }
  }
  return false;
}

/** JSDoc types of JavaScript go by the name that the file loses. */
function commentDoubts({ load, wholes }: SdkPlan): string[] {
  const { fileName, text } = load.node.getSourceFile();
  if (/\.[mc]?tsx?$/.test(fileName)) return [];
  const lost = load.wholes.filter(({ identifier }) => !wholes.has(identifier)).map(({ identifier }) => identifier.text);
  const isNamed = lost.some((name) => new RegExp(`@\\w+\\s*\\{[^}\\n]*(?<![\\w$])${escapeRegExp(name)}\\.`).test(text));
  return isNamed ? ['types in comments have to be changed to match'] : [];
}

/** Without any import or export, TypeScript shares a file's names with all other such files, and with the browser's. */
function scriptDoubts({ load, clients, renames }: SdkPlan, program: Program): string[] {
  const file = load.node.getSourceFile();
  if (!/\.[mc]?tsx?$/.test(file.fileName) || ts.isExternalModule(file)) return [];
  const { moduleDetection } = program.tsconfigOf(file.fileName).options;
  const isNew = clients.some(({ local }) => renames.some(({ name }) => name === local));
  return isNew && moduleDetection !== ts.ModuleDetectionKind.Force
    ? ['its new names must be free in all other files without imports or exports']
    : [];
}

/** Names by which the file knows the SDK: what a test may set from outside. */
function localsOf(loads: readonly (WholeSdkLoad | undefined)[]): ReadonlySet<string> {
  const names = loads.flatMap((load) => [
    ...(load?.wholes.map(({ identifier }) => identifier.text) ?? []),
    ...(load?.members.flatMap(({ local }) => (local && ts.isIdentifier(local) ? local.text : [])) ?? []),
  ]);
  return new Set(names);
}

/** @param names by which the file knows the SDK. */
function bystanderDoubts(program: Program, path: string, names: ReadonlySet<string>): string[] {
  const named = [
    ...['aws-sdk', 'aws-sdk-mock'].flatMap((name) => program.bystandersNaming(name, path)),
    ...program.replacements.of({ ...sourcesOfPackage('aws-sdk'), names }, path),
  ];
  const [first, ...others] = [...new Set(named)].map((each) => relativePath(program.root, each));
  if (first === undefined) return [];
  return [
    others.length === 0
      ? `${first} mentions aws-sdk and may need the same change`
      : `${first} and ${groupedText(others.length)} more mention aws-sdk and may need the same change`,
  ];
}

/** A class that other code put into the whole SDK is not the one that its own file exports. */
function replacementDoubts(program: Program, path: string): string[] {
  const replacing = sdkV2Writes(program).replacements.map((node) => node.getSourceFile().fileName);
  const [first] = replacing.filter((each) => isLoadedTogether(each, path, program));
  return first === undefined ? [] : [`${relativePath(program.root, first)} replaces members of the SDK`];
}

function namesClient(load: WholeSdkLoad, names: IdentifiersByText): boolean {
  if (load.form === 'member-of-require' && !ts.isVariableDeclaration(load.node.parent)) return false;
  const used = load.wholes.flatMap((whole) => referencesTo(whole, names).map((each) => useOf(each)?.name));
  return [...used, ...load.members.map(({ name }) => name)].some((name) => name && sdkV2ClientFile(name));
}
