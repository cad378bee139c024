/** Without what steers a terminal, but for colours and lines: names and messages of a project may hold anything. */
export function harmless(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  return text.replaceAll(/(?![\n\t])[\u0000-\u001a\u001c-\u001f\u007f-\u009f]|\u001b(?!\[[\d;]*m)/g, '');
}
