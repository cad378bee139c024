import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import ts from 'typescript';
import { fixFixtures } from '../support/fix-fixtures.js';

const common: ts.CompilerOptions = {
  strict: true,
  noUnusedLocals: true,
  noImplicitOverride: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  esModuleInterop: true,
  allowJs: true,
  noEmit: true,
  skipLibCheck: true,
  types: ['node'],
};

/** Declarations of packages are parsed once for all programs. */
const declarations = new Map<string, ts.SourceFile | undefined>();

/** Files that exist in memory only, in a folder from which the packages of this repository are found. */
function diagnose(
  files: ReadonlyMap<string, string>,
  options: ts.CompilerOptions,
): ReadonlyMap<string, readonly string[]> {
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => files.get(path) ?? readFile(path);
  host.getSourceFile = (path, languageVersion, ...rest) => {
    const text = files.get(path);
    if (text !== undefined) return ts.createSourceFile(path, text, languageVersion);
    if (!declarations.has(path)) declarations.set(path, getSourceFile.call(host, path, languageVersion, ...rest));
    return declarations.get(path);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  const messages = new Map<string, string[]>();
  for (const path of files.keys()) {
    const file = program.getSourceFile(path);
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    messages.set(
      path,
      found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
    );
  }
  return messages;
}

/** A fixture's own options instead of ours, as far as they say how modules work. */
function optionsOf(files: Readonly<Record<string, string>>): ts.CompilerOptions {
  const text = files['tsconfig.json'];
  if (!text) return common;
  const own = ts.parseConfigFileTextToJson('tsconfig.json', text).config.compilerOptions;
  const { errors, options } = ts.convertCompilerOptionsFromJson(own, '.');
  assert.deepEqual(errors, []);
  const { esModuleInterop: _, module: _module, moduleResolution: _resolution, ...rest } = common;
  return { ...rest, moduleResolution: ts.ModuleResolutionKind.Bundler, ignoreDeprecations: '6.0', ...options };
}

describe('the compiler has nothing to say of a fix that it did not say before', () => {
  const fixtures = fixFixtures().filter(({ kind }) => kind !== 'none');
  const pathOf = (ruleId: string, name: string, side: string, file: string): string =>
    resolve('test/fixtures', `typecheck/${ruleId}/${name}/${side}/${file}`);
  const messages = new Map<string, readonly string[]>();

  before(() => {
    const groups = new Map<string, Map<string, string>>();
    for (const { ruleId, name, before: was, after: is } of fixtures) {
      const key = JSON.stringify(optionsOf(was));
      const files = groups.get(key) ?? new Map<string, string>();
      groups.set(key, files);
      for (const [file, text] of Object.entries(was)) files.set(pathOf(ruleId, name, 'before', file), text);
      for (const [file, text] of Object.entries(is)) files.set(pathOf(ruleId, name, 'after', file), text);
    }
    for (const [key, files] of groups) {
      const code = new Map([...files].filter(([path]) => /\.[cm]?[jt]sx?$/.test(path)));
      for (const [path, found] of diagnose(code, JSON.parse(key) as ts.CompilerOptions)) messages.set(path, found);
    }
  });

  it('knows the packages that the fixtures use', () => {
    const [path] = [...messages.keys()].filter((each) => each.includes('suggestion-messages/after'));
    assert.deepEqual(messages.get(path ?? ''), []);
  });

  for (const { ruleId, name, after: is } of fixtures) {
    it(`${ruleId}: ${name}`, () => {
      for (const file of Object.keys(is)) {
        const known = new Set(messages.get(pathOf(ruleId, name, 'before', file)) ?? []);
        const fresh = (messages.get(pathOf(ruleId, name, 'after', file)) ?? []).filter((each) => !known.has(each));
        assert.deepEqual(fresh, [], file);
      }
    });
  }
});
