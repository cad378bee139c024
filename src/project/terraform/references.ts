import { isObject, type Plain } from '../data-file.js';
import { UNKNOWN_PART } from './functions-of-hcl.js';

/** Something that a configuration makes, as an expression names it. */
export interface Reference {
  /** `infra#aws_sqs_queue.orders` */
  readonly id: string;
  /** What is asked of it: `["arn"]`, or the key of one of several before that. */
  readonly steps: readonly string[];
}

const MARK = '\uFDD0';
const STEP = '\uFDD2';
const REFERENCE = new RegExp(`${MARK}([^${MARK}]*)${MARK}`, 'g');

/**
 * Stands in a value for what only a deployment can tell of a resource, so that the value still says which resource it is, in modules that
 * it is handed to as well. To whoever asks for the value itself, it is not known.
 */
export function referenceTo(id: string): string {
  return MARK + id + MARK + UNKNOWN_PART;
}

export function isWholeReference(value: Plain): value is string {
  return typeof value === 'string' && value.startsWith(MARK) && value.indexOf(UNKNOWN_PART) === value.length - 1;
}

/** What is asked of a resource, such as its ARN. */
export function stepInto(reference: string, key: string): string {
  return reference.slice(0, -(MARK + UNKNOWN_PART).length) + STEP + key + MARK + UNKNOWN_PART;
}

/** Whatever a value names, however deep in it. */
export function referencesIn(value: Plain): Reference[] {
  if (typeof value === 'string') {
    return [...value.matchAll(REFERENCE)].map(([, inner = '']) => {
      const [id = '', ...steps] = inner.split(STEP);
      return { id, steps };
    });
  }
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  return isObject(value) ? Object.values(value).flatMap(referencesIn) : [];
}

/** A text as a person reads it, where a part of it is known only when Terraform runs. */
export function withoutReferences(text: string): string {
  return text.replaceAll(REFERENCE, '').replaceAll(UNKNOWN_PART, '{unknown}');
}
