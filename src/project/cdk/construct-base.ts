import type { Declaration } from '../../model/function.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import type { LibraryObject, Value } from '../evaluate/values.js';
import { mentionsIn } from './constructs.js';
import { writtenAtNode } from './look.js';

/** Id of the declaration that a function construct became. */
export type DeclarationOf = (object: LibraryObject | undefined) => string | undefined;

/** What every resource of a program begins with. The frames tell apart what one construct class makes several times. */
export function constructBase({ workspace }: Evaluator, object: LibraryObject) {
  const place = writtenAtNode(workspace, object.node);
  const name = typeof object.args[1] === 'string' ? object.args[1] : object.type.name;
  const frames = object.frames.map(({ args }) => args.find((each) => typeof each === 'string') ?? '').join('/');
  const declaredIn: Declaration = { ...place, kind: 'cdk' };
  return { id: `${place.file}:${place.line}#${frames}/${name}`, name, declaredIn };
}

/** Ids of the functions that values mention, also inside of what is made of them: an integration, a target, a task. */
export function functionsIn(values: readonly Value[], declarationOf: DeclarationOf, depth = 0): readonly string[] {
  if (depth > 4) return [];
  const found = mentionsIn(values).flatMap((each) => {
    const id = declarationOf(each);
    return id === undefined ? functionsIn(each.args, declarationOf, depth + 1) : [id];
  });
  return [...new Set(found)];
}
