import picomatch from 'picomatch';
import { ts } from 'ts-morph';
import { isWithin, relativePath } from '../../lib/paths.js';
import { isTestFile } from '../../lib/test-file.js';
import { ownExports } from '../find-export.js';
import { isSourcePath, withoutExtension } from '../source-file.js';
import type { Workspace } from '../workspace.js';
import type { FrameworkPreset, ServedFiles } from './presets.js';

/** An export that a framework calls when somebody asks for something. */
export interface ServedExport {
  /** Absolute. */
  readonly file: string;
  readonly export: string;
  /** Its file in the project, with the export where that has more of them. */
  readonly name: string;
  /** What calls it, where that is no request. */
  readonly event?: ServedFiles['event'];
}

/** What a framework serves of the project in a folder; absolute. */
export function servedBelow(workspace: Workspace, home: string, { served }: FrameworkPreset): readonly ServedExport[] {
  const byFile = new Map<string, Set<string>>();
  const events = new Map<string, ServedFiles['event']>();
  for (const each of served)
    for (const file of servedFiles(workspace, home, each)) {
      byFile.set(file, new Set([...(byFile.get(file) ?? []), ...exportsServed(workspace, file, each)]));
      if (each.event) events.set(file, each.event);
    }
  return [...byFile].flatMap(([file, exports]) => {
    const name = withoutExtension(relativePath(home, file));
    const event = events.get(file);
    return [...exports].map((each) => ({
      file,
      export: each,
      name: exports.size > 1 ? `${name} ${each}` : name,
      ...(event && { event }),
    }));
  });
}

/** The files of one row that have something to serve. */
export function servedFiles(workspace: Workspace, home: string, { glob }: ServedFiles): readonly string[] {
  const isWanted = picomatch(glob, { dot: true });
  return workspace.files.filter(
    (file) =>
      isWithin(file, home) &&
      isSourcePath(file) &&
      isWanted(relativePath(home, file)) &&
      !isTestFile(file) &&
      !/(^|\/)(\.(next|nuxt|output|open-next|svelte-kit|vinxi)|dist|build)\//.test(relativePath(home, file)),
  );
}

export function exportsServed(workspace: Workspace, file: string, served: ServedFiles): readonly string[] {
  const text = workspace.text(file) ?? '';
  if (served.unless?.test(text) || !text.includes(served.madeBy ?? '')) return [];
  const directive = directiveOf(text);
  if (directive !== served.directive && (served.directive !== undefined || directive === 'use client')) return [];
  const source = workspace.parse(file);
  if (source === undefined) return [];
  const own = ownExports(source);
  if (served.madeBy !== undefined)
    return [...own].flatMap(([name, { at }]) => (isMadeBy(at, served.madeBy) ? [name] : []));
  const wanted = served.directive === undefined ? served.exports : [...own.keys()];
  return wanted.flatMap((name) => {
    if (!name.endsWith('.*')) return own.has(name) ? [name] : [];
    const outer = name.slice(0, -2);
    return keysOf(own.get(outer)?.at).map((key) => `${outer}.${key}`);
  });
}

/** Behind comments, each of which is read in one way only: a text may hold any number of them. */
const DIRECTIVE = /^(?:\s|\/\/[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*['"](use (?:server|client))['"]/;

/** `'use server'` at the top of a file. */
function directiveOf(text: string): string | undefined {
  return DIRECTIVE.exec(text)?.[1];
}

/** `createServerFn({ … }).validator(…).handler(…)`. */
function isMadeBy(at: ts.Node, name: string | undefined): boolean {
  let value: ts.Node | undefined = ts.isVariableDeclaration(at) ? at.initializer : undefined;
  while (value && (ts.isCallExpression(value) || ts.isPropertyAccessExpression(value))) value = value.expression;
  return value !== undefined && ts.isIdentifier(value) && value.text === name;
}

/** The keys of the object that an export is. */
function keysOf(node: ts.Node | undefined): readonly string[] {
  let value = node && ts.isVariableDeclaration(node) ? node.initializer : undefined;
  while (value && (ts.isSatisfiesExpression(value) || ts.isAsExpression(value))) value = value.expression;
  if (!value || !ts.isObjectLiteralExpression(value)) return [];
  return value.properties.flatMap(({ name }) =>
    name && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? [name.text] : [],
  );
}
