import type { ts } from 'ts-morph';
import { memoise } from '../../lib/memoise.js';
import { UnreadableFileError } from '../../model/errors.js';
import type { Host } from '../../model/host.js';
import { parseJson, toRecord } from '../../sources/manifest.js';
import type { ParseModule } from '../modules/modules.js';
import { type Changes, changesIn } from './changes.js';
import { type TestFacts, testFactsOf } from './test-facts.js';

/** Texts and facts of tests, each read and parsed once, when first asked for. */
export interface TestReader {
  textOf(path: string): string;
  /** Nothing of what is too large or too deep to be parsed. */
  factsOf(path: string): TestFacts | undefined;
  /** What it changes of the objects of others; worked out for those that may have one that is asked for. */
  changesOf(path: string): Changes | undefined;
  /** For the few files whose exports are looked at. */
  fileOf(path: string): ts.SourceFile | undefined;
}

/** Larger ones are data, or were generated. */
const LARGEST = 1_000_000;

export function createTestReader(host: Host, parse: ParseModule): TestReader {
  const texts = new Map<string, string>();
  const textOf = (path: string): string => {
    const text = texts.get(path) ?? read(path, host);
    texts.set(path, text);
    return text;
  };
  const trees = new Map<string, WeakRef<ts.SourceFile>>();
  // Who asks for facts often asks for changes next; trees of all tests would fill the memory.
  const fileOf = (path: string): ts.SourceFile | undefined => {
    const file = trees.get(path)?.deref() ?? parsed(path, textOf(path), parse);
    if (file) trees.set(path, new WeakRef(file));
    return file;
  };
  const ofFile = <T>(read: (file: ts.SourceFile) => T): ((path: string) => T | undefined) =>
    memoise((path) => {
      const file = fileOf(path);
      return file && read(file);
    });
  return { textOf, factsOf: ofFile(testFactsOf), changesOf: ofFile(changesIn), fileOf };
}

function parsed(path: string, text: string, parse: ParseModule): ts.SourceFile | undefined {
  if (text.length > LARGEST) return undefined;
  try {
    return parse(path, text);
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    return undefined;
  }
}

function read(path: string, host: Host): string {
  try {
    const text = host.readText(path) ?? '';
    return path.endsWith('.json') ? configIn(path, text) : text;
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    return '';
  }
}

/** What a manifest or a file of JSON says to jest, as an expression. */
function configIn(path: string, text: string): string {
  const config = parseJson(text);
  const jest = path.endsWith('/package.json') ? toRecord(config).jest : config;
  return jest === undefined ? '' : `(${JSON.stringify(jest)})`;
}
