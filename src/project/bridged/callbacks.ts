import type { FunctionSettings } from '../../model/deployment.js';
import { libraryObjectBehind } from '../cdk/constructs.js';
import { writtenAtNode } from '../cdk/look.js';
import type { CodeTarget, DeclaredFunction } from '../declared.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { placeOfNode } from '../evaluate/plain.js';
import { FunctionValue, type LibraryObject, type ObjectValue, type Value } from '../evaluate/values.js';
import { functionSettings, LAMBDA_DEFAULTS } from '../function-settings.js';

/** What Pulumi takes for a function that it makes of a callback (@pulumi/aws 7, lambda/lambdaMixins). */
const TIMEOUT_S = 180;

/** Services of Pulumi → the events that they bring. */
const EVENTS: Readonly<Record<string, string>> = {
  cloudwatch: 'logs',
  dynamodb: 'dynamodb',
  kinesis: 'kinesis',
  s3: 's3',
  sns: 'sns',
  sqs: 'sqs',
};

/**
 * The code of a `CallbackFunction`: a function of the program, which Pulumi packs with all that it uses, or what a factory returns, which
 * runs once an environment.
 */
export function callbackOf(evaluator: Evaluator, props: ObjectValue): CodeTarget | undefined {
  const factory = props.get('callbackFactory');
  return targetOf(factory instanceof FunctionValue ? evaluator.run(factory, []) : props.get('callback'));
}

function targetOf(value: Value): CodeTarget | undefined {
  return value instanceof FunctionValue ? { kind: 'inline', ...placeOf(value) } : undefined;
}

function placeOf({ node }: FunctionValue) {
  const { file, line, column } = placeOfNode(node);
  return { file, line, column: column ?? 1 };
}

/** The same settings with what Pulumi takes for callbacks by itself; their runtime depends on its version. */
export function withCallbackDefaults(settings: FunctionSettings): FunctionSettings {
  return settings.timeoutS.from === 'default'
    ? { ...settings, timeoutS: { value: TIMEOUT_S, from: 'default' } }
    : settings;
}

/** Functions that a program hands to what brings them events: `queue.onEvent('name', async (event) => …)`, `aws.cloudwatch.onSchedule(…)`. */
export function readHandedOver(evaluator: Evaluator): readonly DeclaredFunction[] {
  const { workspace, calls, created } = evaluator;
  const byMethod = calls.flatMap(({ owner, method, args, node }) => {
    const made = libraryObjectBehind(owner);
    return made && isOfPulumi(made) && /^on[A-Z]/.test(method) ? [{ method, args, node, event: eventOf(made) }] : [];
  });
  const byFunction = created.flatMap((object) =>
    isOfPulumi(object) && object.type.name === 'onSchedule'
      ? [{ method: 'onSchedule', args: object.args, node: object.node, event: 'schedule' }]
      : [],
  );
  return [...byMethod, ...byFunction].flatMap(({ method, args, node, event }): DeclaredFunction[] => {
    const [name] = args;
    const target = targetOf(args.find((each) => each instanceof FunctionValue));
    if (!target) return [];
    return [
      {
        // The name of the stack is in many.
        name: typeof name === 'string' ? name : method,
        declaredIn: { ...writtenAtNode(workspace, node), kind: 'pulumi' },
        target,
        settings: withCallbackDefaults(functionSettings(() => undefined, {}, LAMBDA_DEFAULTS)),
        eventSources: [{ type: event }],
        build: { tool: 'unknown' },
      },
    ];
  });
}

function isOfPulumi({ type }: LibraryObject): boolean {
  return /^@pulumi\/aws(\/|$)/.test(type.module);
}

/** `aws.cloudwatch.EventRule` brings other events than a log group. */
function eventOf({ type: { module, path } }: LibraryObject): string {
  if (path.at(-1) === 'EventRule') return 'eventbridge';
  const [service = ''] = [...module.split('/').slice(2, 3), ...path];
  return EVENTS[service] ?? 'other';
}
