import type { WrittenAt } from '../../model/deployment.js';
import type { Plain } from '../data-file.js';

/** What the stacks around a template tell it: those that nest it, and those that it nests. */
export interface Around {
  /** What logical ids of this stack begin with in other stacks. */
  readonly name: string;
  /** What a parameter is given; nothing where none gives it, and no value where it is known only at deployment. */
  given(parameter: string): { readonly value: Plain } | undefined;
  /** Where the value of a parameter stands. */
  placeOf(parameter: string): WrittenAt | undefined;
  /** What an output of a nested stack holds. */
  outputOf(stackId: string, output: string): Plain;
}
