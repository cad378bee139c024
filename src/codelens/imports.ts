import { isLacking } from '../derived/missing-packages.js';
import { groupedText } from '../lib/grouped-text.js';
import { bytesAtLeast } from '../words/missing-packages.js';
import { bytesText } from '../words/sizes.js';
import { msText } from '../words/times.js';

/** What one import costs one function. */
export interface ImportFacts {
  /** The function's name. */
  readonly name: string;
  readonly bytes: number;
  /** What would leave its bundle with this import. */
  readonly onlyThroughBytes: number;
  /** Of a package: what running its modules that this import reaches adds to each cold start, as far as that is known. */
  readonly initMs?: number;
  /** Packages in what it brings in that are not there. */
  readonly missing?: readonly string[];
}

/** Less is lost in what the estimate does not know. */
const LEAST_MS = 5;

export interface ImportLens {
  readonly specifier: string;
  /** Otherwise the project's own code, whose bytes are those of all that it brings in. */
  readonly isPackage: boolean;
  /** At least one; the heaviest first. */
  readonly costs: readonly ImportFacts[];
  /** Functions that load the file, too, and were not looked into. */
  readonly others: number;
  /** Whether the file is the handler of the only function that loads it, so that its name says nothing. */
  readonly isPlain: boolean;
}

/** `pdfkit: 412 kB, about 84 ms of each cold start, 530 kB only through this import · in createInvoice and 2 more`. */
export function importText(lens: ImportLens): string {
  const [cost] = lens.costs as [ImportFacts];
  const { bytes, onlyThroughBytes, initMs = 0 } = cost;
  const [own, only] = [bytes, onlyThroughBytes].map((each) => bytesAtLeast(each, cost));
  const size = lens.isPackage ? own : `${own} with all it imports`;
  const through =
    onlyThroughBytes === 0
      ? 'not only through this import'
      : own === only
        ? 'only through this import'
        : `${only} only through this import`;
  const start =
    initMs >= LEAST_MS ? `, ${isLacking(cost) ? 'so far ' : ''}about ${msText(initMs)} of each cold start` : '';
  return [`${lens.specifier}: ${size}${start}, ${through}`, whereText(lens)].filter(Boolean).join(' · ');
}

function whereText({ costs, others, isPlain }: ImportLens): string | undefined {
  if (isPlain) return undefined;
  const [first, ...rest] = costs as [ImportFacts, ...ImportFacts[]];
  const more = rest.length + others;
  if (more === 0) return `in ${first.name}`;
  const isEqual = rest.every((each) => textOf(each) === textOf(first));
  return isEqual
    ? `in ${first.name} and ${groupedText(more)} more`
    : `in ${first.name}, less in ${groupedText(more)} more`;
}

function textOf({ bytes, onlyThroughBytes }: ImportFacts): string {
  return `${bytesText(bytes)} ${bytesText(onlyThroughBytes)}`;
}
