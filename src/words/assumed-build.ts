/**
 * What the figures of a function rest on of which nothing tells how it is built.
 *
 * @param reason why: `no bundler is configured for it`.
 */
export function assumedBuildText(reason: string): string {
  const sentence = `${reason.slice(0, 1).toUpperCase()}${reason.slice(1)}`;
  return `${sentence}. These figures assume esbuild: one file, not minified, without the SDK that the runtime brings and without native parts. No rule or budget uses them.`;
}
