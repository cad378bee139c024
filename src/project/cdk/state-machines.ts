import { ts } from 'ts-morph';
import { groupBy } from '../../lib/group.js';
import type { StateMachine } from '../../model/deployment.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { InstanceValue, LibraryMember, LibraryObject, ObjectValue, Unknown, type Value } from '../evaluate/values.js';
import { askSetting } from '../look.js';
import { toMachineKind } from '../settings.js';
import { constructBase, functionsIn, stackAround } from './construct-base.js';
import { isCdkModule, libraryObjectBehind, propsOf } from './constructs.js';
import { lookInProps } from './look.js';
import type { MadeProgram } from './mappings.js';

const TASK = /^(LambdaInvoke|InvokeFunction|EvaluateExpression)$/;

export function readChainedMachine({ evaluator, declarationOf }: MadeProgram, object: LibraryObject): StateMachine {
  const props = propsOf(object);
  const tasks = chainedTasks(evaluator, props) ?? tasksAround(evaluator, object);
  const functions = tasks.flatMap((task) => functionsIn(task.args, declarationOf));
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

/**
 * The tasks that a definition leads to: what it is made of, what that was given, and what was called on it (`next`, `branch`, `otherwise`).
 * Nothing where a part of it is not known.
 */
function chainedTasks(evaluator: Evaluator, props: ObjectValue): LibraryObject[] | undefined {
  const definition = props.get('definitionBody') ?? props.get('definition');
  if (definition === undefined || props.isOpen) return undefined;
  const argumentsOf = groupBy(evaluator.calls, ({ owner }) => libraryObjectBehind(owner));
  const seen = new Set<Value>();
  const found: LibraryObject[] = [];
  const isKnown = (value: Value): boolean => {
    if (value instanceof Unknown) return value.isComplete && value.candidates.every(isKnown);
    if (typeof value !== 'object' || value === null || seen.has(value)) return true;
    seen.add(value);
    if (Array.isArray(value)) return value.every(isKnown);
    if (value instanceof ObjectValue) return [...value.properties.values()].every(isKnown);
    // Of a fragment the chain begins there; what else an object of a class holds leads to the whole stack.
    if (value instanceof InstanceValue)
      return value.fields.has('startState') && isKnown(value.fields.get('startState'));
    if (value instanceof LibraryMember) return isKnown(libraryObjectBehind(value));
    if (!(value instanceof LibraryObject)) return true;
    if (!isCdkModule(value.type.module)) return false;
    const isTask = TASK.test(value.type.name);
    if (isTask) found.push(value);
    // What a task is given are settings and a function, and what a construct stands in leads to all others.
    const given = isTask ? [] : ts.isNewExpression(value.node) ? value.args.slice(1) : value.args;
    return [...given, ...(argumentsOf.get(value) ?? []).flatMap(({ args }) => args)].every(isKnown);
  };
  return isKnown(definition) ? found : undefined;
}

/** All tasks of the stack. Two stages make machines with tasks of their own. */
function tasksAround({ created }: Evaluator, object: LibraryObject): LibraryObject[] {
  return created.filter((task) => TASK.test(task.type.name) && mayShareStack(task, object));
}

function mayShareStack(left: LibraryObject, right: LibraryObject): boolean {
  const [first, second] = [stackAround(left), stackAround(right)];
  return first === undefined || second === undefined || first === second;
}
