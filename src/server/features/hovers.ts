import { createTwoFilesPatch } from 'diff';
import { type Hover, MarkupKind, type Position, type Range } from 'vscode-languageserver';
import { type CardSize, functionCard } from '../../codelens/card.js';
import { unfollowedCallsOf } from '../../derived/unfollowed-calls.js';
import type { RuleMeta } from '../../engine/asking/define-rule.js';
import { applyEdits } from '../../engine/fixing/apply-edits.js';
import { inFence, inMarkdown } from '../../lib/foreign-text.js';
import type { Finding, Fix } from '../../model/finding.js';
import type { LambdaFunction } from '../../model/function.js';
import { COMMANDS } from '../../model/protocol.js';
import { listNames } from '../../words/counts.js';
import { functionNames, impactText } from '../../words/findings.js';
import { callPathText } from '../../words/places.js';
import { pointAt, viewOf } from '../file-view.js';
import type { Folder } from '../folder.js';
import type { OpenDocuments } from '../open-documents.js';
import { rulePageUri } from '../rule-pages.js';

export interface HoverRequest {
  readonly folder: Folder;
  readonly file: string;
  readonly position: Position;
  readonly documents: OpenDocuments;
  readonly rules: readonly RuleMeta[];
  /** The editor puts the message of the diagnostic above what it gets here. */
  readonly isMessageShown: boolean;
  /** Links may start commands of ours. */
  readonly hasCommands: boolean;
}

/** On a finding: why, what it costs, before and after. On a handler's line: its functions as they are declared. */
export function hoverAt(request: HoverRequest): Hover | undefined {
  const { folder, file, position, documents } = request;
  const view = viewOf(file, folder, documents);
  const findings = (folder.state.findings.get(file) ?? []).filter(
    (finding) => !finding.suppressed && contains(view.rangeOf(finding), position),
  );
  const functions = folder.state.functions.filter(
    ({ handler }) => handler.file === file && view.rangeOf(pointAt(handler.line)).start.line === position.line,
  );
  const parts = [
    ...findings.map((finding) => findingText(finding, request)),
    ...functions.map((fn) => card(fn, request)),
  ];
  if (parts.length === 0) return undefined;
  return { contents: { kind: MarkupKind.Markdown, value: parts.join('\n\n---\n\n') } };
}

function contains({ start, end }: Range, { line, character }: Position): boolean {
  if (line < start.line || line > end.line) return false;
  return (line > start.line || character >= start.character) && (line < end.line || character <= end.character);
}

/** What one acts on comes first: an editor may show the first lines only. */
function findingText(finding: Finding, { folder, rules, isMessageShown }: HoverRequest): string {
  const { ruleId, impact, callPath, file, fixes, message } = finding;
  // A cost names its source; where no figure is known, the rule's own evidence says why it matters.
  const [evidence] = impact ? [] : (rules.find(({ id }) => id === ruleId)?.evidence ?? []);
  const way = callPathText(callPath, file);
  const names = listNames(functionNames(finding, folder.state), 5);
  const [fix] = fixes;
  const cost = impactText(impact);
  const lines = [
    `**[${ruleId}](${rulePageUri(ruleId)})**${isMessageShown ? '' : `  \n${inMarkdown(message)}`}`,
    fix && fixText(fix, folder),
    impact && inMarkdown([cost && `Cost: ${cost}.`, impact.source].filter(Boolean).join(' ')),
    way && `Call path: ${inMarkdown(way)}`,
    names && `Functions: ${inMarkdown(names)}`,
    evidence && `${evidence.claim} (${evidence.source})`,
  ];
  return lines.filter(Boolean).join('\n\n');
}

function fixText(fix: Fix, folder: Folder): string {
  const title = `${fix.kind === 'safe' ? 'Fix' : 'Suggestion'}: ${inMarkdown(fix.title)}`;
  const [file] = fix.edits.map((edit) => edit.file);
  if (file === undefined) return title;
  const before = folder.textOf(file) ?? '';
  const after = applyEdits(
    before,
    fix.edits.filter((edit) => edit.file === file),
  );
  return `${title}\n\n${inFence(hunks(before, after), 'diff')}`;
}

/** Without the header, and with as little around it as tells where it is. */
function hunks(before: string, after: string): string {
  const patch = createTwoFilesPatch('', '', before, after, undefined, undefined, { context: 1 });
  const lines = patch.split(/\r?\n/).filter((line) => !line.startsWith('\\'));
  const shown = lines.slice(lines.findIndex(isHunkHeader) + 1).map((line) => (isHunkHeader(line) ? '' : line));
  const text = shown.slice(0, MAX_LINES).join('\n').trimEnd();
  return shown.length > MAX_LINES ? `${text}\n…` : text;
}

const MAX_LINES = 30;

function isHunkHeader(line: string): boolean {
  return line.startsWith('@@');
}

function card(fn: LambdaFunction, { folder, documents, hasCommands }: HoverRequest): string {
  const linkTo = (file: string, line: number): string => {
    const { uri } = viewOf(file, folder, documents);
    return `[${inMarkdown(`${file}:${line}`)}](${uri}#L${line})`;
  };
  const size = cardSize(fn, folder);
  const coldStart = folder.bundles?.coldStartOf(fn.id);
  const unfollowed = unfollowedCallsOf(fn.id, [...folder.state.problems.values()].flat());
  const text = functionCard(fn, linkTo, { size, coldStart, unfollowed });
  return hasCommands && size && 'bundle' in size ? `${text}\n\n${pageLinks(fn, folder)}` : text;
}

function pageLinks({ id }: LambdaFunction, { uri }: Folder): string {
  const args = encodeURIComponent(JSON.stringify([id, uri]));
  const link = (text: string, command: string): string => `[${text}](command:${command}?${args})`;
  return `${link('Show bundle map', COMMANDS.showBundle)} · ${link('Show cold start', COMMANDS.showColdStart)}`;
}

function cardSize({ id }: LambdaFunction, { bundles }: Folder): CardSize | undefined {
  const { bundle, ...known } = bundles?.of(id) ?? {};
  const reason = bundles?.reasonAgainst(id);
  if (bundle && 'missing' in known) return { ...known, bundle };
  return reason === undefined ? undefined : { reason };
}
