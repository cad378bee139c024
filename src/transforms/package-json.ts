import { applyEdits, type FormattingOptions, modify, parse } from 'jsonc-parser';

export interface DependencyChange {
  /** Packages that the changed files import now. */
  readonly imported: readonly string[];
  /** Packages that nothing in the project names any more. */
  readonly unused: readonly string[];
}

/**
 * The text of a package.json with the packages of SDK v3 that files import now, and without those that nothing names any more.
 * What goes and what comes is written where it belongs, in the file's own order and indentation.
 */
export function adjustDependencies(text: string, { imported, unused }: DependencyChange): string {
  const removed = SECTIONS.flatMap((section) => unused.map((name) => [section, name] as const));
  const without = removed.reduce((each, path) => withoutEntry(each, path), text);
  const missing = [...new Set(imported)].filter((name) => name.startsWith('@aws-sdk/') && !isListed(without, name));
  return missing.sort().reduce((each, name) => withDependency(each, name), without);
}

const SECTIONS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;

function isListed(text: string, name: string): boolean {
  const manifest = manifestOf(text);
  // What only tests have is not there when the function runs.
  return SECTIONS.some((section) => section !== 'devDependencies' && manifest[section]?.[name] !== undefined);
}

function withDependency(text: string, name: string): string {
  const { dependencies = {}, devDependencies = {} } = manifestOf(text);
  const names = Object.keys(dependencies);
  const isSorted = names.every((each, index) => index === 0 || names[index - 1]! < each);
  const following = names.findIndex((each) => each > name);
  const position = isSorted && following >= 0 ? following : names.length;
  const moved = devDependencies[name] === undefined ? text : withoutEntry(text, ['devDependencies', name]);
  const edits = modify(moved, ['dependencies', name], devDependencies[name] ?? '^3.0.0', {
    formattingOptions: formattingOf(text),
    // In a package.json without the section, the index would be that of the section itself.
    ...(names.length > 0 && { getInsertionIndex: () => position }),
  });
  return applyEdits(moved, edits);
}

function withoutEntry(text: string, path: readonly [section: string, name: string]): string {
  const [section, name] = path;
  if (manifestOf(text)[section]?.[name] === undefined) return text;
  return applyEdits(text, modify(text, [section, name], undefined, { formattingOptions: formattingOf(text) }));
}

function manifestOf(text: string): Readonly<Record<string, Readonly<Record<string, string>> | undefined>> {
  const manifest: unknown = parse(text);
  return typeof manifest === 'object' && manifest !== null ? (manifest as Record<string, Record<string, string>>) : {};
}

function formattingOf(text: string): FormattingOptions {
  const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
  return { insertSpaces: !indent.startsWith('\t'), tabSize: indent.length, eol: text.includes('\r\n') ? '\r\n' : '\n' };
}
