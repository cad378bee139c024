/** `sharedDeps`, `LambdaLayer` → `SharedDepsLambdaLayer`: the logical id that the framework gives to what a service declares. */
export function resourceName(key: string, suffix: string): string {
  const name = key.replaceAll('-', 'Dash').replaceAll('_', 'Underscore');
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}${suffix}`;
}
