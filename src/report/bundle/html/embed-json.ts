/**
 * JSON that can stand inside a script element: no text in it can close the element, open a comment, or end a line where
 * JavaScript once saw the end of one.
 */
export function embedJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
