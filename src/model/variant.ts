/** What a function would weigh with something changed; built like the function itself, never looked up. */
export interface Variant {
  /** As it is asked for: `minify`, `without:moment`, `lodash=lodash-es`. */
  readonly change: string;
  /** In words: `uuid → crypto.randomUUID()`. */
  readonly title: string;
  readonly zippedBytes: number;
  readonly unzippedBytes: number;
  /** What the figure does not hold, a sentence each. */
  readonly notes: readonly string[];
}
