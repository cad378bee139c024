/** Reading loosely typed settings of deployment files. Each returns `undefined` for what it cannot use. */
export function toFormat(value: unknown): 'cjs' | 'esm' | undefined {
  return value === 'cjs' || value === 'esm' ? value : undefined;
}

export function toBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return value === 'true' || value === 'false' ? value === 'true' : undefined;
}

/** The variables whose value is a plain string, number or boolean. */
export function toEnvironment(value: unknown): Readonly<Record<string, string>> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value).filter(([, each]) => ['string', 'number', 'boolean'].includes(typeof each));
  return entries.length === 0 ? undefined : Object.fromEntries(entries.map(([key, each]) => [key, String(each)]));
}

/** The same object without the keys that say nothing, so that results print only what is stated. */
export function withoutUndefined<Type extends object>(value: Type): Type {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Type;
}
