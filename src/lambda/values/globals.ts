import type { Denoted, DenotedExternal, DenotedGlobal } from './value.js';

/** What a name stands for that nothing declares. */
export function ofGlobal(name: string): readonly Denoted[] {
  if (name === 'process') return [{ kind: 'global', name }];
  if (name === 'globalThis' || name === 'global') return [{ kind: 'global', name: 'globalThis' }];
  // The runtime's own global, with `streamifyResponse` and its like.
  return name === 'awslambda' ? [{ kind: 'external', module: 'awslambda', path: [] }] : [];
}

/** Only what leads to the environment: nobody asks for anything else. */
export function memberOfGlobal(value: DenotedGlobal, name: string): readonly Denoted[] {
  if (value.name === 'globalThis') return name === 'process' || name === 'globalThis' ? ofGlobal(name) : [];
  return value.name === 'process' && name === 'env' ? [ENVIRONMENT] : [];
}

/** `process` is a module as well. */
export function memberOfPackage(value: DenotedExternal, name: string): Denoted {
  if (value.module === 'process' && value.path.length === 0 && name === 'env') return ENVIRONMENT;
  return { ...value, path: [...value.path, name] };
}

const ENVIRONMENT: DenotedGlobal = { kind: 'global', name: 'process.env' };

/** What a copy of it is: no other name for the environment. */
export function copied(values: readonly Denoted[]): readonly Denoted[] {
  return values.filter(({ kind }) => kind !== 'global');
}
