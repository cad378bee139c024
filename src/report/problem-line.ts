import type { Problem } from '../model/problem.js';
import { placeText } from '../words/places.js';
import { problemText } from '../words/problems.js';

/** `  template.yaml:3  orders: Could not resolve "./db"`; one without a place begins where the places of others do. */
export function problemLine(problem: Problem): string {
  const place = placeText(problem);
  return `  ${place === '' ? '' : `${place}  `}${problemText(problem)}`;
}
