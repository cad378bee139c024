import { inCommand, inCommandProperty } from '../lib/foreign-text.js';
import { absolutePath, isWithin, relativePath } from '../lib/paths.js';
import type { Finding } from '../model/finding.js';
import type { Problem } from '../model/problem.js';
import { listNames } from '../words/counts.js';
import { active, functionNames, impactText, totals } from '../words/findings.js';
import { callPathText } from '../words/places.js';
import { problemText } from '../words/problems.js';
import type { Formatter } from './context.js';

const commands = { error: 'error', warning: 'warning', info: 'notice' } as const;

/** Workflow commands that GitHub Actions turns into annotations on the changed lines. */
export const formatGithub: Formatter = (result, { workspace }) => {
  const isOfWorkspace = workspace !== undefined && isWithin(result.root, workspace);
  const shown = (file: string): string =>
    isOfWorkspace ? relativePath(workspace, absolutePath(result.root, file)) : file;
  const findings = active(result.findings);
  const lines = [
    ...findings.map((finding) => {
      const text = [finding.message, callPathText(finding.callPath, finding.file), impactText(finding.impact)];
      const reach = `In ${listNames(functionNames(finding, result), 5)}`;
      return findingCommand(
        finding,
        shown(finding.file),
        [...text, finding.functions.length > 0 && reach].filter(Boolean).join('\n'),
      );
    }),
    ...result.problems.map((problem) => problemCommand(problem, problem.file && shown(problem.file))),
    findings.length > 0 ? totals(findings) : 'No findings',
  ];
  return `${lines.join('\n')}\n`;
};

function findingCommand(finding: Finding, file: string, text: string): string {
  const { line, endLine, column, endColumn, ruleId, severity } = finding;
  // GitHub refuses columns of annotations that span lines.
  const columns = line === endLine ? { col: column, endColumn } : {};
  return command(commands[severity], { file, line, endLine, ...columns, title: ruleId }, text);
}

function problemCommand(problem: Problem, file: string | undefined): string {
  const { line, column, kind } = problem;
  const level = kind === 'unfollowed-call' ? 'notice' : 'warning';
  return command(level, { file, line, col: column, title: kind }, problemText(problem));
}

function command(
  name: string,
  properties: Readonly<Record<string, string | number | undefined>>,
  text: string,
): string {
  const stated = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${inCommandProperty(String(value))}`);
  return `::${name} ${stated.join(',')}::${inCommand(text)}`;
}
