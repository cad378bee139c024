/** Platforms with a package of their own, named as both VS Code and esbuild name them. */
const platforms = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64', 'win32-arm64'] as const;

export type Platform = (typeof platforms)[number];

/** For all other platforms: without the binary of esbuild. */
export const UNIVERSAL = 'universal';

export type Target = Platform | typeof UNIVERSAL;

export const targets: readonly Target[] = [...platforms, UNIVERSAL];

export function asTarget(name: string): Target {
  const target = targets.find((known) => known === name);
  if (!target) {
    throw new Error(`"${name}" is none of ${targets.join(', ')}.`);
  }
  return target;
}
