import type { Deployment, FunctionSettings } from '../model/deployment.js';

/**
 * The settings of a function for other programs: the values of the plain fields, tool's defaults included, and under `settings`
 * how each is known and where it is written. A field whose value is unknown is absent.
 */
export function settingsOnWire(settings: FunctionSettings | undefined) {
  if (!settings) return {};
  const { runtime, memoryMb, timeoutS, architecture } = settings;
  const plain = { runtime, memoryMb, timeoutS, architecture };
  const known = Object.entries(plain).filter(([, { value }]) => value !== undefined);
  return { ...Object.fromEntries(known.map(([key, { value }]) => [key, value])), settings };
}

/** What is declared around the functions, as the model has it. */
export function resourcesOnWire({ functions: _, ...resources }: Deployment) {
  return resources;
}
