import type { BundleReport } from '../model/bundle.js';
import { UsageError } from '../model/errors.js';
import { problemFromWire } from '../words/problems.js';

type Json = Readonly<Record<string, unknown>>;

/**
 * What a comparison needs of a report that was written with `--format json`, perhaps by an earlier version.
 *
 * @param name as the user named the file.
 * @throws {UsageError} where the text is no such report.
 */
export function readReport(text: string, name: string): Pick<BundleReport, 'functions' | 'problems'> {
  const { schemaVersion, functions, problems = [] } = parse(text, name);
  const isReport =
    schemaVersion === 1 && isListOf(functions, isFunction) && isListOf(problems, ({ message }) => isText(message));
  if (!isReport) throw new UsageError(`"${name}" is not a report of "coldlens bundle --format json".`);
  const report = { functions, problems } as unknown as Pick<BundleReport, 'functions' | 'problems'>;
  return { ...report, problems: report.problems.map(problemFromWire) };
}

function parse(text: string, name: string): Json {
  try {
    return Object(JSON.parse(text));
  } catch {
    throw new UsageError(`"${name}" is not JSON. Create it with "coldlens bundle --format json".`);
  }
}

function isFunction(fn: Json): boolean {
  const { functionId, name, declaredIn, zippedBytes, unzippedBytes, packages, own, assets, missing = [] } = fn;
  return (
    [functionId, name, Object(declaredIn).file].every(isText) &&
    [zippedBytes, unzippedBytes].every(isNumber) &&
    isListOf(packages, (share) => isText(share.name) && isNumber(share.bytes)) &&
    [own, assets].every((files) => isListOf(files, ({ file, bytes }) => isText(file) && isNumber(bytes))) &&
    Array.isArray(missing) &&
    missing.every(isText)
  );
}

function isListOf(list: unknown, isItem: (item: Json) => boolean): boolean {
  return Array.isArray(list) && list.every((item) => isItem(Object(item)));
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number';
}
