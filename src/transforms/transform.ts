export interface Transformed {
  readonly text: string;
  /** What is left for a person to do. */
  readonly notes: readonly string[];
}

/** Rewrites a whole file. */
export type Transform = (file: string, text: string) => Promise<Transformed>;
