import { ts } from 'ts-morph';
import { unwrap } from '../../ast/nodes.js';
import { isMadeAtLoad, lookup } from '../../ast/scope.js';
import type { Foundation } from '../foundation.js';

const TRANSACTION =
  /^(trx|tx|txn|transaction|session|queryRunner|conn|connection|dbClient|pgClient|unitOfWork|manager|em)$/;

/** `save(row, trx)`, `trx('table').insert()`, `{ transaction }`: order and connection are given. */
export function isInTransaction(call: ts.CallExpression, program: Foundation): boolean {
  const callee = leftmost(call.expression);
  if (ts.isIdentifier(callee) && TRANSACTION.test(callee.text) && !isClientOfOurs(callee, program)) return true;
  return call.arguments.some((argument) => {
    if (ts.isIdentifier(argument)) return TRANSACTION.test(argument.text);
    if (!ts.isObjectLiteralExpression(argument)) return false;
    return argument.properties.some(({ name }) => /^(transaction|transacting|session)$/.test(name?.getText() ?? ''));
  });
}

/** A connection of module scope is a client or pool like any other. */
function isClientOfOurs(name: ts.Identifier, program: Foundation): boolean {
  const binding = lookup(name);
  return !!binding && isMadeAtLoad(binding) && program.values.of(name).length > 0;
}

function leftmost(node: ts.Expression): ts.Expression {
  let at = unwrap(node);
  while (ts.isPropertyAccessExpression(at) || ts.isCallExpression(at)) at = unwrap(at.expression);
  return at;
}
