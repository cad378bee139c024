import { ts } from 'ts-morph';
import { type ClassNode, collect } from '../../../ast/nodes.js';
import type { Program } from '../../../lambda/program.js';
import { oncePer } from '../../../lib/memoise.js';

/** Every `new` of a class of ours. */
export function instancesOf(node: ClassNode, program: Program): readonly ts.NewExpression[] {
  return instancesIn(program).get(node) ?? [];
}

const instancesIn = oncePer((program: Program): ReadonlyMap<ClassNode, readonly ts.NewExpression[]> => {
  const all = new Map<ClassNode, ts.NewExpression[]>();
  for (const { file } of program.modules.values()) {
    for (const made of collect(file, ts.isNewExpression, 'nested')) {
      for (const value of program.values.of(made.expression)) {
        if (value.kind === 'class') all.set(value.node, [...(all.get(value.node) ?? []), made]);
      }
    }
  }
  return all;
});
