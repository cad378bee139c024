import {
  type CodeAction,
  type CodeLens,
  commands,
  type Hover,
  type MarkdownString,
  type Range,
  type TextDocument,
} from 'vscode';
import { eventually, unlessCanceled } from './eventually.js';

/** More than there are, so that each is worked out. */
const all = 100;

/** What the menu of quick fixes offers of ours at a place, ready to be applied. */
export async function quickFixes({ uri }: TextDocument, range: Range): Promise<readonly CodeAction[]> {
  const command = 'vscode.executeCodeActionProvider';
  return unlessCanceled(() => commands.executeCommand<CodeAction[]>(command, uri, range, 'quickfix', all));
}

export async function quickFix(document: TextDocument, range: Range, title: string): Promise<CodeAction> {
  const actions = await quickFixes(document, range);
  const action = actions.find((each) => each.title === title);
  if (!action) throw new Error(`No "${title}" among ${actions.map((each) => each.title).join('; ')}`);
  return action;
}

/** `LINE: TEXT` of each lens about code, lines from 1 on. */
export async function lensTexts({ uri }: TextDocument): Promise<readonly string[]> {
  return (await lenses(uri)).filter((lens) => !isOfBundle(lens)).map(textOf);
}

/** The same of each lens about bundles: when they come depends on the machine, and what they say on installed packages. */
export async function bundleLensTexts({ uri }: TextDocument): Promise<readonly string[]> {
  return (await lenses(uri)).filter(isOfBundle).map(textOf);
}

function isOfBundle({ command }: CodeLens): boolean {
  return command?.command === 'coldlens.showBundle' || command?.command === 'coldlens.showColdStart';
}

function textOf({ range, command }: CodeLens): string {
  return `${range.start.line + 1}: ${command?.title}`;
}

export async function lenses(uri: TextDocument['uri']): Promise<readonly CodeLens[]> {
  const command = 'vscode.executeCodeLensProvider';
  const found = await unlessCanceled(() => commands.executeCommand<CodeLens[]>(command, uri, all));
  return found.filter(({ command }) => command?.command.startsWith('coldlens.'));
}

export async function untilLenses(document: TextDocument, wanted: readonly string[]): Promise<void> {
  let texts: readonly string[] = [];
  await eventually(
    () => `lenses ${wanted.join('; ')}, but ${texts.join('; ')}`,
    async () => {
      texts = await lensTexts(document);
      return texts.join('\n') === wanted.join('\n') ? true : undefined;
    },
  );
}

/** What a hover at the beginning of a range shows, ours and others'. */
export async function hoverText({ uri }: TextDocument, { start }: Range): Promise<string> {
  const command = 'vscode.executeHoverProvider';
  const hovers = await unlessCanceled(() => commands.executeCommand<Hover[]>(command, uri, start));
  return hovers.flatMap(({ contents }) => contents.map((each) => (each as MarkdownString).value)).join('\n\n');
}
