import { ts } from 'ts-morph';
import { type FunctionNode, isFunctionNode, nameText, walk } from '../../ast/nodes.js';
import { isReference, lookup } from '../../ast/scope.js';
import type { Program } from '../program.js';

/**
 * Does a value change from one invocation to the next? It does when it stems from a handler's parameters, or from a
 * parameter whose callers cannot be seen. Values of module scope, constants and the environment do not.
 */
export function dependsOnRequest(expression: ts.Node, program: Program): boolean {
  const handlers = new Set([...program.handlers.values()].flat());
  return createTracer(program, handlers)(expression);
}

function createTracer(program: Program, handlers: ReadonlySet<FunctionNode>): (node: ts.Node) => boolean {
  const seen = new Set<ts.Node>();

  const depends = (node: ts.Node): boolean =>
    walk(node, (each) => ts.isIdentifier(each) && isReference(each) && !isPropertyKey(each) && ofName(each), 'nested');

  const ofName = (name: ts.Identifier): boolean => {
    const declaration = lookup(name)?.node;
    if (!declaration || seen.has(declaration)) return false;
    seen.add(declaration);
    return ofDeclaration(declaration);
  };

  const ofDeclaration = (node: ts.Declaration): boolean => {
    if (ts.isVariableDeclaration(node)) {
      if (node.initializer) return depends(node.initializer);
      const { parent } = node.parent;
      return ts.isForOfStatement(parent) || ts.isForInStatement(parent)
        ? depends(parent.expression)
        : assignedValues(node).some(depends);
    }
    if (ts.isBindingElement(node)) {
      const holder = node.parent.parent;
      return (!!node.initializer && depends(node.initializer)) || ofDeclaration(holder);
    }
    return ts.isParameter(node) && ofParameter(node);
  };

  const assignedValues = (node: ts.VariableDeclaration): ts.Expression[] => {
    const facts = program.modules.get(node.getSourceFile().fileName)?.facts;
    const assignments = facts?.assignments.filter(({ left }) => ts.isIdentifier(left) && lookup(left)?.node === node);
    return (assignments ?? []).map(({ right }) => right);
  };

  const ofParameter = (node: ts.ParameterDeclaration): boolean => {
    const callee = node.parent;
    if (!isFunctionNode(callee) || handlers.has(callee)) return true;
    const index = callee.parameters.filter((each) => nameText(each.name) !== 'this').indexOf(node);
    const sites = program.values.callSitesOf(callee);
    if (sites.length === 0) return true;
    return sites.some((call) => {
      const argument = call.arguments?.[index];
      return argument ? depends(argument) : false;
    });
  };

  return depends;
}

function isPropertyKey(node: ts.Identifier): boolean {
  return ts.isPropertyAssignment(node.parent) && node.parent.name === node;
}
