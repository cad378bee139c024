import type { Problem } from '../model/problem.js';

/** What a problem says: `orders: Could not resolve "./db"`. */
export function problemText({ function: about, message }: Pick<Problem, 'function' | 'message'>): string {
  return about === undefined ? message : `${about.name}: ${message}`;
}

/** As reports for programs hold it: with the name in the message, for who only shows that. */
export function problemOnWire(problem: Problem): Problem {
  return { ...problem, message: problemText(problem) };
}

/** Undoes `problemOnWire`. */
export function problemFromWire(problem: Problem): Problem {
  const prefix = problem.function === undefined ? '' : `${problem.function.name}: `;
  return problem.message.startsWith(prefix) ? { ...problem, message: problem.message.slice(prefix.length) } : problem;
}
