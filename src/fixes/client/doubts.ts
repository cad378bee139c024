import { ts } from 'ts-morph';
import { isClassNode, isInstanceInitializer } from '../../ast/nodes.js';
import type { ClientConstruction } from '../../lambda/aws-requests/clients.js';
import { variableSetLate } from '../../lambda/environment/environment-writes.js';
import { usesOfMade } from '../../lambda/objects/made-uses.js';
import { exposuresOf } from '../../lambda/objects/writes.js';
import type { Program } from '../../lambda/program.js';
import { bareName, sourcesOf } from '../../lambda/replacements/sources.js';
import { rootOf } from '../../lambda/values/value.js';
import { relativePath } from '../../lib/paths.js';
import { styleOf } from '../editing/style.js';
import { doubtsOfTests } from './changed-by-tests.js';
import { foundLate } from './found-late.js';
import type { Needs } from './init-known.js';
import { keptDoubt } from './kept.js';
import { readBySdk } from './read-by-sdk.js';
import type { SharedExpression } from './shared.js';
import { useDoubt } from './uses/use-doubt.js';

/**
 * Why sharing the client might change more than the time, in words that go on from a fix's title. None for clients of the SDK and
 * agents, which open their connections when they send, as long as nothing else is seen.
 */
export function doubtsAbout(
  shared: SharedExpression,
  { variables, constants }: Needs,
  wrappers: readonly ts.VariableDeclaration[],
  program: Program,
): string[] {
  const { construction, isWrappedByUnknown } = shared;
  const { family, label } = construction.kind;
  const doubts: string[] = [];
  const isConnection = family !== 'aws' && family !== 'http';
  if (isConnection) doubts.push('a kept connection may time out between invocations');
  if (isWrappedByUnknown) doubts.push('code that receives it may expect a new one each time');
  if (isGlobalScript(construction.node, program))
    doubts.push('the name must be free in all other files without imports or exports');
  if (isOwnClass(construction, program))
    doubts.push(`${label} is one of your classes, which may keep more than connections`);
  if (usesOfMade(construction.node, program).has('compared')) doubts.push('the code tells clients apart');
  const unsure = isConnection ? undefined : unsureOf(shared, constants, program);
  if (unsure !== undefined) doubts.push(unsure);
  const replacing = replacementOf(shared, wrappers, program);
  if (isReplacedByCode(construction, program))
    doubts.push(`the code replaces ${construction.node.expression.getText()}`);
  if (replacing !== undefined) doubts.push(`${replacing} replaces something that it is created from`);
  doubts.push(...doubtsOfTests(shared, program), ...variableDoubts(variables, construction, program));
  // Many files are looked at, so that only a fix that would be safe asks.
  const changing = doubts.length === 0 ? changeOf(shared, program) : undefined;
  return changing === undefined ? doubts : [`${changing} changes something that it is created from`];
}

/** It remembers something, or not all that is done with it is known to leave it as it was. */
function unsureOf(
  { node, construction }: SharedExpression,
  constants: Needs['constants'],
  program: Program,
): string | undefined {
  return keptDoubt(construction, [node, ...constants], program) ?? useDoubt(node, construction, program);
}

/** Variables of the environment that are set after the client would be made, or would have sent for the first time. */
function variableDoubts(
  variables: ReadonlySet<string>,
  construction: ClientConstruction,
  program: Program,
): readonly string[] {
  const path = construction.node.getSourceFile().fileName;
  const region = foundLate(construction);
  const read = new Set([...variables].filter((name) => name !== region));
  const readLate = new Set([...readBySdk(construction, program), ...(region === undefined ? [] : [region])]);
  const setLate = variableSetLate(readLate, path, program);
  const [early] = program.replacements.setting(read, path, 'after loading');
  const [late] = early === undefined ? program.replacements.setting(readLate, path, 'anew') : [];
  return [
    ...(setLate === undefined ? [] : [`the code sets ${setLate} that the SDK reads by itself`]),
    ...(early === undefined ? [] : [`${relativePath(program.root, early)} sets variables that it is created from`]),
    ...(late === undefined ? [] : [`${relativePath(program.root, late)} sets variables that the SDK reads by itself`]),
  ];
}

/** A mock that is set up before each test misses a client that was made while the file was loaded, or by an earlier test. */
function replacementOf(
  { node, construction }: SharedExpression,
  wrappers: readonly ts.VariableDeclaration[],
  program: Program,
): string | undefined {
  const path = node.getSourceFile().fileName;
  const sources = sourcesOf([node, ...wrappers], program.modules);
  const isV2 = /^aws-sdk(\/|$)/.test(construction.module);
  const packages = new Set([...sources.packages, bareName(construction.module)]);
  const [replacing] = program.replacements.of({ ...sources, packages }, path);
  const first = replacing ?? (isV2 ? program.bystandersNaming('aws-sdk-mock', path)[0] : undefined);
  return first && relativePath(program.root, first);
}

/** The first that changes an object from which the options come, and which a kept client has read once. */
function changeOf({ node }: SharedExpression, program: Program): string | undefined {
  const [changing] = program.replacements.changing(sourcesOf([node], program.modules), node.getSourceFile().fileName);
  return changing && relativePath(program.root, changing);
}

/** `sdk.S3Client = …` */
function isReplacedByCode({ node, module }: ClientConstruction, program: Program): boolean {
  const names = program.values.of(node.expression).flatMap((value) => rootOf(value)?.external.path[0] ?? []);
  return exposuresOf(module, program).some(({ name, isHandedOver }) => !isHandedOver && name && names.includes(name));
}

/** With fields or a constructor of its own. */
function isOwnClass({ node }: ClientConstruction, program: Program): boolean {
  return program.values.of(node.expression).some((value) => {
    if (value.kind !== 'class' || !isClassNode(value.node)) return false;
    return value.node.members.some((each) => isInstanceInitializer(each) || ts.isConstructorDeclaration(each));
  });
}

/** A TypeScript file without imports and exports shares its top level with all others of the kind: a name may be taken. */
function isGlobalScript(node: ts.Node, program: Program): boolean {
  const file = node.getSourceFile();
  if (!styleOf(file).isTypeScript || ts.isExternalModule(file)) return false;
  return program.tsconfigOf(file.fileName).options.moduleDetection !== ts.ModuleDetectionKind.Force;
}
