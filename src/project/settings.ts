import type { PlainObject } from './data-file.js';
import type { FunctionFacts } from './declared.js';
import { isOpenObject, notStaticReason } from './not-static.js';

/** Reading loosely typed settings of deployment files. Each returns `undefined` for what it cannot use. */
export function toFormat(value: unknown): 'cjs' | 'esm' | undefined {
  return value === 'cjs' || value === 'esm' ? value : undefined;
}

export function toBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return value === 'true' || value === 'false' ? value === 'true' : undefined;
}

/** `STANDARD` or `EXPRESS`, as Step Functions calls them. */
export function toMachineKind(stated: unknown): 'standard' | 'express' | undefined {
  const text = String(stated).toLowerCase();
  return text === 'standard' || text === 'express' ? text : undefined;
}

type FunctionEnvironment = Pick<FunctionFacts, 'environment' | 'environmentUnknown'>;

/** Environment variables as a deployment file states them, and which of them it leaves open. */
export function readEnvironment(value: unknown): FunctionEnvironment {
  if (value === undefined || value === null) return {};
  const isHidden =
    typeof value !== 'object' || Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'));
  if (isHidden) return { environmentUnknown: ['*'] };
  const named = Object.entries(value).flatMap(([name, each]) => (isStatic(each) ? [] : [name]));
  const open = isOpenObject(value as PlainObject) ? [...named, '*'] : named;
  return withoutUndefined<FunctionEnvironment>({
    environment: toEnvironment(value),
    environmentUnknown: open.length === 0 ? undefined : open,
  });
}

/** A text may have a reference in it. */
function isStatic(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('${');
  return ['number', 'boolean'].includes(typeof value) || value === null;
}

/** The variables whose value is a plain string, number or boolean. */
function toEnvironment(value: unknown): Readonly<Record<string, string>> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value).filter(
    ([, each]) => ['string', 'number', 'boolean'].includes(typeof each) && notStaticReason(each) === undefined,
  );
  return entries.length === 0 ? undefined : Object.fromEntries(entries.map(([key, each]) => [key, String(each)]));
}

/** The same object without the keys that say nothing, so that results print only what is stated. */
export function withoutUndefined<Type extends object>(value: Type): Type {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Type;
}
