import { groupedText } from '../lib/grouped-text.js';
import type { Finding } from '../model/finding.js';
import type { LambdaFunction } from '../model/function.js';
import { count } from '../words/counts.js';
import { quantityText } from '../words/settings.js';

/** What is known of the functions behind one handler. Bundle and cold start add their figures here. */
export interface HandlerFacts {
  /** Those that a deployment file or the code declares with this handler; at least one. */
  readonly functions: readonly LambdaFunction[];
  /** Not suppressed; absent as long as the first analysis runs. */
  readonly findings?: readonly Finding[];
  /** How many calls could not be followed; what is behind them was not looked at. */
  readonly unfollowedCalls?: number;
  /** Of the function's own bundle, in words. */
  readonly size?: string;
  /** Estimated, in words. */
  readonly coldStart?: string;
}

export type LensKind = 'findings' | 'settings' | 'size' | 'coldStart';

export interface LensView {
  readonly kind: LensKind;
  readonly title: string;
}

/** The text of one lens; `undefined` where there is nothing to say. */
type Lens = (facts: HandlerFacts) => string | undefined;

const LENSES: Readonly<Record<LensKind, Lens>> = {
  findings: ({ functions, findings, unfollowedCalls = 0 }) =>
    `${namesOf(functions)}: ${findings ? countOf(findings) + unfollowedText(unfollowedCalls) : 'analyzing …'}`,
  settings: ({ functions }) => settingsOf(functions),
  size: ({ size }) => size,
  coldStart: ({ coldStart }) => coldStart,
};

/** The lenses above one handler, in the order they are shown. */
export function lensesOf(facts: HandlerFacts, isShown: Readonly<Record<LensKind, boolean>>): readonly LensView[] {
  return (Object.keys(LENSES) as LensKind[]).flatMap((kind) => {
    const title = isShown[kind] ? LENSES[kind](facts) : undefined;
    return title === undefined ? [] : [{ kind, title }];
  });
}

function namesOf(functions: readonly LambdaFunction[]): string {
  const [first, ...others] = functions.map(({ name }) => name);
  return others.length > 0 ? `${first} and ${groupedText(others.length)} more` : `${first}`;
}

function countOf(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'no findings';
  return findings.length === 1 ? '1 finding' : `${groupedText(findings.length)} findings`;
}

function unfollowedText(calls: number): string {
  return calls === 0 ? '' : `, ${count(calls, 'call')} not followed`;
}

/** `nodejs22.x · 512 MB · 10 s`; a setting in which the functions differ is left out. */
function settingsOf(functions: readonly LambdaFunction[]): string | undefined {
  const shared = <T>(read: (fn: LambdaFunction) => T | undefined): T | undefined => {
    const [first, ...others] = functions.map(read);
    return others.every((each) => each === first) ? first : undefined;
  };
  const runtime = shared(({ runtime }) => runtime);
  const memory = shared(({ memoryMb }) => memoryMb);
  const timeout = shared(({ timeoutS }) => timeoutS);
  const parts = [runtime, memory && quantityText(memory, 'MB'), timeout && quantityText(timeout, 's')].filter(Boolean);
  return parts.length > 0 ? parts.join(' · ') : undefined;
}
