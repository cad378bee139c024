import type { LogGroup, Queue, Schedule, Stream } from '../../model/deployment.js';
import { readAmplifySchedules } from '../amplify/schedules.js';
import { toNumber, toText } from '../declared.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { LibraryObject, type ObjectValue, type Value } from '../evaluate/values.js';
import { askSetting } from '../look.js';
import { noResources, type Resources } from '../resources.js';
import { toBoolean } from '../settings.js';
import { readProgramApis } from './apis.js';
import { constructBase, type DeclarationOf, functionsIn } from './construct-base.js';
import { isCdkModule, isMadeByPackage, libraryObjectBehind, propsOf } from './constructs.js';
import { schedulesGiven } from './events.js';
import { logGroupRetention } from './function-settings.js';
import { lookInProps } from './look.js';
import { type MadeProgram, readProgramMappings } from './mappings.js';
import { readChainedMachine } from './state-machines.js';

/** What a program makes besides functions and tables. */
export function readProgramResources(evaluator: Evaluator, declarationOf: DeclarationOf): Resources {
  const found = noResources();
  const program: MadeProgram = { evaluator, declarationOf };
  for (const object of evaluator.created) {
    if (isCdkModule(object.type.module)) READERS[object.type.name]?.(program, object, found);
    else if (isMadeByPackage(object)) found.schedules.push(...givenSchedules(program, object));
  }
  found.mappings.push(...readProgramMappings(program));
  found.schedules.push(...readAmplifySchedules(evaluator, declarationOf));
  found.apis.push(...readProgramApis(evaluator, declarationOf));
  return found;
}

type ReadProgram = (program: MadeProgram, object: LibraryObject, found: Resources) => void;

const READERS: Readonly<Record<string, ReadProgram>> = {
  Queue: (program, object, { queues }) => queues.push(readQueue(program, object)),
  Stream: (program, object, { streams }) => streams.push(readStream(program, object)),
  LogGroup: (program, object, { logGroups }) => logGroups.push(readLogGroup(program, object)),
  Rule: (program, object, { schedules }) => schedules.push(...readRule(program, object)),
  Schedule: (program, object, { schedules }) => schedules.push(...readSchedule(program, object)),
  StateMachine: (program, object, { stateMachines }) => stateMachines.push(readChainedMachine(program, object)),
  CfnStateMachine: (program, object, { stateMachines }) => stateMachines.push(readChainedMachine(program, object)),
};

function lookAt({ evaluator }: MadeProgram, object: LibraryObject) {
  return lookInProps(evaluator.workspace, propsOf(object));
}

function readQueue(program: MadeProgram, object: LibraryObject): Queue {
  const look = lookAt(program, object);
  return {
    ...constructBase(program.evaluator, object),
    isFifo: askSetting(look, { name: 'fifo', convert: toBoolean, otherwise: false }),
    visibilityTimeoutS: askSetting(look, { name: 'visibilityTimeout', convert: toNumber, otherwise: 30 }),
    maxReceives: askSetting<number | 'no limit'>(look, {
      name: 'deadLetterQueue.maxReceiveCount',
      convert: toNumber,
      otherwise: 'no limit',
    }),
  };
}

function readStream(program: MadeProgram, object: LibraryObject): Stream {
  const question = { name: 'retentionPeriod', convert: toNumber, otherwise: 24 };
  return { ...constructBase(program.evaluator, object), retentionHours: askSetting(lookAt(program, object), question) };
}

function readLogGroup({ evaluator }: MadeProgram, object: LibraryObject): LogGroup {
  const groupName = toText(propsOf(object).get('logGroupName'));
  return {
    ...constructBase(evaluator, object),
    ...(groupName !== undefined && { groupName }),
    retentionDays: logGroupRetention(evaluator, object),
  };
}

/** Rules with a schedule; the others only match events. */
function readRule(program: MadeProgram, object: LibraryObject): Schedule[] {
  const props = propsOf(object);
  if (props.get('schedule') === undefined) return [];
  const added = program.evaluator.calls.flatMap(({ owner, method, args }) =>
    method === 'addTarget' && libraryObjectBehind(owner) === object ? args : [],
  );
  return [scheduleOf(program, object, [props.get('targets'), ...added])];
}

/** EventBridge Scheduler; other libraries have a `Schedule` that is only an expression. */
function readSchedule(program: MadeProgram, object: LibraryObject): Schedule[] {
  const props = propsOf(object);
  return props.get('target') === undefined ? [] : [scheduleOf(program, object, [props.get('target')])];
}

/** A function of a package that is given its schedules: what the package makes of them, the property says. */
function givenSchedules(program: MadeProgram, object: LibraryObject): Schedule[] {
  const { id, name, declaredIn } = constructBase(program.evaluator, object);
  return schedulesGiven(object.args).flatMap((given, index) => {
    const suffix = index === 0 ? 'Schedule' : `Schedule-${index + 1}`;
    const base = { id: `${id}${suffix}`, name: `${name}${suffix}`, declaredIn };
    const fn = program.declarationOf(object);
    return fn === undefined ? [] : [{ ...base, ...expressionAndState(program, given), functions: [fn] }];
  });
}

function scheduleOf(program: MadeProgram, object: LibraryObject, targets: readonly Value[]): Schedule {
  return {
    ...constructBase(program.evaluator, object),
    ...expressionAndState(program, propsOf(object)),
    functions: functionsIn(targets, program.declarationOf),
  };
}

function expressionAndState(
  { evaluator }: MadeProgram,
  props: ObjectValue,
): Pick<Schedule, 'expression' | 'isEnabled'> {
  const expression = expressionOf(props.get('schedule'));
  return {
    expression: expression === undefined ? { from: 'unknown' } : { value: expression, from: 'stated' },
    isEnabled: askSetting(lookInProps(evaluator.workspace, props), {
      name: 'enabled',
      convert: toBoolean,
      otherwise: true,
    }),
  };
}

/** `Schedule.expression('rate(1 day)')`, `Schedule.rate(Duration.days(1))`; what `cron` takes is left unknown. */
function expressionOf(value: Value): string | undefined {
  if (!(value instanceof LibraryObject)) return undefined;
  const [first] = value.args;
  if (value.type.name === 'expression') return toText(first);
  if (value.type.name !== 'rate' || !(first instanceof LibraryObject)) return undefined;
  const [amount] = first.args;
  const unit = first.type.name.replace(/s$/, '');
  return typeof amount === 'number' ? `rate(${amount} ${amount === 1 ? unit : `${unit}s`})` : undefined;
}
