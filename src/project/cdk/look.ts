import type { ts } from 'ts-morph';
import type { WrittenAt } from '../../model/deployment.js';
import { keyPlacesIn, placeOfNode, toPlain } from '../evaluate/plain.js';
import {
  InstanceValue,
  isPrimitive,
  LibraryMember,
  LibraryObject,
  LibraryValue,
  ObjectValue,
  type Value,
} from '../evaluate/values.js';
import type { Look } from '../look.js';
import type { Workspace } from '../workspace.js';
import { isLatestRuntime, readArchitecture, readDuration, readMegabytes, readRuntime } from './settings.js';

type Readers = Readonly<Record<string, (value: Value) => unknown>>;

/** Looks settings up in the properties of a construct. A value that came by a spread has no place of its own. */
export function lookInProps(workspace: Workspace, props: ObjectValue, readers: Readers = READERS): Look {
  return (name) => {
    const [first = '', ...rest] = name.split('.');
    const value = props.get(first);
    if (value === undefined) return undefined;
    if (rest.length > 0 && value instanceof ObjectValue) return lookInProps(workspace, value, readers)(rest.join('.'));
    const place = props.origin && keyPlacesIn(props.origin)?.(first);
    const writtenAt = place && { ...place, file: workspace.relative(place.file) };
    return { value: (readers[first] ?? known)(value), ...(writtenAt && { writtenAt }) };
  };
}

/** Where a piece of deployment code stands, as results show it. */
export function writtenAtNode(workspace: Workspace, node: ts.Node): WrittenAt {
  const place = placeOfNode(node);
  return { ...place, file: workspace.relative(place.file) };
}

/** Properties whose values are made by classes of the library. */
const READERS: Readers = {
  // The release of CDK decides which one the latest is.
  runtime: (value) => readRuntime(value) ?? (isLatestRuntime(value) ? 'NODEJS_LATEST' : undefined),
  architecture: readArchitecture,
  architectures: readArchitecture,
  timeout: readDuration,
  memorySize: (value) => readMegabytes(value) ?? known(value),
  visibilityTimeout: readDuration,
  maxBatchingWindow: readDuration,
  maxRecordAge: readDuration,
  tumblingWindow: readDuration,
  retentionPeriod: (value) => toHours(readDuration(value)),
  ephemeralStorageSize: readMegabytes,
  logRetention: readDays,
  retention: readDays,
};

function toHours(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds / 3600;
}

/** Members of `RetentionDays` (aws-cdk-lib 2.276) → days. */
const DAYS: Readonly<Record<string, number | 'forever'>> = {
  ONE_DAY: 1,
  THREE_DAYS: 3,
  FIVE_DAYS: 5,
  ONE_WEEK: 7,
  TWO_WEEKS: 14,
  ONE_MONTH: 30,
  TWO_MONTHS: 60,
  THREE_MONTHS: 90,
  FOUR_MONTHS: 120,
  FIVE_MONTHS: 150,
  SIX_MONTHS: 180,
  ONE_YEAR: 365,
  THIRTEEN_MONTHS: 400,
  EIGHTEEN_MONTHS: 545,
  TWO_YEARS: 731,
  THREE_YEARS: 1096,
  FIVE_YEARS: 1827,
  SIX_YEARS: 2192,
  SEVEN_YEARS: 2557,
  EIGHT_YEARS: 2922,
  NINE_YEARS: 3288,
  TEN_YEARS: 3653,
  INFINITE: 'forever',
};

function readDays(value: Value): number | 'forever' | undefined {
  if (typeof value === 'number') return value;
  return value instanceof LibraryValue ? DAYS[value.name] : undefined;
}

/** Plain data; a member of an enumeration by its name, and something that is made of the library as an object. */
export function known(value: Value): unknown {
  if (isPrimitive(value)) return value;
  if (value instanceof LibraryValue) return value.name;
  if (value instanceof LibraryObject || value instanceof LibraryMember || value instanceof InstanceValue)
    return { construct: true };
  if (Array.isArray(value)) return value.map(known);
  return toPlain(value, new WeakMap());
}
