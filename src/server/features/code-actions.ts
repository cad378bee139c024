import { type CodeAction, CodeActionKind, type Command, type Diagnostic, type Range } from 'vscode-languageserver';
import { isWellFormed } from '../../engine/fixing/fix-round.js';
import { inLine } from '../../lib/foreign-text.js';
import { groupBy } from '../../lib/group.js';
import type { Finding, Fix } from '../../model/finding.js';
import { COMMANDS } from '../../model/protocol.js';
import type { FileChange } from '../../model/result.js';
import { type FileView, viewOf } from '../file-view.js';
import { fixFile } from '../fix-file.js';
import type { Folder } from '../folder.js';
import type { OpenDocuments } from '../open-documents.js';
import { suppressionEdit } from '../suppression-edit.js';
import { changesToEdit, documentEdit, fixToEdit } from '../workspace-edits.js';
import { SOURCE } from './diagnostics.js';

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.${SOURCE}`;

/** What is worked out when somebody chooses the action. */
type ActionData =
  | {
      readonly kind: 'transform';
      readonly uri: string;
      readonly file: string;
      readonly fingerprint: string;
      readonly title: string;
    }
  | { readonly kind: 'fix-rule'; readonly uri: string; readonly file: string; readonly ruleId: string };

export interface ActionRequest {
  readonly folder: Folder;
  readonly file: string;
  readonly range: Range;
  /** What the editor means besides the range: some take all diagnostics of the cursor's line. */
  readonly diagnostics: readonly Diagnostic[];
  /** Kinds that the editor asks for; absent means all. */
  readonly only?: readonly string[];
  readonly documents: OpenDocuments;
  /** The editor asks for the reason of a suppression itself. */
  readonly hasCommands: boolean;
}

export async function codeActions(request: ActionRequest): Promise<CodeAction[]> {
  const { folder, file, range, only, documents } = request;
  const view = viewOf(file, folder, documents);
  // Edits are made for the text that was analysed; half a line later they would hit something else.
  if (!view.isCurrent) return [];
  const wants = (kind: string): boolean => !only || only.some((each) => kind === each || kind.startsWith(`${each}.`));
  // What half a line means nobody knows, and what an edit makes of it even less.
  const mayEdit = isWellFormed(file, folder.textOf(file) ?? '');
  const findings = (folder.state.findings.get(file) ?? []).filter(({ suppressed }) => !suppressed);
  const isMeant = (finding: Finding): boolean =>
    touches(view.rangeOf(finding), range) || request.diagnostics.some((each) => isSame(each, finding, view));
  const here = findings.filter(isMeant);
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    if (mayEdit) {
      actions.push(...here.flatMap((finding) => fixActions(finding, request, view)));
      actions.push(...ruleActions(here, findings, request));
    }
    actions.push(...here.flatMap((finding) => suppressActions(finding, request, view)));
    actions.push(...explainActions(here));
  }
  if (only && wants(FIX_ALL) && mayEdit) actions.push(...(await fixAllActions(request)));
  return actions;
}

/** Works out what `codeActions` has left open. */
export async function resolveAction(
  action: CodeAction,
  folderOf: (uri: string) => Folder | undefined,
  documents: OpenDocuments,
): Promise<CodeAction> {
  const data = action.data as ActionData | undefined;
  const folder = data && folderOf(data.uri);
  if (!data || !folder) return action;
  const changes =
    data.kind === 'transform'
      ? await transformed(data, folder)
      : await fixFile(data.file, folder, { isSafeWanted: true, suggestionsOf: [data.ruleId] }, data.ruleId);
  return { ...action, edit: changesToEdit(changes, folder, documents) };
}

function fixActions(finding: Finding, { folder, file, documents }: ActionRequest, view: FileView): CodeAction[] {
  return finding.fixes.flatMap((fix, index): CodeAction[] => {
    const action: CodeAction = {
      title: inLine(fix.title),
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnosticFor(finding, view)],
      isPreferred: index === 0 && fix.kind === 'safe',
    };
    if (!fix.transform) {
      const edit = fixToEdit(fix, folder, documents);
      return edit ? [{ ...action, edit }] : [];
    }
    const { fingerprint } = finding;
    const data: ActionData = { kind: 'transform', uri: folder.uri, file, fingerprint, title: fix.title };
    return [{ ...action, data }];
  });
}

async function transformed(data: Extract<ActionData, { kind: 'transform' }>, folder: Folder): Promise<FileChange[]> {
  const findings = folder.state.findings.get(data.file) ?? [];
  const finding = findings.find(({ fingerprint }) => fingerprint === data.fingerprint);
  const fix = finding?.fixes.find(({ title }) => title === data.title);
  if (!fix?.transform) return [];
  const { transforms } = await import('../../transforms/index.js');
  const before = folder.textOf(data.file) ?? '';
  const { text } = await transforms[fix.transform](data.file, before);
  return [{ file: data.file, before, after: text }];
}

/** "All of this rule", where there is more than one to fix. */
function ruleActions(here: readonly Finding[], all: readonly Finding[], { folder, file }: ActionRequest): CodeAction[] {
  return [...groupBy(here, ({ ruleId }) => ruleId).keys()].flatMap((ruleId) => {
    const fixable = all.filter((finding) => finding.ruleId === ruleId && finding.fixes.some(isPlain));
    if (fixable.length < 2) return [];
    const data: ActionData = { kind: 'fix-rule', uri: folder.uri, file, ruleId };
    return [
      { title: `Fix all ${fixable.length} findings of ${ruleId} in this file`, kind: CodeActionKind.QuickFix, data },
    ];
  });
}

function isPlain({ transform }: Fix): boolean {
  return transform === undefined;
}

/** What behaves as before, in this file. */
async function fixAllActions({ folder, file, documents }: ActionRequest): Promise<CodeAction[]> {
  const changes = await fixFile(file, folder, { isSafeWanted: true, suggestionsOf: [] });
  if (changes.length === 0) return [];
  return [
    {
      title: 'Fix all safe Coldlens findings in this file',
      kind: FIX_ALL,
      edit: changesToEdit(changes, folder, documents),
    },
  ];
}

function suppressActions(finding: Finding, request: ActionRequest, view: FileView): CodeAction[] {
  const { ruleId, mayBeSuppressed = true } = finding;
  if (!mayBeSuppressed) return [];
  return (['line', 'file'] as const).flatMap((scope): CodeAction[] => {
    const title = scope === 'line' ? `Disable ${ruleId} for this line` : `Disable ${ruleId} for this file`;
    const action = { title, kind: CodeActionKind.QuickFix, diagnostics: [diagnosticFor(finding, view)] };
    const suppression = { uri: view.uri, ruleId, line: finding.line, scope };
    const edit = view.document && suppressionEdit(view.document, { ...suppression, reason: 'TODO: say why' });
    if (!edit) return [];
    if (request.hasCommands) {
      return [{ ...action, command: { title, command: COMMANDS.suppress, arguments: [suppression] } }];
    }
    return [{ ...action, edit: { documentChanges: [documentEdit(view, [edit])] } }];
  });
}

function explainActions(here: readonly Finding[]): CodeAction[] {
  return [...new Set(here.map(({ ruleId }) => ruleId))].map((ruleId) => {
    const title = `Explain ${ruleId}`;
    const command: Command = { title, command: COMMANDS.openRule, arguments: [ruleId] };
    return { title, kind: CodeActionKind.QuickFix, command };
  });
}

/** The editor finds its own diagnostic by place, code and source. */
function diagnosticFor({ ruleId, message, ...region }: Finding, view: FileView) {
  return { source: SOURCE, code: ruleId, message, range: view.rangeOf(region) };
}

function isSame({ source, code, range }: Diagnostic, finding: Finding, view: FileView): boolean {
  const { start } = view.rangeOf(finding);
  const isThere = range.start.line === start.line && range.start.character === start.character;
  return source === SOURCE && code === finding.ruleId && isThere;
}

function touches(a: Range, b: Range): boolean {
  const isBefore = (x: Range, y: Range): boolean =>
    x.end.line < y.start.line || (x.end.line === y.start.line && x.end.character < y.start.character);
  return !isBefore(a, b) && !isBefore(b, a);
}
