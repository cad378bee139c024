/** No person writes a file this long; a bundle is. */
const MAX_LENGTH = 400_000;
const MAX_LINE_LENGTH = 1000;

/** Is the text the output of a bundler, a minifier or a generator? Parsing it is slow and tells nothing about the project. */
export function isGeneratedCode(text: string): boolean {
  if (text.length > MAX_LENGTH) return true;
  const start = text.slice(0, 4000);
  return (
    start.split('\n').some((line) => line.length > MAX_LINE_LENGTH) ||
    /@generated|DO NOT EDIT|__webpack_require__/i.test(start)
  );
}
