import { ts } from 'ts-morph';
import type { FunctionSettings } from '../../model/deployment.js';
import { declareAmplify } from '../amplify/functions.js';
import { readBridged } from '../bridged/read.js';
import type { DeclaredFunction, FunctionFacts, Reading } from '../declared.js';
import { addOnce, emptyReading, IMAGE_BUILD } from '../declared.js';
import { type RunBy, runBy } from '../engines.js';
import { call } from '../evaluate/calls.js';
import { instantiate } from '../evaluate/classes.js';
import { createEvaluator } from '../evaluate/create-evaluator.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { guessOf } from '../evaluate/join.js';
import { loadModule } from '../evaluate/modules.js';
import {
  ClassValue,
  FunctionValue,
  InstanceValue,
  type LibraryObject,
  ObjectValue,
  Unknown,
  type Value,
} from '../evaluate/values.js';
import { addResources } from '../resources.js';
import { withoutUndefined } from '../settings.js';
import { readSst, type SstLinks } from '../sst/functions.js';
import { readComponents } from '../web-frameworks/components.js';
import type { Workspace } from '../workspace.js';
import { type App, findApps } from './apps.js';
import { readAsset } from './asset.js';
import { orderByCalls } from './call-order.js';
import { stackAround } from './construct-base.js';
import {
  getForeignReason,
  isAmplifyFunction,
  isFunctionConstruct,
  isLlrtFunction,
  isMadeByPackage,
  propsOf,
} from './constructs.js';
import { isSharedProvider } from './custom-resource-provider.js';
import { readVariables } from './environment.js';
import { type EventsByFunction, readCdkEvents } from './events.js';
import { constructSettings } from './function-settings.js';
import { layerNames, readCdkLayers } from './layers.js';
import { writtenAtNode } from './look.js';
import { overriddenSettings } from './overrides.js';
import { readProgramResources } from './resources.js';
import { readFacts, readRuntime } from './settings.js';
import { findSite } from './site.js';
import { readCdkTables } from './tables.js';
import { isBundled, type LocatedCode, locate } from './target.js';

/** Reads the functions that CDK and SST programs make. */
export function readApps(workspace: Workspace): Reading {
  const cutShort: string[] = [];
  const reading = { ...emptyReading(), cutShort };
  // What one program calls is not looked at again for another: a shared construct is read where it is used.
  const entered = new Set<ts.Node>();
  for (const app of findApps(workspace)) {
    const evaluator = createEvaluator(workspace, app.cwd, entered);
    run(evaluator, app);
    if (evaluator.fuel <= 0 || evaluator.isCutShort) cutShort.push(tellExhausted(workspace, app));
    const events = readCdkEvents(evaluator);
    const ofSst = readSst(evaluator, reading, events);
    collect(evaluator, reading, events, ofSst);
    readComponents(evaluator, reading);
    readBridged(evaluator, reading);
  }
  return reading;
}

/** Says that a program was left before its end, and gives back where it begins. */
function tellExhausted(workspace: Workspace, { entry, files }: App): string {
  const file = workspace.relative(entry ?? files[0]!);
  workspace.problems.push({
    kind: 'unreadable-file',
    file,
    message: 'the program takes too many steps to evaluate; what it declares further on may be missing',
  });
  return file;
}

function run(evaluator: Evaluator, app: App): void {
  if (app.entry !== undefined) {
    const exported = loadModule(evaluator, app.entry)?.exports.get('default');
    // An SST configuration exports functions that the framework calls.
    if (exported instanceof ObjectValue)
      for (const each of exported.properties.values())
        if (each instanceof FunctionValue) call(evaluator, each, [], each.node);
  }
  for (const file of app.files) loadModule(evaluator, file);
  runUncalled(evaluator, new Set(app.files));
}

/** Enters what no code of ours calls, with unknown arguments. What is made, called or extended somewhere comes last: it may be entered from there. */
function runUncalled(evaluator: Evaluator, files: ReadonlySet<string>): void {
  const candidates = [...evaluator.seen].filter(
    ([node]) => files.has(node.getSourceFile().fileName) && isTopLevel(node),
  );
  const texts = [...files].map((file) => evaluator.workspace.text(file) ?? '').join('\n');
  for (const [node, value] of orderByCalls(candidates, texts)) {
    if (evaluator.fuel <= 0) return;
    if (evaluator.entered.has(node)) continue;
    if (value instanceof ClassValue) instantiate(evaluator, value, unknownArguments(findConstructor(value.node)), node);
    else call(evaluator, value, unknownArguments(value.node), node);
  }
}

function findConstructor({ members }: ts.ClassLikeDeclaration): ts.ConstructorDeclaration | undefined {
  return members.find(
    (each): each is ts.ConstructorDeclaration => ts.isConstructorDeclaration(each) && each.body !== undefined,
  );
}

function unknownArguments(node: ts.FunctionLikeDeclaration | undefined): Unknown[] {
  return (node?.parameters ?? []).map(({ name }) => new Unknown(`it depends on the parameter ${name.getText()}`));
}

function isTopLevel(node: ts.Node): boolean {
  if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) return ts.isSourceFile(node.parent);
  return ts.isVariableDeclaration(node.parent) && ts.isSourceFile(node.parent.parent.parent.parent);
}

function collect(evaluator: Evaluator, reading: Reading, events: EventsByFunction, ofSst: SstLinks): void {
  const objects = evaluator.created.filter(isFunctionConstruct);
  const tables = readCdkTables(evaluator);
  reading.tables.push(...tables.all);
  const seen = new Map<string, string>();
  /** Stack and type of resource → the function that all in the stack share. */
  const providers = new Map<string, string>();
  const links = new Map<LibraryObject, string>();
  for (const object of objects) {
    const result = isAmplifyFunction(object)
      ? declareAmplify(evaluator, object)
      : toDeclared(evaluator, object, objects);
    // Two stages make the same construct twice; it is one function to its author, unless it states other settings there.
    const key = JSON.stringify([
      {
        ...result,
        ...(isSharedProvider(object) && { declaredIn: undefined }),
        settings: valuesOf(result.settings),
        environment: undefined,
        environmentUnknown: undefined,
      },
    ]);
    const stack = isSharedProvider(object) ? stackAround(object) : undefined;
    // Whoever asks a stack for the provider of a type of resource gets the one that is there.
    const provider = stack && `${stack.born}#${idOf(object)}`;
    const known = provider === undefined ? undefined : providers.get(provider);
    if (known !== undefined) {
      links.set(object, known);
      continue;
    }
    const whole =
      'reason' in result ? result : withEventsAndTables(result, events.get(object), tables.variablesOf(object));
    const id = addOnce(reading, seen, key, whole);
    links.set(object, id);
    if (provider !== undefined) providers.set(provider, id);
  }
  addResources(
    reading.resources,
    readProgramResources(evaluator, (object) => object && (links.get(object) ?? ofSst.get(object))),
  );
}

function valuesOf(settings: Partial<FunctionSettings> = {}): readonly unknown[] {
  return Object.values(settings).map(({ value }) => value);
}

function withEventsAndTables(
  declared: DeclaredFunction,
  eventSources: DeclaredFunction['eventSources'] = [],
  tables: DeclaredFunction['tables'],
): DeclaredFunction {
  return { ...declared, ...(tables && { tables }), eventSources };
}

/** Where the id of a construct is not static, what the function or its app is called may be. */
function statedName(props: ObjectValue): string | undefined {
  return [props.get('functionName'), props.get('app')].find((each) => typeof each === 'string');
}

/** What else is told of functions than their settings. */
function valuesByKey(settings: Partial<FunctionSettings>): Partial<FunctionFacts> {
  const { runtime, memoryMb, timeoutS, architecture } = settings;
  return {
    ...(runtime && { runtime: runtime.value }),
    ...(memoryMb && { memoryMb: memoryMb.value }),
    ...(timeoutS && { timeoutS: timeoutS.value }),
    ...(architecture && { architecture: architecture.value }),
  };
}

/** What runs its code, in the runtime that is deployed. */
function runsBy(
  { workspace }: Evaluator,
  object: LibraryObject,
  runtime: string | undefined,
  located: LocatedCode,
): RunBy {
  if (isLlrtFunction(object)) return { engine: 'llrt' };
  const props = propsOf(object);
  // A package that makes functions is taken for one of Node.js.
  const isBuiltAsJavaScript = isBundled(object, props) || isMadeByPackage(object);
  return runBy(workspace, {
    runtime,
    beside: [layerNames(props), ...commandsOf(props)],
    ...('kind' in located &&
      located.kind === 'handler-string' && { folders: located.folders, handler: located.handler }),
    isBuiltAsJavaScript,
  });
}

/** What its build is told to do, as it is written: `bundling: { commandHooks }`, which may fetch what runs the code. */
function commandsOf(props: ObjectValue): readonly string[] {
  const bundling = props.get('bundling');
  const hooks = bundling instanceof ObjectValue ? bundling.get('commandHooks') : undefined;
  const made = writtenIn(hooks);
  return made === undefined ? [] : [made.getText()];
}

/** Where hooks are written: an object, or the class that they are made of. */
function writtenIn(value: Value): ts.Node | undefined {
  if (value instanceof ObjectValue) return value.origin;
  return value instanceof InstanceValue ? value.type.node : undefined;
}

/** What a construct is called in its scope. */
function idOf({ args: [, id] }: LibraryObject): string | undefined {
  const given = guessOf(id);
  return typeof given === 'string' ? given : undefined;
}

function toDeclared(evaluator: Evaluator, object: LibraryObject, all: readonly LibraryObject[]) {
  const props = propsOf(object);
  const site = findSite(object, all, evaluator.cwd);
  const declaredIn = { ...writtenAtNode(evaluator.workspace, site.node), kind: 'cdk' as const };
  const id = idOf(object);
  const name = (isSharedProvider(object) ? id : undefined) ?? site.name ?? id ?? statedName(props) ?? 'function';
  const overridden = valuesByKey(overriddenSettings(evaluator, object));
  const facts = withoutUndefined({ ...readFacts(props, isBundled(object, props)), ...overridden });
  const stated = 'runtime' in overridden ? overridden.runtime : readRuntime(guessOf(props.get('runtime')));
  const located = locate(evaluator, object, props, id);
  const { engine, ...told } = runsBy(evaluator, object, stated, located);
  const settings = constructSettings(evaluator, object);
  const foreign = getForeignReason(object) ?? told.foreign;
  if (foreign !== undefined) return { name, declaredIn, settings, ...foreign };
  const leavesCodeOpen = isMadeByPackage(object);
  if ('reason' in located) return { name, declaredIn, settings, leavesCodeOpen, ...located };
  const { doubt, ...target } = located;
  const build = target.kind === 'image' ? IMAGE_BUILD : (facts.build ?? readAsset(evaluator, object, props));
  const declared: DeclaredFunction = {
    name,
    declaredIn,
    settings,
    target,
    ...(doubt && { doubt }),
    leavesCodeOpen,
    ...facts,
    ...readVariables(evaluator, object),
    ...(build && { build }),
    ...(engine && { engine, ...(facts.runtime === undefined && { runtime: settings.runtime.value }) }),
    ...readCdkLayers(evaluator, object),
  };
  return declared;
}
