import { ts } from 'ts-morph';
import { groupBy } from '../../lib/group.js';
import type { StateMachine } from '../../model/deployment.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { getMember } from '../evaluate/members.js';
import { InstanceValue, LibraryMember, LibraryObject, ObjectValue, Unknown, type Value } from '../evaluate/values.js';
import { askSetting } from '../look.js';
import { toMachineKind } from '../settings.js';
import { constructBase, type DeclarationOf, functionsIn, stackAround } from './construct-base.js';
import { isCdkModule, libraryObjectBehind, propsOf } from './constructs.js';
import { lookInProps } from './look.js';
import type { MadeProgram } from './mappings.js';

const TASK = /^(LambdaInvoke|InvokeFunction|EvaluateExpression)$/;

export function readChainedMachine({ evaluator, declarationOf }: MadeProgram, object: LibraryObject): StateMachine {
  const props = propsOf(object);
  const chained = followChain(evaluator, props, declarationOf);
  const around = chained.isWhole
    ? []
    : tasksAround(evaluator, object).flatMap(({ args }) => functionsIn(args, declarationOf));
  const functions = [...chained.functions, ...around];
  // Of a definition in a file, what its variables stand for is known.
  const substituted = functionsIn([props.get('definitionSubstitutions')], declarationOf);
  return {
    ...constructBase(evaluator, object),
    kind: askSetting<'standard' | 'express'>(lookInProps(evaluator.workspace, props), {
      name: 'stateMachineType',
      convert: toMachineKind,
      otherwise: 'standard',
    }),
    functions: [...new Set([...functions, ...substituted])],
  };
}

interface Chain {
  readonly functions: readonly string[];
  /** Is all of it known? */
  readonly isWhole: boolean;
}

/**
 * The functions that a definition leads to: what it is made of, what that was given, and what was called on it (`next`, `branch`,
 * `otherwise`).
 */
function followChain(evaluator: Evaluator, props: ObjectValue, declarationOf: DeclarationOf): Chain {
  const [definition] = ['definitionBody', 'definition', 'definitionString'].flatMap((key) => props.get(key) ?? []);
  if (definition === undefined || props.isOpen) return { functions: [], isWhole: false };
  const chaining = evaluator.calls.filter(({ method }) => CHAINING.test(method));
  const argumentsOf = groupBy(chaining, ({ owner }) => libraryObjectBehind(owner));
  const seen = new Set<Value>();
  const functions: string[] = [];
  // All are visited: behind a step that is not known others may be.
  const areKnown = (values: readonly Value[]): boolean => values.map(isKnown).every(Boolean);
  const isKnown = (value: Value): boolean => {
    if (value instanceof Unknown && value.parts.length > 0) return areKnown(value.parts);
    if (value instanceof Unknown) return areKnown(value.candidates) && value.isComplete;
    if (typeof value !== 'object' || value === null || seen.has(value)) return true;
    seen.add(value);
    if (Array.isArray(value)) return areKnown(value);
    if (value instanceof ObjectValue) return areKnown([...value.properties.values()]);
    if (value instanceof LibraryMember) return isKnown(libraryObjectBehind(value));
    if (value instanceof InstanceValue) return isKnown(value.base instanceof LibraryObject ? value.base : UNSEEN);
    return value instanceof LibraryObject ? isStepKnown(value) : true;
  };
  const isStepKnown = (step: LibraryObject): boolean => {
    const declared = declarationOf(step);
    if (declared !== undefined) {
      functions.push(declared);
      return true;
    }
    if (!isFollowed(step)) return isCdkModule(step.type.module);
    const isTask = TASK.test(classOf(step));
    if (isTask) functions.push(...functionsIn(step.args, declarationOf));
    const begin =
      step.heir && classOf(step) === 'StateMachineFragment' ? [getMember(evaluator, step.heir, 'startState')] : [];
    const given = hasScope(step) ? step.args.slice(1) : step.args;
    const followed = isTask || isOtherTask(step) ? [] : given;
    return areKnown([...begin, ...followed, ...(argumentsOf.get(step) ?? []).flatMap(({ args }) => args)]);
  };
  const isWhole = isKnown(definition);
  return { functions, isWhole };
}

const UNSEEN = new Unknown('it is made of a class that is not followed');
/** Methods of a class that make what `new` makes, in one of two languages for expressions. */
const MAKER = /^(jsonata|jsonPath)$/;

function classOf({ type: { name, path } }: LibraryObject): string {
  return MAKER.test(name) ? (path.at(-2) ?? '') : name;
}

/** What a construct stands in leads to all others. */
function hasScope({ node, type: { name } }: LibraryObject): boolean {
  return ts.isNewExpression(node) || MAKER.test(name);
}

/** What puts another step behind one, or into it. */
const CHAINING = /^(next|branch|when|otherwise|addCatch|iterator|itemProcessor)$/;

/** Steps and chains; and a definition as a text: `JSON.stringify({ … })`. What else CDK makes leads to no step. */
function isFollowed({ type: { module, path, name } }: LibraryObject): boolean {
  return /stepfunctions/.test([module, ...path].join('/')) || (module === 'global' && name === 'stringify');
}

/** What a task hands on to another service is no call of a function, unless it calls any action of AWS. */
function isOtherTask(step: LibraryObject): boolean {
  const { module, path } = step.type;
  return /stepfunctions[-_]tasks/.test([module, ...path].join('/')) && !/^CallAwsService/.test(classOf(step));
}

/** All tasks of the stack. Two stages make machines with tasks of their own. */
function tasksAround({ created }: Evaluator, object: LibraryObject): LibraryObject[] {
  return created.filter((task) => TASK.test(classOf(task)) && mayShareStack(task, object));
}

function mayShareStack(left: LibraryObject, right: LibraryObject): boolean {
  const [first, second] = [stackAround(left), stackAround(right)];
  return first === undefined || second === undefined || first === second;
}
