import { inJson } from '../../lib/foreign-text.js';

/**
 * JSON that can stand inside a script element: no text in it can close the element or open a comment.
 */
export function embedJson(value: unknown): string {
  return inJson(value).replace(/[<>&]/g, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
