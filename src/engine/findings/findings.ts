import { ts } from 'ts-morph';
import { functionName, isFunctionNode, type Owner, ownerOf } from '../../ast/nodes.js';
import { wordsOf } from '../../ast/words.js';
import type { Program } from '../../lambda/program.js';
import type { PathStep } from '../../lambda/reach/route.js';
import { relativePath } from '../../lib/paths.js';
import type { CallStep, Finding, Fix, Region, RelatedPlace, Severity } from '../../model/finding.js';
import type { Related, RuleMeta, RuleProblem } from '../asking/define-rule.js';
import type { FindingPlace } from './conclude.js';
import { fingerprintOf } from './fingerprint.js';
import { messageOf } from './message.js';

/** Turns a rule's problem into a finding: place, words, reach, fingerprint. */
export function toFinding(problem: RuleProblem, meta: RuleMeta, severity: Severity, program: Program): Finding {
  const file = problem.node.getSourceFile();
  const owner = ownerOf(problem.node);
  const { functions, callPath, isOpen } = reachOf(problem, owner, program);
  return {
    ruleId: meta.id,
    // What no call from a handler was seen to reach is told, but fails nothing.
    severity: isOpen ? 'info' : severity,
    messageId: problem.messageId,
    data: problem.data ?? {},
    message: messageOf(meta, problem.messageId, problem.data),
    file: fileOf(file, program),
    ...regionOf(problem.node),
    functions,
    callPath,
    related: [...(problem.related ?? []), ...(isOpen ? [openNote(owner)] : [])].map((place) =>
      relatedPlace(place, program),
    ),
    ...(problem.impact && { impact: problem.impact }),
    ...(problem.package !== undefined && { package: problem.package }),
    fixes: [],
    fingerprint: fingerprintOf({
      ruleId: meta.id,
      messageId: problem.messageId,
      about: wordsOf(problem.node),
    }),
    suppressed: false,
  };
}

interface ReachedFrom {
  readonly functions: string[];
  readonly callPath: CallStep[];
  readonly isOpen?: boolean;
}

function reachOf(problem: RuleProblem, owner: Owner, program: Program): ReachedFrom {
  if (problem.reach === 'load') {
    const loading = program.functionsLoading(problem.node.getSourceFile().fileName);
    return { functions: loading.map((fn) => fn.id), callPath: [] };
  }
  if (typeof problem.reach === 'object') {
    const { functions, use } = problem.reach;
    const { path } = program.reach.routeTo(ownerOf(use));
    return { functions: functions.map((fn) => fn.id), callPath: path.map((step) => toCallStep(step, program)) };
  }
  const { functions, path, isOpen } = program.reach.routeTo(owner);
  return { functions: functions.map((fn) => fn.id), callPath: path.map((step) => toCallStep(step, program)), isOpen };
}

function openNote(owner: Owner) {
  return {
    node: nameNodeOf(owner),
    message: 'no call path from a handler was found; these functions use its class',
  };
}

function toCallStep({ target, node }: PathStep, program: Program): CallStep {
  const at = node ?? nameNodeOf(target);
  const { line, column } = regionOf(at);
  return { file: fileOf(at.getSourceFile(), program), line, column, name: functionName(target) };
}

function nameNodeOf(owner: Owner): ts.Node {
  return isFunctionNode(owner) ? (owner.name ?? owner) : owner;
}

/** Where a comment speaks of the problem: at its own place and at its parts, and where the statement around one of them begins. */
export function placesOf({ node, related = [] }: RuleProblem, program: Program): FindingPlace[] {
  const nodes = [node, ...related.filter(({ isPart }) => isPart).map((each) => each.node)];
  const own = nodes.map((each) => placeOf(each, program));
  const around = new Set(nodes.flatMap(partsAround));
  return [...own, ...[...around].map((each) => ({ ...placeOf(each, program), isAround: true }))];
}

function placeOf(node: ts.Node, program: Program): FindingPlace {
  return { file: fileOf(node.getSourceFile(), program), ...regionOf(node) };
}

/** The statement, or the member of a class, that the node is a part of, and the members of objects on the way: what stands in a block has a statement of its own. */
function partsAround(node: ts.Node): readonly ts.Node[] {
  const parts: ts.Node[] = [];
  for (let at = node.parent; !ts.isSourceFile(at) && !ts.isBlock(at); at = at.parent) {
    if (ts.isObjectLiteralElement(at) || isWhole(at)) parts.push(at);
    if (isWhole(at)) break;
  }
  return parts;
}

function isWhole(node: ts.Node): boolean {
  return ts.isStatement(node) || ts.isClassElement(node);
}

function relatedPlace(place: Related, program: Program): RelatedPlace {
  return { file: fileOf(place.node.getSourceFile(), program), ...regionOf(place.node), message: place.message };
}

/** Drafted apart from the finding, as they may crash on their own. */
export function fixesOf(problem: RuleProblem, program: Program): Fix[] {
  return (problem.fixes?.() ?? []).map((fix) => withRelativePaths(fix, program));
}

function withRelativePaths(fix: Fix, { root }: Program): Fix {
  return { ...fix, edits: fix.edits.map((edit) => ({ ...edit, file: relativePath(root, edit.file) })) };
}

/** A source file as results name it. */
export function fileOf({ fileName }: ts.SourceFile, { root }: Program): string {
  return relativePath(root, fileName);
}

function regionOf(node: ts.Node): Region {
  const file = node.getSourceFile();
  const start = file.getLineAndCharacterOfPosition(node.getStart(file));
  const end = file.getLineAndCharacterOfPosition(node.getEnd());
  return { line: start.line + 1, column: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 };
}
