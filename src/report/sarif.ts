import type { CodeFlow, Fix, Location, Log, Notification, Replacement, ReportingDescriptor, Result, Run } from 'sarif';
import { absolutePath, isOutside } from '../lib/paths.js';
import type { Edit, Finding, Region, Severity } from '../model/finding.js';
import type { Problem } from '../model/problem.js';
import type { AnalysisResult } from '../model/result.js';
import { functionNames } from '../words/findings.js';
import { problemText } from '../words/problems.js';
import type { Formatter, ReportContext, ReportedRule } from './context.js';
import { toJson } from './json.js';

const levels = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<Severity, string>;

const rootId = 'SRCROOT';

/** SARIF 2.1.0, with call paths as code flows and suppressed findings marked rather than missing. */
export const formatSarif: Formatter = (result, context) => {
  const log: Log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [runOf(result, context)],
  };
  return toJson(log);
};

function runOf(result: AnalysisResult, context: ReportContext): Run {
  const rules = context.rules.map(({ id }) => id);
  return {
    tool: { driver: { name: 'Coldlens', semanticVersion: context.version, rules: context.rules.map(descriptorOf) } },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [rootId]: { uri: folderUri(result.root) } },
    invocations: [
      {
        executionSuccessful: result.problems.every(({ kind }) => kind !== 'internal'),
        toolExecutionNotifications: result.problems.map((problem) => notificationOf(problem, result.root)),
      },
    ],
    results: result.findings.map((finding) => resultOf(finding, rules.indexOf(finding.ruleId), result)),
  };
}

function descriptorOf({ id, summary, severity, category }: ReportedRule): ReportingDescriptor {
  return {
    id,
    name: id.replace(/(^|-)(\w)/g, (_, _dash, letter) => letter.toUpperCase()),
    shortDescription: { text: `${summary}.` },
    help: { text: `Run "coldlens explain ${id}" for the reasons, examples and options.` },
    defaultConfiguration: { level: levels[severity] },
    properties: { category },
  };
}

function resultOf(finding: Finding, ruleIndex: number, result: AnalysisResult): Result {
  const { root } = result;
  const { ruleId, severity, message, file, fingerprint, impact, related, callPath, fixes } = finding;
  // A transformation has no edits before somebody asks for it, and a fix without changes is not valid.
  const edited = fixes.filter(({ edits }) => edits.length > 0);
  return {
    ruleId,
    ...(ruleIndex >= 0 && { ruleIndex }),
    level: levels[severity],
    message: { text: message },
    locations: [locationOf(file, root, finding)],
    partialFingerprints: { [`coldlens/${fingerprint.split(':')[0]}`]: fingerprint },
    ...(callPath.length > 0 && { codeFlows: [codeFlowOf(finding, root)] }),
    ...(related.length > 0 && {
      relatedLocations: related.map((place, id) => ({ id, ...locationOf(place.file, root, place, place.message) })),
    }),
    ...(edited.length > 0 && { fixes: edited.map((fix) => fixOf(fix, root)) }),
    suppressions: finding.suppressed ? [{ kind: 'inSource', justification: finding.suppressionReason }] : [],
    properties: { functions: functionNames(finding, result), ...(impact && { impact }) },
  };
}

function codeFlowOf({ callPath, file, message, ...region }: Finding, root: string): CodeFlow {
  const steps = callPath.map(({ file, line, column, name }) =>
    locationOf(file, root, { line, column }, `enters ${name}`),
  );
  return {
    threadFlows: [{ locations: [...steps, locationOf(file, root, region, message)].map((location) => ({ location })) }],
  };
}

function fixOf({ title, edits }: Finding['fixes'][number], root: string): Fix {
  const files = [...new Set(edits.map(({ file }) => file))];
  return {
    description: { text: title },
    artifactChanges: files.map((file) => ({
      artifactLocation: artifact(file, root),
      replacements: edits.filter((edit) => edit.file === file).map(replacementOf),
    })),
  };
}

function replacementOf({ start, end, text }: Edit): Replacement {
  return { deletedRegion: { charOffset: start, charLength: end - start }, insertedContent: { text } };
}

function notificationOf(problem: Problem, root: string): Notification {
  const { kind, file, line, column } = problem;
  return {
    descriptor: { id: kind },
    level: kind === 'internal' ? 'error' : 'warning',
    message: { text: problemText(problem) },
    ...(file && { locations: [locationOf(file, root, line ? { line, column } : undefined)] }),
  };
}

function locationOf(file: string, root: string, region?: Partial<Region>, text?: string): Location {
  return {
    physicalLocation: {
      artifactLocation: artifact(file, root),
      ...(region && {
        region: {
          startLine: region.line,
          startColumn: region.column,
          endLine: region.endLine,
          endColumn: region.endColumn,
        },
      }),
    },
    ...(text && { message: { text } }),
  };
}

/** A reference below the base must not lead out of it (SARIF 2.1.0, 3.4.4), so what lies outside of the root is absolute. */
function artifact(file: string, root: string) {
  if (isOutside(file)) return { uri: fileUri(absolutePath(root, file)) };
  return { uri: encodePath(file), uriBaseId: rootId };
}

/** Of an absolute path: `file:///…`. */
function fileUri(path: string): string {
  return `file://${path.startsWith('/') ? '' : '/'}${encodePath(path)}`;
}

/** Of a folder, with the slash that a base needs. */
function folderUri(folder: string): string {
  return `${fileUri(folder).replace(/\/$/, '')}/`;
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
