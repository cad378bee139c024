import type { Declaration } from './function.js';

/** What a Query can find items by. */
export interface TableKey {
  readonly partition: string;
  readonly sort?: string;
}

export interface TableIndex extends TableKey {
  readonly name: string;
  readonly kind: 'global' | 'local';
  /** What an item of the index holds, the keys included. */
  readonly projected: 'all' | readonly string[];
}

/** A DynamoDB table that a deployment file declares. */
export interface Table extends TableKey {
  /** Unique: where its name holds, such as the template, `#`, and the name there. */
  readonly id: string;
  /** As declared: logical id, construct id, resource name. */
  readonly name: string;
  /** The name that requests use, where it is static. */
  readonly physicalName?: string;
  readonly indexes: readonly TableIndex[];
  readonly declaredIn: Declaration;
  /** Where a further index can be declared; only for templates, and only where that is a matter of adding text. */
  readonly extension?: TableExtension;
}

/** What a text edit needs that adds an index to a template. */
export interface TableExtension {
  /** Relative to the root. */
  readonly file: string;
  readonly newline: '\n' | '\r\n';
  /** One level of indentation. */
  readonly step: string;
  /** Attributes that are declared already, with their type. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Behind the last attribute definition. */
  readonly attributePlace: InsertionPoint;
  /** Behind the last index, or where the list of indexes can stand. */
  readonly indexPlace: InsertionPoint;
  readonly hasIndexes: boolean;
  /** For a table with provisioned capacity: what an index of it must state as well. */
  readonly throughput?: Readonly<Record<string, unknown>>;
}

/** Where one more entry goes into a list, or one more key into an object. */
export interface InsertionPoint {
  readonly offset: number;
  /** Lines with dashes, or brackets and commas. */
  readonly style: 'block' | 'flow';
  /** White space in front of an entry; absent where the entries of a list in brackets share one line. */
  readonly indent?: string;
}
