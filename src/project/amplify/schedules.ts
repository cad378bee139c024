import type { Schedule } from '../../model/deployment.js';
import { constructBase, type DeclarationOf } from '../cdk/construct-base.js';
import { isAmplifyFunction, propsOf } from '../cdk/constructs.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { type LibraryObject, ObjectValue, type Value } from '../evaluate/values.js';

/** What `schedule` of `defineFunction` holds: `every 1h`, a cron expression, or several. */
export function schedulesOf(object: LibraryObject): readonly Value[] {
  const stated = propsOf(object).get('schedule');
  return stated === undefined ? [] : [stated].flat();
}

export function readAmplifySchedules(evaluator: Evaluator, declarationOf: DeclarationOf): Schedule[] {
  return evaluator.created.filter(isAmplifyFunction).flatMap((object) => {
    const fn = declarationOf(object);
    const { id, declaredIn } = constructBase(evaluator, object);
    return schedulesOf(object).map((stated, index): Schedule => {
      const name = `schedule-${index}`;
      const value = expressionOf(stated);
      return {
        id: `${id}/${fn ?? ''}/${name}`,
        name,
        declaredIn: { ...declaredIn, kind: 'amplify' },
        expression: value === undefined ? { from: 'unknown' } : { value, from: 'stated' },
        isEnabled: { value: true, from: 'default' },
        functions: fn === undefined ? [] : [fn],
      };
    });
  });
}

/** What Amplify makes of intervals: cron expressions, by their unit (`schedule_parser.ts` of 1.19.0). */
const BY_UNIT: Readonly<Record<string, (amount: string) => string>> = {
  m: (amount) => `*/${amount} * * * ? *`,
  h: (amount) => `0 */${amount} * * ? *`,
  day: () => '0 0 * * ? *',
  week: () => '0 0 ? * 1 *',
  month: () => '0 0 1 * ? *',
  year: () => '0 0 1 1 ? *',
};

function expressionOf(stated: Value): string | undefined {
  if (stated instanceof ObjectValue) return expressionOf(stated.get('rate') ?? stated.get('cron'));
  if (typeof stated !== 'string') return undefined;
  const [, amount = '', unit] = /^every (\d*)(m|h|day|week|month|year)$/.exec(stated) ?? [];
  if (unit !== undefined) return `cron(${BY_UNIT[unit]!(amount)})`;
  const [minute, hour, day, month, weekDay, year = '*'] = stated.trim().split(/\s+/);
  if (weekDay === undefined) return undefined;
  return `cron(${[minute, hour, day, month, day === '?' ? weekDay : '?', year].join(' ')})`;
}
