/** Which call does the same for many. */
export interface BatchForm {
  readonly batch: string;
  /** Most entries in one call. */
  readonly limit: number;
  /** What to call the batch where it is the same operation. */
  readonly words?: string;
}

/** How one request becomes an entry of a batch request, for each write that has a batch form. */
export interface BatchWrite extends BatchForm {
  /** Parameters that all entries of a batch share, such as the queue; one of them stands in the request. */
  readonly target: readonly string[];
  /** Parameters that go into the entry. A request with any other one stays as it is. */
  readonly entry: readonly string[];
  /** The shape of an entry. */
  readonly shape: 'put' | 'delete' | 'parameters' | 'event' | 'record';
  /** The permission that the batch needs besides that of the single request. */
  readonly permission?: string;
}
