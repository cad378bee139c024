import { ts } from 'ts-morph';
import { isInside, nameText, unwrap, walk } from '../../ast/nodes.js';
import { type ClientConstruction, clientsBeside } from '../../lambda/aws-requests/clients.js';
import type { Program } from '../../lambda/program.js';
import { RESTING } from './uses/carriers.js';

/** What a shared client would remember of an earlier invocation, in words that go on from a fix's title. */
export function keptDoubt(
  construction: ClientConstruction,
  made: readonly ts.Node[],
  program: Program,
): string | undefined {
  const { kind, module, node } = construction;
  const isKeeping = kind.keeps === 'answers' || walk(node, (each) => isCacheOption(each), 'nested');
  if (kind.family !== 'aws' && isKeeping) return 'it keeps what it has read';
  // The SDK sends again when a connection is gone; where an agent goes is asked for with its uses.
  if (kind.family !== 'http' || /^(https?|agentkeepalive)$/.test(module)) return undefined;
  const agents = clientsBeside(node, program);
  const isMadeAlong = (each: ClientConstruction): boolean => made.some((part) => isInside(each.node, part));
  const isResting = keepsSockets(construction) || agents.some((each) => isMadeAlong(each) && keepsSockets(each));
  return isResting ? RESTING : undefined;
}

/** `cache: new Map()`, `cookieJar: jar` */
function isCacheOption(node: ts.Node): boolean {
  if (!ts.isPropertyAssignment(node) && !ts.isShorthandPropertyAssignment(node)) return false;
  if (ts.isPropertyAssignment(node) && node.initializer.kind === ts.SyntaxKind.FalseKeyword) return false;
  return /^(cache|cookieJar|jar|dnsCache|storage)$/.test(nameText(node.name) ?? '');
}

/** Connections stay open after a request; agents of Node do that only where they are told to. */
export function keepsSockets({ kind, module, node }: ClientConstruction): boolean {
  if (kind.keeps === 'sockets') return true;
  const [options] = node.arguments ?? [];
  if (!/^https?$/.test(module) || !options) return false;
  const literal = unwrap(options);
  if (!ts.isObjectLiteralExpression(literal)) return true;
  return literal.properties.some((each) => {
    if (ts.isSpreadAssignment(each)) return true;
    const isSaid = nameText(each.name) === 'keepAlive';
    return isSaid && !(ts.isPropertyAssignment(each) && each.initializer.kind === ts.SyntaxKind.FalseKeyword);
  });
}
