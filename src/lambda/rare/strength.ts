import type { ts } from 'ts-morph';
import type { Program } from '../program.js';
import { type Arm, aroundBranch, otherWays } from './arms.js';
import { isDevelopmentOnly, mentionsProduction, shapeOf, sourcesOf } from './condition.js';
import { computes, doesLastingWork, doesWork, endsInError, isErrorGuard, leaves } from './outcome.js';

/** `strong`: an alternative, an error, a developer's machine. `weak`: something optional, which may well be the rule. */
export type Strength = 'strong' | 'weak';

/** Does a stretch of code need what is asked about? */
export type Touching = (part: ts.Node) => boolean;

/** How sure is it that invocations go other ways than this? `undefined` where it may be what the function is for. */
export function strengthOf(arm: Arm, touching: Touching, program: Program): Strength | undefined {
  const { kind, node, test, side } = arm;
  if (kind === 'catch') return 'strong';
  if ((kind === 'if' || kind === 'case') && endsInError(node)) return 'strong';
  if (!test) return undefined;
  const sources = sourcesOf(test, program);
  if (sources.size === 0) return undefined;
  const shape = kind === 'case' ? 'equal' : shapeOf(test, side);
  if (sources.has('environment') && !sources.has('request') && !sources.has('fetched')) {
    if (isDevelopmentOnly(test, side)) return 'strong';
    if (mentionsProduction(test) || shape === 'unequal') return undefined;
    return isAlternative(arm, touching, program) ? 'weak' : undefined;
  }
  if (shape === 'unequal' || (shape === 'presence' && sources.has('fetched'))) return undefined;
  if (!isAlternative(arm, touching, program)) return undefined;
  return shape === 'equal' && !sources.has('fetched') ? 'strong' : 'weak';
}

/** The function finishes something useful when it goes another way, and needs nothing of what is asked about for it. */
function isAlternative(arm: Arm, touching: Touching, program: Program): boolean {
  const { arms, isOptional } = otherWays(arm);
  const others = arms.filter((each) => !touching(each) && !endsInError(each));
  const isTernary = arm.kind === 'ternary';
  const isUseful = (way: ts.Node): boolean =>
    doesWork(way, program) || ((isTernary || !leaves(way)) && computes(way));
  if (others.some(isUseful)) return true;
  if (!isOptional && !others.some((each) => !leaves(each))) return false;
  const { before, after } = aroundBranch(arm.branch);
  const isFree = (each: ts.Statement): boolean => !touching(each) && !isErrorGuard(each);
  return (
    after.some((each) => isFree(each) && doesWork(each, program)) ||
    before.some((each) => isFree(each) && doesLastingWork(each, program))
  );
}
