/** Code around that of functions, which no function loads: it is run, or says how something is run, and so has a say about fixes. */
export interface Neighbours {
  /** Absolute paths of tests, mocks and bundler configs; also those that the options ignore: they are run all the same. */
  readonly bystanders: readonly string[];
  /** Absolute paths of all other code, among which may be tests by another name. */
  readonly otherCode: readonly string[];
  /** The root and the folders around it up to the top of its checkout or workspace, whose configs hold for it; absolute. */
  readonly folders: readonly string[];
  /** The folder in which the path was found: the top of its checkout, workspace or package. */
  groundOf(path: string): string;
}

/** Looks for them when a fix first asks: in one package of a large repository, all of it has to be listed and read. Takes what functions load. */
export type FindNeighbours = (loaded: Iterable<string>) => Neighbours;
