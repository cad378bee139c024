import { groupBy } from '../../lib/group.js';
import type { FunctionSettings } from '../../model/deployment.js';
import type { DeclaredFunction, UnresolvedDeclaration } from '../declared.js';

export type ReadFunction = DeclaredFunction | UnresolvedDeclaration;

/** Stacks of one template may each be given code of their own: a function for each code. `open` is what they have in common. */
export function toldApart(open: ReadFunction, variants: readonly ReadFunction[]): readonly ReadFunction[] {
  const located = variants.filter((each): each is DeclaredFunction => !('reason' in each));
  const byTarget = groupBy(located, ({ target }) => JSON.stringify(target));
  return located.length === 0 ? [open] : [...byTarget.values()].map((same) => commonOf(same, open));
}

/** What stacks with the same code are given alike. */
function commonOf(same: readonly [DeclaredFunction, ...DeclaredFunction[]], open: ReadFunction): DeclaredFunction {
  const [first] = same;
  const isAlike = (get: (each: DeclaredFunction) => unknown) =>
    new Set(same.map((each) => JSON.stringify(get(each)))).size === 1;
  const facts = Object.entries(first).filter(([key]) => isAlike((each) => each[key as keyof DeclaredFunction]));
  const settings = Object.entries(first.settings ?? {}).map(([name, setting]) => {
    const key = name as keyof FunctionSettings;
    return [key, isAlike((each) => each.settings?.[key].value) ? setting : (open.settings?.[key] ?? setting)];
  });
  return {
    ...(Object.fromEntries(facts) as unknown as DeclaredFunction),
    eventSources: first.eventSources,
    settings: Object.fromEntries(settings) as FunctionSettings,
  };
}
