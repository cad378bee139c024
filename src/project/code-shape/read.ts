import { posix } from 'node:path';
import { absolutePath } from '../../lib/paths.js';
import { isTestFile } from '../../lib/test-file.js';
import { keyOf } from '../handed-on.js';
import type { FoundFunction } from '../resolve.js';
import { isSourcePath, nearestFolderWith, withoutExtension } from '../source-file.js';
import type { Workspace } from '../workspace.js';
import { type EvidenceStrength, type EvidentHandler, findEvidentHandlers, mayExportHandler } from './evidence.js';

/** How much evidence a project (a folder with a package.json) asks for; `undefined` when its deployment files say it all. */
export type NeededStrength = (project: string) => EvidenceStrength | undefined;

/**
 * Finds handlers by the look of their code, in projects whose deployment files do not name them.
 *
 * @param known files with functions that are found already.
 * @param handedOn exports that those functions lead to by others: they are no more of them.
 */
export function readCodeShape(
  workspace: Workspace,
  needed: NeededStrength,
  known: ReadonlySet<string>,
  handedOn: ReadonlySet<string>,
): FoundFunction[] {
  const projects = new Map<string, EvidenceStrength | undefined>();
  return workspace.files
    .filter((file) => isCandidate(file) && !known.has(workspace.relative(file)))
    .flatMap((file) => {
      const project = nearestFolderWith(workspace, posix.dirname(file), 'package.json');
      if (!projects.has(project)) projects.set(project, needed(project));
      const strength = projects.get(project);
      return strength === undefined ? [] : readFile(workspace, file, strength);
    })
    .filter(
      ({ handler }) => !handedOn.has(keyOf({ file: absolutePath(workspace.root, handler.file), name: handler.export })),
    );
}

function isCandidate(file: string): boolean {
  if (!isSourcePath(file) || isTestFile(file) || /\.[jt]sx$|\.min\.js$|\.config\.[cm]?[jt]s$/.test(file)) return false;
  return !/(^|\/)(dist|build|out|coverage|public|vendor|cdk\.out|\.[^/]+)\//.test(file);
}

function readFile(workspace: Workspace, file: string, strength: EvidenceStrength): FoundFunction[] {
  const text = workspace.text(file);
  if (text === undefined || !mayExportHandler(text) || hasTypeScriptTwin(workspace, file)) return [];
  const source = workspace.parse(file);
  if (source === undefined) return [];
  const evident = findEvidentHandlers(source).filter((each) => strength === 'named' || each.strength === 'typed');
  return evident.map((each) => toFunction(workspace, file, each, evident.length));
}

function hasTypeScriptTwin(workspace: Workspace, file: string): boolean {
  return file.endsWith('.js') && workspace.isFile(file.replace(/\.js$/, '.ts'));
}

function toFunction(
  workspace: Workspace,
  path: string,
  { name, node }: EvidentHandler,
  siblings: number,
): FoundFunction {
  const source = node.getSourceFile();
  const file = workspace.relative(path);
  const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
  const own = toName(file);
  return {
    name: siblings > 1 ? `${own}.${name}` : own,
    handler: { file, export: name, line },
    declaredIn: { file, line, kind: 'code' },
    eventSources: [],
  };
}

/** Many functions live in `index.ts` or `src/handler.ts`; the nearest name that tells them apart is a folder's. */
function toName(file: string): string {
  const segments = withoutExtension(file).split('/').reverse();
  return (
    segments.find(
      (segment) => !/^(index|handler|app|main|lambda|src|lib|functions?|handlers?|lambdas)$/.test(segment),
    ) ?? posix.basename(withoutExtension(file))
  );
}
