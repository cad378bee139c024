import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
} from 'vscode-languageserver';
import type { RuleMeta } from '../../engine/asking/define-rule.js';
import { inLine } from '../../lib/foreign-text.js';
import type { Finding, Severity } from '../../model/finding.js';
import type { Problem } from '../../model/problem.js';
import { listNames } from '../../words/counts.js';
import { functionNames, impactText } from '../../words/findings.js';
import { problemText } from '../../words/problems.js';
import { type FileView, pointAt, viewOf } from '../file-view.js';
import type { Folder } from '../folder.js';
import type { OpenDocuments } from '../open-documents.js';
import { rulePageUri } from '../rule-pages.js';

export const SOURCE = 'coldlens';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** Names of functions in a message; a shared helper may be reached by a hundred. */
const NAMED_FUNCTIONS = 3;

/** What diagnostics are made with. */
export interface DiagnosticsContext {
  readonly documents: OpenDocuments;
  readonly rules: readonly RuleMeta[];
}

/** What an editor shows for one file: findings that no comment suppresses, and problems that nobody else reports. */
export function diagnosticsOf(file: string, folder: Folder, { documents, rules }: DiagnosticsContext): Diagnostic[] {
  const { findings, problems } = folder.state;
  const view = viewOf(file, folder, documents);
  const shown = (findings.get(file) ?? []).filter(({ suppressed }) => !suppressed);
  const deprecated = new Set(rules.filter(({ isAboutDeprecated }) => isAboutDeprecated).map(({ id }) => id));
  const tagsOf = ({ ruleId }: Finding) => (deprecated.has(ruleId) ? { tags: [DiagnosticTag.Deprecated] } : {});
  return [
    ...shown.map((finding) => ({ ...ofFinding(finding, view, folder, documents), ...tagsOf(finding) })),
    ...(problems.get(file) ?? []).filter(isForEditors).map((problem) => ofProblem(problem, view)),
  ];
}

function ofFinding(finding: Finding, view: FileView, folder: Folder, documents: OpenDocuments): Diagnostic {
  const { ruleId, severity } = finding;
  return {
    source: SOURCE,
    code: ruleId,
    codeDescription: { href: rulePageUri(ruleId) },
    severity: SEVERITIES[severity],
    message: [finding.message, costOf(finding), reachOf(finding, folder)]
      .filter((text) => text !== undefined)
      .map(inLine)
      .join('\n'),
    range: view.rangeOf(finding),
    relatedInformation: relatedTo(finding, folder, documents),
    data: { fingerprint: finding.fingerprint },
  };
}

function costOf({ impact }: Finding): string | undefined {
  const text = impactText(impact);
  return text && `Cost: ${text}.`;
}

/** Inside a handler it is plain which function it is. */
function reachOf(finding: Finding, { state }: Folder): string | undefined {
  const { functions, file } = finding;
  const isHandler = state.functions.some(({ id, handler }) => functions.includes(id) && handler.file === file);
  if (isHandler && functions.length === 1) return undefined;
  return `Reached from ${listNames(functionNames(finding, state), NAMED_FUNCTIONS)}.`;
}

/** The way from the handler, then what the rule points at. */
function relatedTo(finding: Finding, folder: Folder, documents: OpenDocuments): DiagnosticRelatedInformation[] {
  const [handler, ...calls] = finding.callPath;
  const way = handler && calls.length > 0 ? [handler, ...calls] : [];
  const steps = way.map(({ file, line, column, name }, index) => ({
    file,
    region: pointAt(line, column),
    message: index === 0 ? `${name} is called by Lambda` : `calls ${name}`,
  }));
  const places = finding.related.map(({ file, message, ...region }) => ({ file, region, message }));
  return [...steps, ...places].map(({ file, region, message }) => {
    const view = viewOf(file, folder, documents);
    return { location: { uri: view.uri, range: view.rangeOf(region) }, message: inLine(message) };
  });
}

/** The editor's own support for a language tells what does not parse, and which import leads nowhere. */
function isForEditors({ kind, file = '' }: Problem): boolean {
  // The lens and the card of the handler tell of these.
  if (kind === 'unresolved-import' || kind === 'unfollowed-call') return false;
  return kind !== 'syntax-error' || !/\.([cm]?[jt]sx?|json)$/.test(file);
}

function ofProblem(problem: Problem, view: FileView): Diagnostic {
  const { kind, line = 1, column = 1 } = problem;
  const isOurFault = kind === 'internal';
  return {
    source: SOURCE,
    code: kind,
    severity: isOurFault ? DiagnosticSeverity.Information : DiagnosticSeverity.Warning,
    message: inLine(problemText(problem)),
    range: view.rangeOf(pointAt(line, column)),
    ...(kind === 'unused-suppression' && { tags: [DiagnosticTag.Unnecessary] }),
  };
}
