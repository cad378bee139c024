import { ts } from 'ts-morph';
import { memberName, walk } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import type { Program } from '../../lambda/program.js';
import { bareName } from '../../lambda/replacements/sources.js';
import { relativePath } from '../../lib/paths.js';
import { clientNamesOf } from './holders.js';
import type { SharedExpression } from './shared.js';

/** Why a test may notice that the client was made before it began, in words that go on from a fix's title. */
export function doubtsOfTests(shared: SharedExpression, program: Program): readonly string[] {
  const { node, construction } = shared;
  const path = node.getSourceFile().fileName;
  const names = [...clientNamesOf(shared, program), ...holdersOfOptions(node)];
  const [inside] = names.flatMap((name) => [...program.replacements.inside(name, path)]);
  const module = bareName(construction.module);
  const [configuring] = construction.kind.copiesDefaults ? program.replacements.configuring(module, path) : [];
  return [
    ...(inside === undefined ? [] : [`${relativePath(program.root, inside)} changes it for one test`]),
    ...(configuring === undefined ? [] : [`${relativePath(program.root, configuring)} changes settings of ${module}`]),
  ];
}

/** Classes and objects of the file whose members the options read: `Store` of `{ region: Store.region }`. */
function holdersOfOptions(node: ts.Expression): readonly string[] {
  const names = new Set<string>();
  walk(
    node,
    (each) => {
      if (!ts.isIdentifier(each) || memberName(each.parent) === undefined) return;
      const declaration = lookup(each)?.node;
      if (declaration && (ts.isClassDeclaration(declaration) || ts.isVariableDeclaration(declaration)))
        names.add(each.text);
    },
    'nested',
  );
  return [...names];
}
