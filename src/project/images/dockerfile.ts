import { posix } from 'node:path';

/** `COPY src/ ./`: absolute in the image; the sources are of another stage, or of the folder that the build is given. */
interface Copied {
  readonly sources: readonly string[];
  readonly to: string;
  /** A stage, or another image. */
  readonly from?: string;
}

/** One `FROM` with what follows, and with what it has from the stage that it starts from. */
export interface Stage {
  readonly name?: string;
  /** The image that it starts from in the end, as far as it is static. */
  readonly base: string;
  readonly line: number;
  readonly folder: string;
  readonly copies: readonly Copied[];
  readonly runs: readonly string[];
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  /** Where `CMD` stands. */
  readonly commandLine?: number;
}

export const TASK_ROOT = '/var/task';

/** The stages of a Dockerfile; what it runs is not run. */
export function parseDockerfile(text: string): readonly Stage[] {
  const known = new Map([['LAMBDA_TASK_ROOT', TASK_ROOT]]);
  const stages: Stage[] = [];
  for (const { word, rest, line } of instructions(text)) {
    const given = substitute(rest, known);
    const [current] = stages.slice(-1);
    if (word === 'ARG' || word === 'ENV') for (const [name, value] of variables(given)) known.set(name, value);
    if (word === 'FROM') stages.push(startOf(given, line, stages));
    else if (current) stages[stages.length - 1] = { ...current, ...changeOf(current, word, given, line) };
  }
  return stages;
}

interface Instruction {
  readonly word: string;
  readonly rest: string;
  readonly line: number;
}

/** Lines that end with a backslash go on; comments may stand between them. */
function instructions(text: string): Instruction[] {
  const found: Instruction[] = [];
  let open: { text: string; line: number } | undefined;
  for (const [index, raw] of text.split('\n').entries()) {
    const own = raw.trim();
    if (own === '' || own.startsWith('#')) continue;
    const started = open ?? { text: '', line: index + 1 };
    const goesOn = own.endsWith('\\');
    started.text += ` ${goesOn ? own.slice(0, -1) : own}`;
    open = goesOn ? started : undefined;
    if (goesOn) continue;
    const [, word = '', rest = ''] = /^\s*([A-Za-z]+)\s+(.*)$/s.exec(started.text) ?? [];
    if (word !== '') found.push({ word: word.toUpperCase(), rest: rest.trim(), line: started.line });
  }
  return found;
}

/** `$NAME`, `${NAME}`, `${NAME:-otherwise}`; what nobody gives is left out. */
function substitute(text: string, known: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\$(?:\{(\w+)(?::?-([^}]*))?\}|(\w+))/g, (_, braced: string, otherwise = '', bare: string) => {
    return known.get(braced ?? bare) ?? otherwise;
  });
}

/** `NAME=value`, several of them, or in an older way `NAME value`. */
function variables(text: string): [string, string][] {
  const pairs = [...text.matchAll(/(\w+)=("[^"]*"|'[^']*'|\S*)/g)];
  if (pairs.length === 0) {
    const [, name, value] = /^(\w+)\s+(.+)$/.exec(text) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value]];
  }
  return pairs.map(([, name = '', value = '']) => [name, unquoted(value)]);
}

function startOf(given: string, line: number, stages: readonly Stage[]): Stage {
  const words = given.split(/\s+/).filter((word) => !word.startsWith('--'));
  const [image = '', as, name] = words;
  const from = stages.find((each) => each.name !== undefined && each.name === image.toLowerCase());
  const { name: _, ...inherited } = from ?? {
    base: image,
    line,
    folder: /lambda/.test(image) || image === '' ? TASK_ROOT : '/',
    copies: [],
    runs: [],
    entrypoint: [],
    command: [],
  };
  return { ...inherited, line, ...(as?.toLowerCase() === 'as' && name !== undefined && { name: name.toLowerCase() }) };
}

function changeOf(stage: Stage, word: string, given: string, line: number): Partial<Stage> {
  if (word === 'WORKDIR') return { folder: posix.resolve(stage.folder, unquoted(given)) };
  if (word === 'CMD') return { command: wordsOf(given), commandLine: line };
  // Whoever sets an entry point sets aside the command that the base brings.
  if (word === 'ENTRYPOINT') return { entrypoint: wordsOf(given) };
  if (word === 'RUN') return { runs: [...stage.runs, given] };
  if (word !== 'COPY' && word !== 'ADD') return {};
  const [, from] = /--from=(\S+)/.exec(given) ?? [];
  const words = wordsOf(given.replaceAll(/--\S+\s+/g, ''));
  const to = words.at(-1);
  if (to === undefined || words.length < 2) return {};
  // A folder is told by its slash, or by there being several sources.
  const isFolder = to.endsWith('/') || to === '.' || words.length > 2;
  const target = posix.resolve(stage.folder, to) + (isFolder ? '/' : '');
  const copied = { sources: words.slice(0, -1), to: target, ...(from !== undefined && { from: from.toLowerCase() }) };
  return { copies: [...stage.copies, copied] };
}

function unquoted(word: string): string {
  return word.replace(/^["'](.*)["']$/, '$1');
}

/** A list of JSON, or words. */
function wordsOf(given: string): string[] {
  if (given.startsWith('[')) {
    try {
      const list: unknown = JSON.parse(given);
      if (Array.isArray(list)) return list.filter((each) => typeof each === 'string');
    } catch {
      // Docker takes it for a command of a shell then.
    }
  }
  return given.split(/\s+/).map(unquoted);
}
