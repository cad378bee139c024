export type Severity = 'error' | 'warning' | 'info';

/** 1-based lines and columns, end exclusive, as editors and SARIF show them. */
export interface Region {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** One step on the way from a handler to the finding. */
export interface CallStep {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The function that is entered there. */
  readonly name: string;
}

export interface RelatedPlace extends Region {
  readonly file: string;
  readonly message: string;
}

interface Range {
  readonly low: number;
  readonly high: number;
}

/** What a finding costs. No figure without an origin and a source. */
export interface Impact {
  readonly phase: 'init' | 'invoke';
  readonly latencyMs?: Range;
  /** What the latency comes on top of, where that is a budget that it exceeds. */
  readonly aboveMs?: number;
  /** What the latency counts: one invocation, one extra item, one cold start. */
  readonly per?: 'invocation' | 'item' | 'cold start';
  readonly origin: 'measured' | 'modelled' | 'documented';
  readonly source: string;
}

/** Offsets are UTF-16 code units from the start of the file's text without its byte order mark, end exclusive. */
export interface Edit {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** `safe`: behaviour stays the same, so it may be applied in bulk. `suggestion`: a person must look. */
export interface Fix {
  readonly kind: 'safe' | 'suggestion';
  /** An imperative sentence without a full stop; names what else must be true, such as a permission. */
  readonly title: string;
  readonly edits: readonly Edit[];
  /** Instead of edits: a transformation of the finding's whole file, too slow to make before somebody asks for it. */
  readonly transform?: TransformName;
}

export type TransformName = 'aws-sdk-v3';

/** What a message is filled in with. */
export type MessageData = Readonly<Record<string, string | number>>;

export interface Finding extends Region {
  readonly ruleId: string;
  readonly severity: Severity;
  /** Which of the rule's messages it is; the same in every version, whatever the words. */
  readonly messageId: string;
  readonly data: MessageData;
  /** What is wrong and what to do, a sentence each: the rule's message, filled in with the data. */
  readonly message: string;
  readonly file: string;
  /** Ids of the functions that reach it. */
  readonly functions: readonly string[];
  /** The shortest way from one of those handlers. */
  readonly callPath: readonly CallStep[];
  readonly related: readonly RelatedPlace[];
  readonly impact?: Impact;
  /** What it is about, where that is a package. */
  readonly package?: string;
  readonly fixes: readonly Fix[];
  /**
   * Its version, a colon and a hash of rule, message and the code without its form: the same after edits elsewhere, moves, renames and another
   * format. Of findings alike, those after the first have a number behind it.
   */
  readonly fingerprint: string;
  readonly suppressed: boolean;
  /** Absent where a comment may silence it. */
  readonly mayBeSuppressed?: false;
  /** The reason given in the suppressing comment. */
  readonly suppressionReason?: string;
}
