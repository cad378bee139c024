import assert from 'node:assert/strict';
import { ts } from 'ts-morph';
import { collect } from '../../../src/ast/nodes.js';
import { parseSource } from '../../../src/ast/parse.js';
import { isModuleBinding, isReference, lookup } from '../../../src/ast/scope.js';

/** What the name in `use(name)` refers to: the kind and line of its declaration, `global` for none. */
function declarationOf(code: string): string {
  const file = parseSource('/x.ts', code);
  const [call] = collect(
    file,
    (node): node is ts.CallExpression => ts.isCallExpression(node) && node.expression.getText() === 'use',
    'nested',
  );
  const binding = lookup(call!.arguments[0] as ts.Identifier);
  if (!binding) return 'global';
  const { line } = file.getLineAndCharacterOfPosition(binding.node.getStart(file));
  return `${ts.SyntaxKind[binding.node.kind]} ${line + 1}${isModuleBinding(binding) ? ' of the module' : ''}`;
}

describe('a name refers to', () => {
  const cases: readonly [title: string, code: string, expected: string][] = [
    ['nothing of ours', 'use(fetch);', 'global'],
    ['a constant of the module', 'const a = 1;\nfunction f() { use(a); }', 'VariableDeclaration 1 of the module'],
    ['an import', "import { a } from 'a';\nuse(a);", 'ImportSpecifier 1 of the module'],
    ['a renamed import', "import { b as a } from 'a';\nuse(a);", 'ImportSpecifier 1 of the module'],
    ['a default import', "import a from 'a';\nuse(a);", 'ImportClause 1 of the module'],
    ['a namespace', "import * as a from 'a';\nuse(a);", 'NamespaceImport 1 of the module'],
    ['an import by assignment', "import a = require('a');\nuse(a);", 'ImportEqualsDeclaration 1 of the module'],
    ['the innermost of its name', 'const a = 1;\n{\nconst a = 2;\nuse(a);\n}', 'VariableDeclaration 3'],
    [
      'the outer one beside a closed block',
      'const a = 1;\n{ const a = 2; }\nuse(a);',
      'VariableDeclaration 1 of the module',
    ],
    ['a parameter before the module', 'const a = 1;\nfunction f(a: number) {\nuse(a);\n}', 'Parameter 2'],
    ['a destructured parameter', 'const f = ({ a }) =>\nuse(a);', 'BindingElement 1'],
    ['a nested pattern', 'const { b: [{ a }] } = c;\nuse(a);', 'BindingElement 1 of the module'],
    ['the rest of a pattern', 'const { b, ...a } = c;\nuse(a);', 'BindingElement 1 of the module'],
    ['a name of another parameter', 'const f = (a: number, b = use(a)) => b;', 'Parameter 1'],
    ['a hoisted function', 'use(a);\nfunction a() {}', 'FunctionDeclaration 2 of the module'],
    [
      'the implementation of overloads',
      'function a(x: string): void;\nfunction a(x: unknown) {}\nuse(a);',
      'FunctionDeclaration 2 of the module',
    ],
    ['nothing of ours, where a function is only declared', 'declare function a(): void;\nuse(a);', 'global'],
    ['a class', 'class a {}\nuse(a);', 'ClassDeclaration 1 of the module'],
    ['a named class expression, inside', 'const b = class a {\nm() { use(a); }\n};', 'ClassExpression 1'],
    ['a named function expression, inside', 'const b = function a() {\nuse(a);\n};', 'FunctionExpression 1'],
    ['var of the function, from its end', 'function f() {\nif (b) { var a = 1; }\nuse(a);\n}', 'VariableDeclaration 2'],
    ['var of the module, out of a block', 'if (b) { var a = 1; }\nuse(a);', 'VariableDeclaration 1 of the module'],
    ['not let out of a block', 'if (b) { let a = 1; }\nuse(a);', 'global'],
    ['the variable of a for loop', 'for (let a = 0; ; ) {\nuse(a);\n}', 'VariableDeclaration 1'],
    ['the variable of for of', 'for (const [a] of b) {\nuse(a);\n}', 'BindingElement 1'],
    ['the variable of for in', 'for (const a in b) use(a);', 'VariableDeclaration 1'],
    ['the error of a catch', 'try { b(); } catch (a) {\nuse(a);\n}', 'VariableDeclaration 1'],
    ['a constant of another case', 'switch (b) {\ncase 1: const a = 1;\ncase 2: use(a);\n}', 'VariableDeclaration 2'],
    ['an enum', 'enum a { x }\nuse(a);', 'EnumDeclaration 1 of the module'],
    ['a name of a namespace block', 'namespace n {\nconst a = 1;\nuse(a);\n}', 'VariableDeclaration 2'],
  ];
  for (const [title, code, expected] of cases) it(title, () => assert.equal(declarationOf(code), expected));
});

describe('these identifiers a are references, in code order', () => {
  const cases: readonly [code: string, references: readonly boolean[]][] = [
    ['a.b; b.a; b[a];', [true, false, true]],
    ['x = { a: 1 }; x = { b: a }; x = { a };', [false, true, true]],
    ['const a = b; const c = a;', [false, true]],
    ['const { a } = b; const { c = a } = d; const { a: e } = f;', [false, true, false]],
    ['function f(a = 1, b = a) {}', [false, true]],
    ["import a from 'm'; import { a as b } from 'm'; import * as a from 'm';", [false, false, false]],
    ['export { a }; export { b as a }; export { a as c };', [true, false, true]],
    ['class a {} class B extends a { a() {} c = a; }', [false, true, false, true]],
  ];
  for (const [code, expected] of cases) {
    it(code, () => {
      const isA = (node: ts.Node): node is ts.Identifier => ts.isIdentifier(node) && node.text === 'a';
      assert.deepEqual(collect(parseSource('/x.ts', code), isA, 'nested').map(isReference), expected);
    });
  }
});
