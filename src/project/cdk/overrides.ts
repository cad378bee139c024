import { ts } from 'ts-morph';
import type { FunctionSettings } from '../../model/deployment.js';
import { isAmplify } from '../amplify/module.js';
import { TEMPLATE_NAMES } from '../cloudformation/settings.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { FunctionValue, InstanceValue, LibraryObject, ObjectValue, Unknown, type Value } from '../evaluate/values.js';
import { ANYTHING, OVERRIDDEN } from '../evaluate/write-behind.js';
import { functionSettings, LAMBDA_DEFAULTS } from '../function-settings.js';
import type { Look } from '../look.js';
import { writtenByVisitors } from './aspects.js';
import { known, writtenAtNode } from './look.js';
import { readArchitecture, readRuntime } from './settings.js';

/** Something that is written into the resource of a template, behind the construct that makes it. */
interface WrittenProperty {
  /** `VpcConfig`, `SubnetIds`; none where nobody knows which. */
  readonly steps: readonly string[];
  readonly value: Value;
  readonly node: ts.Node | undefined;
  /** Objects are merged into what is there; what is assigned replaces it. */
  readonly isMerged: boolean;
}

/** The settings of a function that are written behind its construct, and those that nobody knows for that. */
export function overriddenSettings(evaluator: Evaluator, object: LibraryObject): Partial<FunctionSettings> {
  const written = [...writtenInto(evaluator, object), ...writtenByVisitors(evaluator, object)];
  if (written.length === 0) return {};
  const look = lookAmong(evaluator, written);
  const all = functionSettings(look, TEMPLATE_NAMES, LAMBDA_DEFAULTS);
  const names = Object.entries(TEMPLATE_NAMES).filter(([, name]) => lastOf(written, name) !== undefined);
  return Object.fromEntries(names.map(([key]) => [key, all[key as keyof FunctionSettings]]));
}

function lookAmong({ workspace }: Evaluator, written: readonly WrittenProperty[]): Look {
  return (name) => {
    const last = lastOf(written, name);
    // What is deleted is what Lambda takes by itself.
    if (last === undefined || last.value === undefined) return undefined;
    const read = READERS[name] ?? known;
    return { value: read(last.value), ...(last.node && { writtenAt: writtenAtNode(workspace, last.node) }) };
  };
}

const READERS: Readonly<Record<string, (value: Value) => unknown>> = {
  Runtime: readRuntime,
  Architectures: readArchitecture,
};

/** What counts in the end of a property, if anything was written there. */
function lastOf(
  written: readonly WrittenProperty[],
  name: string,
): Pick<WrittenProperty, 'value' | 'node'> | undefined {
  return written.flatMap((each) => valueAt(each, name.split('.')) ?? []).at(-1);
}

/** What a writing makes of a property: of the whole, of something in it, or of what it is in. */
function valueAt({ steps, value, node, isMerged }: WrittenProperty, wanted: readonly string[]) {
  const shared = steps.findIndex((step, index) => index < wanted.length && !mayBe(step, wanted[index]!));
  if (shared >= 0) return undefined;
  if (steps.length > wanted.length) {
    if (steps[wanted.length] === '0') return { value: [value], node };
    return { value: value === undefined ? new Unknown('a part of it is deleted') : true, node };
  }
  let inside = value;
  for (const step of wanted.slice(steps.length)) {
    if (!(inside instanceof ObjectValue)) break;
    const part: Value = inside.get(step) ?? inside.get(lowerFirst(step));
    if (part === undefined && isMerged) return undefined;
    inside = part;
  }
  return { value: inside, node };
}

/** Of a step that is put together, the beginning is known at most. */
function mayBe(step: string, name: string): boolean {
  return step.endsWith(ANYTHING) ? name.startsWith(step.slice(0, -1)) : step === name;
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** The resource that a construct makes, from there. */
const DEFAULT_CHILD = ['node.defaultChild', 'node.findChild(Resource)'];
/** The same of a function of Amplify, from the backend's part. */
const OF_PART = ['resources.cfnResources.cfnFunction', ...DEFAULT_CHILD.map((path) => `resources.lambda.${path}`)];

/** What is assigned comes first, since overrides are applied to it. */
function writtenInto(evaluator: Evaluator, object: LibraryObject): readonly WrittenProperty[] {
  const own = /^Cfn/.test(object.type.name) ? [''] : DEFAULT_CHILD;
  const all = [
    ...own.flatMap((path) => writtenUnder(object, path)),
    ...parentsOf(object).flatMap(({ parent, path }) => [
      ...own.flatMap((below) => writtenUnder(parent, below === '' ? path : `${path}.${below}`)),
      ...writtenAnywhere(parent),
    ]),
    ...partsOf(evaluator, object).flatMap(([backend, part]) =>
      OF_PART.flatMap((path) => writtenUnder(backend, `${part}.${path}`)),
    ),
  ];
  return all.toSorted((left, right) => Number(left.isMerged) - Number(right.isMerged));
}

/** The backends that have a function, and what they call it. */
function partsOf({ created }: Evaluator, object: LibraryObject): (readonly [LibraryObject, string])[] {
  const backends = created.filter(({ type }) => isAmplify(type) && type.name === 'defineBackend');
  return backends.flatMap((backend) => {
    const [parts] = backend.args;
    if (!(parts instanceof ObjectValue)) return [];
    const names = [...parts.properties].filter(([, part]) => part === object || makes(part, object));
    return names.map(([name]) => [backend, name] as const);
  });
}

/** `defineFunction((scope) => new NodejsFunction(…))`. */
function makes(part: Value, { node }: LibraryObject): boolean {
  const [made] = part !== null && typeof part === 'object' && 'args' in part ? (part.args ?? []) : [];
  return made instanceof FunctionValue && ts.findAncestor(node, (each) => each === made.node) !== undefined;
}

interface Parent {
  readonly parent: LibraryObject;
  /** `node.findChild(Api).node.findChild(Handler)`: how a program gets from there to the construct. */
  readonly path: string;
}

function parentsOf(object: LibraryObject): readonly Parent[] {
  const parents: Parent[] = [];
  let path = '';
  for (let child: LibraryObject | undefined = object; child && parents.length < MAX_PARENTS; ) {
    const [scope, id]: readonly Value[] = child.args;
    path = `node.findChild(${typeof id === 'string' ? id : ''})${path === '' ? '' : `.${path}`}`;
    const made: Value = scope instanceof InstanceValue ? scope.base : scope;
    child = made instanceof LibraryObject ? made : undefined;
    if (child) parents.push({ parent: child, path });
  }
  return parents;
}

/** Trees of constructs are not as deep as that. */
const MAX_PARENTS = 30;

/** What is written into one of the constructs in another one, of which nobody knows which. */
const SOME_CHILD = /^(node\.findChild\([^)]+\)\.)*node\.(children|findAll|findChild\(\))/;

function writtenAnywhere({ fields, writtenAt }: LibraryObject): WrittenProperty[] {
  return [...fields.keys()].flatMap((key): WrittenProperty[] => {
    const [owner = ''] = key.split(OVERRIDDEN);
    if (!SOME_CHILD.test(key)) return [];
    const steps = stepsBelow(key.includes(OVERRIDDEN) ? owner : owner.slice(0, owner.lastIndexOf('.')), key);
    const value = new Unknown('it may be written into this function or into another one');
    return steps ? [{ steps, value, node: writtenAt.get(key), isMerged: true }] : [];
  });
}

function writtenUnder({ fields, writtenAt }: LibraryObject, path: string): WrittenProperty[] {
  return [...fields].flatMap(([key, value]): WrittenProperty[] => {
    const steps = stepsBelow(path, key);
    return steps ? [{ steps, value, node: writtenAt.get(key), isMerged: key.includes(OVERRIDDEN) }] : [];
  });
}

function stepsBelow(path: string, key: string): readonly string[] | undefined {
  const [owner = '', overridden] = key.split(OVERRIDDEN);
  if (overridden !== undefined) return owner === path ? stepsOfOverride(overridden) : undefined;
  const at = owner.lastIndexOf('.');
  const name = owner.slice(at + 1);
  return owner.slice(0, Math.max(at, 0)) === path ? [name.charAt(0).toUpperCase() + name.slice(1)] : undefined;
}

/** Of the path of an override, which begins at the resource. */
function stepsOfOverride(path: string): readonly string[] | undefined {
  const [section, ...steps] = path.split('.');
  return section !== undefined && mayBe(section, 'Properties') ? steps : undefined;
}
