import type { FlameNode, MeasuredShare } from '../../model/cold-start.js';
import type { Charge, TimeOwner } from './attribute-profile.js';

/** How reports call a module. */
export interface ModuleName {
  /** Missing for the project's own code. */
  readonly package?: string;
  /** Relative to the root. */
  readonly file: string;
}

export interface Naming {
  readonly nameOf: (module: string) => ModuleName;
  /** Of the built file. */
  readonly built: string;
}

/** What the samples of several starts come to, scaled so that all of it is the time that unprofiled starts took. */
export function shareOut(
  name: string,
  charges: readonly Charge[],
  totalMs: number,
  naming: Naming,
): { readonly shares: readonly MeasuredShare[]; readonly flame: FlameNode } {
  const sampled = charges.reduce((sum, { microseconds }) => sum + microseconds, 0);
  const scale = sampled === 0 ? 0 : totalMs / sampled;
  const top = new TimeBranch();
  const shares = new Map<string, MeasuredShare>();
  for (const { owner, microseconds } of charges) {
    const ms = microseconds * scale;
    const { share, path } = describe(owner, naming);
    top.add(path, ms);
    const key = `${share.kind} ${share.name}`;
    shares.set(key, { ...share, ms: ms + (shares.get(key)?.ms ?? 0) });
  }
  const sorted = [...shares.values()].filter(({ ms }) => ms > 0).sort((left, right) => right.ms - left.ms);
  return { shares: sorted, flame: top.toNode(name) };
}

const WAITING = 'waiting at the top level';

function describe(
  owner: TimeOwner,
  { nameOf, built }: Naming,
): { readonly share: Omit<MeasuredShare, 'ms'>; readonly path: readonly string[] } {
  if (owner === 'read') return { share: { kind: 'read', name: built }, path: [`reading ${built}`] };
  if (owner === 'waiting') return { share: { kind: 'own', name: WAITING }, path: [WAITING] };
  const { package: packageName, file } = nameOf(owner.module ?? built);
  return packageName === undefined
    ? { share: { kind: 'own', name: file }, path: [OWN, file, owner.functionName] }
    : { share: { kind: 'execute', name: packageName }, path: [packageName, file, owner.functionName] };
}

const OWN = 'own code';

class TimeBranch {
  #ms = 0;
  readonly #children = new Map<string, TimeBranch>();

  add([first, ...rest]: readonly string[], ms: number): void {
    this.#ms += ms;
    if (first === undefined) return;
    const child = this.#children.get(first) ?? new TimeBranch();
    this.#children.set(first, child);
    child.add(rest, ms);
  }

  toNode(name: string): FlameNode {
    const children = [...this.#children].map(([child, branch]) => branch.toNode(child));
    return { name, ms: this.#ms, children: children.sort((left, right) => right.ms - left.ms) };
  }
}
