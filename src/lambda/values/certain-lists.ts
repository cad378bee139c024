import { ts } from 'ts-morph';
import { type Evaluation, type Lists, NONE } from './evaluation.js';
import { allProperties } from './members.js';
import type { Denoted } from './value.js';

/** Only what literals hold: whoever changes code must not take for known what somebody else may add to. */
export function createCertainLists(e: Evaluation): Lists {
  const unknown = (): readonly Denoted[] => NONE;
  const elements = (node: ts.ArrayLiteralExpression): readonly Denoted[] =>
    node.elements.flatMap((each) => (ts.isSpreadElement(each) ? NONE : e.of(each)));
  return {
    made: () => undefined,
    called: () => undefined,
    elementsOf: unknown,
    elementAt: (value, index) => {
      const element = value.kind === 'array' ? value.node.elements[index] : undefined;
      return element && !ts.isSpreadElement(element) ? e.of(element) : NONE;
    },
    handed: unknown,
    anyMember: (value) => {
      if (value.kind === 'object') return allProperties(e, value.node, unknown);
      return value.kind === 'array' ? elements(value.node) : NONE;
    },
  };
}
