import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { ts } from 'ts-morph';
import {
  type CallNode,
  calleeName,
  type FunctionNode,
  functionName,
  isFunctionNode,
  type Owner,
  ownerOf,
} from '../../../src/ast/nodes.js';
import { callsIn, lineOf, type Program } from '../../../src/lambda/program.js';
import { absolutePath, relativePath } from '../../../src/lib/paths.js';
import type { Problem } from '../../../src/model/problem.js';
import type { SourcePlace } from '../protocol.js';
import type { RanFunction } from './compare.js';

/**
 * Why a function that ran is not entered, as far as names tell. `behind`: a function that is missed itself leads to it, or it stands in
 * one. `call`: code that is entered calls something of its name. `handed`: it is given to a call in code that is entered.
 * `unread`: its file is not in the graph of any function.
 */
export interface Miss {
  /** `file:line` */
  readonly place: string;
  readonly name: string;
  readonly kind: 'behind' | 'call' | 'handed' | 'unread' | 'unknown';
  /** The call, `file:line`, and what it calls. */
  readonly call?: string;
  /** What the analysis says that it does not follow there. */
  readonly problem?: string;
}

export function listMisses(
  missed: readonly RanFunction[],
  isEntered: (owner: Owner) => boolean,
  program: Program,
  problems: readonly Problem[],
  root: string,
): readonly Miss[] {
  const nodes = new Set<Owner>(missed.flatMap(({ node }) => node ?? []));
  const behind = new Set([...nodes].flatMap((node) => program.calls.edgesFrom(node).map(({ target }) => target)));
  const byName = callsByName(program, isEntered);
  const placeOf = (node: ts.Node): string => `${relativePath(root, node.getSourceFile().fileName)}:${lineOf(node)}`;
  return missed.map(({ place, node }): Miss => {
    if (!node) return { ...unread(place, root), problem: notFound(place, problems)?.message };
    const at = { place: placeOf(node), name: functionName(node) };
    if (behind.has(node) || nodes.has(ownerOf(node))) return { ...at, kind: 'behind' };
    const handedTo = handing(node);
    const calls = handedTo ? [] : (byName.get(memberOf(node)) ?? []);
    const call = handedTo && isEntered(ownerOf(handedTo)) ? handedTo : calls[0];
    if (!call) return { ...at, kind: 'unknown' };
    const problem = problems.find(
      ({ file, line }) => file && line && isAt(call, absolutePath(program.root, file), line),
    );
    const more = calls.length > 1 ? ` and ${calls.length - 1} more` : '';
    const called = `${placeOf(call)} ${call.expression.getText().slice(0, 60).replace(/\s+/g, ' ')}${more}`;
    return { ...at, kind: handedTo ? 'handed' : 'call', call: called, problem: problem?.message };
  });
}

function isAt(call: CallNode, file: string, line: number): boolean {
  return call.getSourceFile().fileName === file && lineOf(call) === line;
}

function callsByName({ modules }: Program, isEntered: (owner: Owner) => boolean): Map<string, CallNode[]> {
  const found = new Map<string, CallNode[]>();
  for (const module of modules.values()) {
    for (const { call, owner } of callsIn(module)) {
      const name = isEntered(owner) ? calleeName(call) : undefined;
      if (name) found.set(name, [...(found.get(name) ?? []), call]);
    }
  }
  return found;
}

/** The name under which others call it. */
function memberOf(node: FunctionNode): string {
  return functionName(node).replace(/^new /, '').split('.').at(-1) ?? '';
}

/** The call that the function itself is an argument of. */
function handing(node: FunctionNode): CallNode | undefined {
  const { parent } = node;
  const isArgument = ts.isCallExpression(parent) || ts.isNewExpression(parent);
  return isArgument && parent.expression !== node && !isFunctionNode(parent) ? parent : undefined;
}

/** What the analysis says of an import that may have meant the file, by its name. */
function notFound({ file }: SourcePlace, problems: readonly Problem[]): Problem | undefined {
  const stem = basename(file).replace(/\.\w+$/, '');
  const isMeant = ({ kind, message }: Problem): boolean =>
    kind === 'unresolved-import' && basename(/\S+(?=;)/.exec(message)?.[0] ?? '') === stem;
  return problems.find(isMeant);
}

/** A function that no module of the graph holds. */
function unread({ file, start }: SourcePlace, root: string): Miss {
  const before = readFileSync(absolutePath(root, file), 'utf8').slice(0, start);
  return { place: `${file}:${before.split('\n').length}`, name: '', kind: 'unread' };
}
