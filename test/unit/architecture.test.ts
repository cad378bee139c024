import assert from 'node:assert/strict';
import { ruleMetas } from '../../src/rules/index.js';
import { importCircles } from '../support/circles.js';
import { cutsIn } from '../support/cut-paths.js';
import { doors } from '../support/doors.js';
import { openParts, parts } from '../support/parts.js';
import { rooms } from '../support/rooms.js';
import {
  classesIn,
  exportedValuesIn,
  functionSizes,
  functionsIn,
  literalsIn,
  readSourceFiles,
  type SourceFile,
  typesIn,
} from '../support/source-files.js';

/** Whoever opens a file of a project by another way may wait for a pipe, or read a device until there is no memory left. */
const READING =
  /\b(readFile(Sync)?|createReadStream|openSync|openAsBlob|readSync|FileHandle|readvSync)\b(?=\()|\b(fs|promises)\.(open|read)\w*\(/;
/** `openSync` of write-change.ts asks whether a file may be written, after it was read. The harness reads of /proc what this machine counts. */
const READERS = ['src/host/read-file.ts', 'src/host/write-change.ts', 'src/host/start/harness.generated.ts'];

function readsAround({ path, text }: SourceFile): boolean {
  return importsFileSystem(text) && READING.test(text) && !READERS.includes(path);
}

function importsFileSystem(text: string): boolean {
  return /from ['"](node:)?fs(\/promises)?['"]|(require|import)\(['"](node:)?fs/.test(text);
}

/** Names of a project must not forge lines: see src/lib/foreign-text.ts, which these ask, or their formatters do. */
const WRITERS = ['src/cli/deliver.ts', 'src/cli/progress.ts', 'src/cli/tell.ts'];

function writesAround({ path, text }: SourceFile): boolean {
  return path.startsWith('src/cli/') && /\bstd(out|err)\??\.write\b/.test(text) && !WRITERS.includes(path);
}

/** A formatter makes the whole of a report out of data of the project. */
function isCareless({ path, text }: SourceFile): boolean {
  const isFormatter = path.startsWith('src/report/') && /^export (function|const) format[A-Z]/m.test(text);
  return isFormatter && !/from '[./]+\/lib\/foreign-text\.js'|\b(toJson|embedJson)\(/.test(text);
}

const RULE = new RegExp(`(?<![\\w/-])(${ruleMetas.map(({ id }) => id).join('|')}|per-item-)(?!\\w)`);

function rulesNamedBy(file: SourceFile): readonly string[] {
  if (file.path.startsWith('src/rules/')) return [];
  return literalsIn(file).flatMap((text) => (RULE.test(text) ? [`${file.path}: ${RULE.exec(text)![0]}`] : []));
}

const caps = { fileLines: 400, functionLines: 60 };

/** What may be larger, with the reason. */
const exempt: Readonly<Record<string, string>> = {
  'src/coldstart/package-costs.generated.ts': 'a table, a line a package',
};

const files = readSourceFiles('src');

function partOf(path: string): string {
  return path.split('/')[1]!;
}

/** Forbidden arrows of a file, each with what to do instead. */
function forbiddenImports({ path, imports }: SourceFile): readonly string[] {
  const part = partOf(path);
  const { mayUse, instead } = parts[part] ?? {
    mayUse: [],
    instead: `Add "${part}" to the table in test/support/parts.ts.`,
  };
  return imports
    .filter(
      (target) =>
        target.startsWith('src/') &&
        ![part, ...(openParts.includes(part) ? [] : openParts), ...mayUse].includes(partOf(target)),
    )
    .map((target) => `${path} imports ${target}. ${instead}`);
}

/** Names that several files export, each with what to do instead. Rules need no exception: each exports the one of its own. */
function namedTwice(all: readonly SourceFile[]): readonly string[] {
  const exportedBy = new Map<string, string[]>();
  for (const file of all) {
    for (const name of exportedValuesIn(file)) exportedBy.set(name, [...(exportedBy.get(name) ?? []), file.path]);
  }
  return [...exportedBy]
    .filter(([, paths]) => paths.length > 1)
    .map(
      ([name, paths]) =>
        `${name} is exported by ${paths.join(' and ')}. Import the one that is there if both do the same; otherwise name each after what it gives or takes.`,
    );
}

const SHELVES = ['lib', 'model', 'derived', 'words', 'ast'];

/** The file of another part that is imported, below that part. */
function entered({ path, imports }: SourceFile): readonly (readonly [part: string, file: string])[] {
  return imports
    .filter((target) => target.startsWith('src/') && target.split('/').length > 2)
    .map((target) => [partOf(target), target.split('/').slice(2).join('/')] as const)
    .filter(([part]) => part !== partOf(path) && !SHELVES.includes(part));
}

/** What stands in the table and is not used: an arrow that nobody needs lets the next one pass unseen. */
function unusedArrows(
  all: readonly SourceFile[],
  table: Readonly<Record<string, { readonly mayUse: readonly string[] }>>,
) {
  const used = new Set(
    all.flatMap(({ path, imports }) => imports.map((target) => `${partOf(path)} → ${arrowEnd(target)}`)),
  );
  return Object.entries(table)
    .flatMap(([part, { mayUse }]) => mayUse.map((target) => `${part} → ${target}`))
    .filter((arrow) => !used.has(arrow));
}

function arrowEnd(target: string): string {
  return target.startsWith('src/') ? partOf(target) : '';
}

/** `Result in src/a.ts, src/b.ts` of types of one name. */
function sharedTypeNames(all: readonly SourceFile[]): readonly string[] {
  const declaredIn = new Map<string, string[]>();
  for (const file of all) {
    for (const name of typesIn(file)) {
      // Each rule with several messages calls the names of them so.
      if (name === 'MessageId' && partOf(file.path) === 'rules') continue;
      declaredIn.set(name, [...(declaredIn.get(name) ?? []), file.path]);
    }
  }
  return [...declaredIn]
    .filter(([, paths]) => paths.length > 1)
    .map(([name, paths]) => `${name} in ${paths.join(', ')}`);
}

/** Code in src/model, which holds data: errors are classes, as they are thrown, and a type guard says what data is. */
function codeInModel(file: SourceFile): readonly string[] {
  if (partOf(file.path) !== 'model') return [];
  const classes = classesIn(file).filter(({ base }) => base === undefined || !/Error$/.test(base));
  return [...functionsIn(file), ...classes.map(({ name }) => name)].map((name) => `${file.path}: ${name}`);
}

/** Paths are made relative and absolute in one place, which knows of `..`, drives and a root that ends with a slash. */
function cutPaths(file: SourceFile): readonly string[] {
  return cutsIn(file).map((cut) => `${file.path}: ${cut}`);
}

/** `bundle/build` of `src/bundle/build/build.ts`: folders inside a part. */
function foldersAbove(path: string): readonly string[] {
  const names = path.split('/').slice(1, -1);
  return names.slice(1).map((_, index) => names.slice(0, index + 2).join('/'));
}

describe('architecture', () => {
  it('has only the arrows of the table', () => assert.deepEqual(files.flatMap(forbiddenImports), []));

  it('has no arrow in the table that nobody uses', () => {
    assert.deepEqual(unusedArrows(files, parts), [], 'Take it out of test/support/parts.ts.');
    const stray = { path: 'src/a/x.ts', text: '', imports: ['src/b/y.ts', 'c'] };
    assert.deepEqual(unusedArrows([stray], { a: { mayUse: ['b', 'c'] } }), ['a → c']);
  });

  it('enters parts through their doors only, and has no door that nobody uses', () => {
    const used = files.flatMap((file) => entered(file).map((each) => [file.path, ...each] as const));
    const strays = used.filter(([, part, file]) => !doors[part]?.includes(file));
    assert.deepEqual(
      strays.map(([path, part, file]) => `${path} enters ${part} by ${file}. See test/support/doors.ts.`),
      [],
    );
    const inUse = new Set(used.map(([, part, file]) => `${part}/${file}`));
    const all = Object.entries(doors).flatMap(([part, own]) => own.map((file) => `${part}/${file}`));
    assert.deepEqual(
      all.filter((door) => !inUse.has(door)),
      [],
      'Take the door out of test/support/doors.ts.',
    );
  });

  it('reads manifests and tsconfigs in one place', () => {
    const READING =
      /parseConfigFileTextToJson|readConfigFile|parseJsonConfigFileContent|package\.json[^\n]*JSON\.parse|JSON\.parse[^\n]*package\.json/;
    // The version of this package.
    const own = 'src/host/paths.ts';
    const readers = files.filter(({ path, text }) => READING.test(text) && path !== own).map(({ path }) => path);
    assert.deepEqual(
      readers.filter((path) => partOf(path) !== 'sources'),
      [],
      'Ask src/sources: a second reader sees something else sooner or later.',
    );
    assert.ok(readers.length > 0, 'the pattern finds readers');
  });

  it('says of every folder what it holds', () => {
    const folders = new Set(files.flatMap(({ path }) => foldersAbove(path)));
    assert.deepEqual(
      Object.keys(rooms).sort(),
      [...folders].sort(),
      'Say in test/support/rooms.ts what the folder holds, or take it out there.',
    );
    assert.deepEqual(
      Object.keys(parts).sort(),
      [...new Set(files.map(({ path }) => partOf(path)))].sort(),
      'Say in test/support/parts.ts what the part holds, or take it out there.',
    );
  });

  it('has no files that import each other', () => {
    assert.deepEqual(
      importCircles(files),
      [],
      'Move what both need to a third file, or ask it of an object that both are given.',
    );
    const ring = (path: string, ...imports: readonly string[]) => ({ path, imports, text: '' });
    const rings = [ring('a', 'b', 'd'), ring('b', 'c'), ring('c', 'a'), ring('d', 'e'), ring('e', 'd', 'f'), ring('f')];
    assert.deepEqual(importCircles(rings), [
      ['d', 'e'],
      ['a', 'b', 'c'],
    ]);
  });

  it('gives a type a name of its own', () => {
    assert.deepEqual(
      sharedTypeNames(files),
      [],
      'Export one of them where both may use it, or name each by what tells them apart.',
    );
    const file = (path: string, text: string) => ({ path, imports: [], text });
    const twins = [
      file('src/a/x.ts', 'enum Kind {}\ntype MessageId = 1;'),
      file('src/a/y.ts', 'interface Kind {}\ntype MessageId = 2;'),
      file('src/rules/a.ts', 'type MessageId = 3;'),
    ];
    assert.deepEqual(sharedTypeNames(twins), ['Kind in src/a/x.ts, src/a/y.ts', 'MessageId in src/a/x.ts, src/a/y.ts']);
    assert.deepEqual(sharedTypeNames(twins.slice(1)), []);
  });

  it('has no code in src/model but errors and type guards', () => {
    assert.deepEqual(files.flatMap(codeInModel), [], 'Move it to src/derived, or to the part that needs it.');
    const text = `class A {} class B extends Error {} function c() {} const d = () => 1;
      function e(x: unknown): x is string { return true; } const F = 1;
      export default () => 1; export const g = { h() {}, i: () => 1, j: 1 };`;
    assert.deepEqual(
      codeInModel({ path: 'src/model/x.ts', imports: [], text }),
      ['c', 'd', 'a function', 'h', 'i', 'A'].map((name) => `src/model/x.ts: ${name}`),
    );
    const hidden = [
      'export const a = Object.freeze({ f: () => 1 });',
      'export const a = [() => 1];',
      'namespace Zz { export function f() {} }',
      'export const a = once(() => 1);',
      'export const a = (() => 1);',
      'export const a = [() => 1 as const][0];',
      'export default function () {}',
      'export const a = { get b() { return 1; } };',
      'export class A extends Error { text() { return 1; } }',
      'export class A extends Error { static { read(); } }',
      'export function isA(x: unknown): x is A { read(); return true; }',
    ];
    for (const code of hidden)
      assert.equal(codeInModel({ path: 'src/model/x.ts', imports: [], text: code }).length, 1, code);
    const both = 'export const a = c ? () => 1 : () => 2;';
    assert.equal(codeInModel({ path: 'src/model/x.ts', imports: [], text: both }).length, 2);
    const data = `export interface A { f(): void; g: () => void } export type B = (a: A) => void; export const c = [1, { d: 2 }];
      export const isA = (x: unknown): x is A => [x].every((each) => each); class E extends RangeError { constructor() { super(); } }
      declare function f(): void;`;
    assert.deepEqual(codeInModel({ path: 'src/model/x.ts', imports: [], text: data }), []);
  });

  it('gives an exported function, constant, class or enum a name of its own', () => {
    assert.deepEqual(namedTwice(files), []);
    const file = (path: string, text: string) => ({ path, text, imports: [] });
    const overloaded = 'export function a(x: 1): 1;\nexport function a(x: unknown) { return x; }';
    assert.deepEqual(namedTwice([file('src/a.ts', overloaded), file('src/b.ts', 'function a() {}')]), []);
    const [twice] = namedTwice([file('src/a.ts', overloaded), file('src/b.ts', 'export const { a } = b, c = 1;')]);
    assert.equal(
      namedTwice([file('src/a.ts', overloaded), file('src/b.ts', 'const b = 1; export { b as a };')]).length,
      1,
    );
    assert.deepEqual(namedTwice([file('src/a.ts', overloaded), file('src/b.ts', "export { a } from './a.js';")]), []);
    const shared = (text: string): number => namedTwice([file('src/a.ts', overloaded), file('src/b.ts', text)]).length;
    for (const text of [
      "import { a } from './a.js';\nexport { a };",
      'interface a {}\nexport { a };',
      'type a = 1;\nexport { a };',
      'const a = 1;\nexport { type a };',
    ])
      assert.equal(shared(text), 0, text);
    for (const text of ['export class a {}', 'export enum a {}', 'class b {}\nexport { b as a };'])
      assert.equal(shared(text), 1, text);
    const given = 'const x = 1;\nexport { x as default };';
    assert.deepEqual(namedTwice([file('src/a.ts', given), file('src/b.ts', given)]), []);
    assert.match(twice!, /^a is exported by src\/a\.ts and src\/b\.ts\. Import /);
  });

  it('names rules in src/rules only', () => {
    assert.deepEqual(
      files.flatMap(rulesNamedBy),
      [],
      'Put what is known of one rule into its definition, and ask its metadata.',
    );
    const stray = (text: string) => ({ path: 'src/engine/x.ts', imports: [], text });
    const [reads] = ruleMetas.filter(({ isFixedFirst }) => isFixedFirst);
    assert.equal(rulesNamedBy(stray(`const isIt = id === '${reads!.id}';`)).length, 1);
    assert.equal(rulesNamedBy(stray(`const text = \`Rule ${reads!.id}: \${x}\`;`)).length, 1);
    assert.deepEqual(rulesNamedBy(stray(`// Like ${reads!.id}.\nimport x from './${reads!.id}.js';`)), []);
  });

  it('never imports from outside of src', () => {
    const strays = files.flatMap(({ path, imports }) =>
      imports
        .filter((target) => /^(\.\.|test|scripts|bin|dist)\//.test(target))
        .map((target) => `${path} imports ${target}`),
    );
    assert.deepEqual(strays, []);
  });

  it('has no path cut off by the length of another one', () => {
    assert.deepEqual(files.flatMap(cutPaths), [], 'Ask src/lib/paths.ts.');
    const cuts = [
      'path.slice(root.length + 1)',
      'path.slice(options.root.length)',
      'a.substring(rootLength)',
      'a.slice(0, -outer.length)',
      'path.slice(prefix.length)',
      'relative.slice(prefix.length)',
      'relative.slice(cwd.length)',
      'relative.substr(cwd.length)',
      'file.substr(prefix.length + 1)',
      'path.slice(io.cwd.length)',
      'relativeName.substring(prefix.length)',
      'path.slice(cwd!.length)',
      'path.slice(root?.length)',
      'path.slice(rootFolder.length)',
      'path.slice(projectRoot.length)',
      'path.slice(packageFolder.length + 1)',
      'path.slice((root.length))',
      'absolute.slice(prefix.length)',
      "path.replace(`${cwd}/`, '')",
      'path.slice(\n  root.length,\n)',
      'path.slice(this.#root.length)',
      'path.slice((root as string).length)',
      'path.slice(`${root}/`.length)',
      "path.slice((root + '/').length)",
      "path.replace(cwd + '/', '')",
    ];
    const fine = [
      'line.slice(from.length)',
      'label.slice(top.length)',
      'specifier.slice(prefix.length)',
      'text.slice(0, 3)',
      "name.slice('nodejs'.length)",
      '// path.slice(root.length)',
      "text.replace(`${name}/`, '')",
      "text.replace(name + '/', '')",
      'text.slice(`${name}/`.length)',
      "text.replace(root + 1, '')",
    ];
    const stray = { path: 'src/bundle/x.ts', imports: [], text: [...cuts, ...fine].join(';\n') };
    assert.equal(cutPaths(stray).length, cuts.length);
  });

  it('reads files in one place', () => {
    assert.deepEqual(
      files.filter(readsAround).map(({ path }) => path),
      [],
      'Read through src/host/read-file.ts, or ask the Host.',
    );
    const stray = {
      path: 'src/host/x.ts',
      imports: [],
      text: "import { readFileSync } from 'node:fs';\nreadFileSync(path);",
    };
    assert.ok(readsAround(stray));
  });

  it('writes to stdout and stderr in one place each, and names as text', () => {
    assert.deepEqual(
      files.filter(writesAround).map(({ path }) => path),
      [],
      'Hand reports to src/cli/deliver.ts, and lines for stderr to src/cli/tell.ts.',
    );
    assert.deepEqual(
      files.filter(isCareless).map(({ path }) => path),
      [],
      'Write what comes from a project as src/lib/foreign-text.ts says.',
    );
    const stray = { path: 'src/cli/x.ts', imports: [], text: 'await io.stderr.write(name);' };
    const formatter = { path: 'src/report/x.ts', imports: [], text: 'export function formatX() {}' };
    assert.deepEqual([writesAround(stray), isCareless(formatter)], [true, true]);
  });

  it('notices a forbidden arrow', () => {
    const stray = { path: 'src/model/x.ts', text: '', imports: ['src/cli/main.ts', 'src/model/host.ts', 'yaml'] };
    assert.equal(forbiddenImports(stray).length, 1);
  });
});

describe('size', () => {
  it(`no file exceeds ${caps.fileLines} lines`, () => {
    const large = files.filter(({ path, text }) => text.split('\n').length > caps.fileLines && !(path in exempt));
    assert.deepEqual(
      large.map(({ path }) => path),
      [],
      'Give one of the ideas in it a file of its own.',
    );
  });

  it(`no function exceeds ${caps.functionLines} lines`, () => {
    const large = files.flatMap((file) =>
      functionSizes(file)
        .filter(({ name, lines }) => lines > caps.functionLines && !(`${file.path} ${name}` in exempt))
        .map(({ name, line, lines }) => `${file.path}:${line} ${name} has ${lines} lines`),
    );
    assert.deepEqual(large, [], 'Give a step of it a function of its own.');
  });
});
