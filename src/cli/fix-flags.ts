export interface FixFlags {
  readonly fix?: boolean;
  readonly fixSuggestions?: readonly string[];
  readonly fixDryRun?: boolean;
  readonly fixDependencies?: boolean;
  readonly force?: boolean;
}
