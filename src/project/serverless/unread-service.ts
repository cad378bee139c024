import { posix } from 'node:path';
import { ts } from 'ts-morph';
import type { ReadCode } from '../code-data.js';
import type { UnresolvedDeclaration } from '../declared.js';
import { placeOfNode } from '../evaluate/plain.js';
import { isOpenObject, notStaticReason } from '../not-static.js';
import type { Workspace } from '../workspace.js';
import type { VariableSources } from './variables.js';

const CODE_NAME = /^serverless\.[cm]?[jt]s$/;
/** Code of this name may be anything; a service names one of these. */
const OF_SERVICE = /\b(service|provider|functions|handler)\b|@serverless\/typescript/;

/** What stands for the functions of a service in code that nobody can evaluate; nothing where it may be no service. */
export function unreadService(
  workspace: Workspace,
  file: string,
  sources: VariableSources | undefined,
  readCode: ReadCode,
): UnresolvedDeclaration[] {
  const text = workspace.text(file) ?? '';
  if (!CODE_NAME.test(posix.basename(file)) || !OF_SERVICE.test(text)) return [];
  const reason = sources ? openReason(sources) : notStaticReason(readCode(file, posix.dirname(file), new WeakMap()));
  if (reason === undefined) return [];
  const { line = 1, column } = placeOfExport(workspace, file) ?? {};
  const declaredIn = { file: workspace.relative(file), line, ...(column && { column }), kind: 'serverless' as const };
  const unfound = { reason: `the service is not static: ${reason}`, cause: 'unknown' as const };
  return [{ name: 'functions', declaredIn, ...unfound, leavesCodeOpen: true }];
}

function openReason({ service }: VariableSources): string | undefined {
  return isOpenObject(service) ? 'what is spread into it may hold its functions' : undefined;
}

/** `export default`, `export =` or `module.exports =`. */
function placeOfExport(workspace: Workspace, file: string) {
  const exported = workspace
    .parse(file)
    ?.statements.findLast(
      (statement) => ts.isExportAssignment(statement) || /^(module\.)?exports\b/.test(statement.getText()),
    );
  return exported && placeOfNode(exported);
}
