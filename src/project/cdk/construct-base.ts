import type { ts } from 'ts-morph';
import type { Declaration } from '../../model/function.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { guessOf } from '../evaluate/join.js';
import type { Frame, LibraryObject, Value } from '../evaluate/values.js';
import { libraryObjectBehind, mentionsIn } from './constructs.js';
import { writtenAtNode } from './look.js';

/** Id of the declaration that a function construct became. */
export type DeclarationOf = (object: LibraryObject | undefined) => string | undefined;

/** What every resource of a program begins with. The calls that led to it tell apart what one construct class makes several times. */
export function constructBase({ workspace }: Evaluator, object: LibraryObject) {
  const place = writtenAtNode(workspace, object.node);
  const id = guessOf(object.args[1]);
  const name = typeof id === 'string' ? id : object.type.name;
  const frames = tellingFrames(object);
  // Several stacks may have constructs of one name.
  const from = frames
    .slice(0, 1)
    .map((frame) => writtenAtNode(workspace, frame.node))
    .map(({ file, line }) => `${file}:${line}`);
  const calls = frames.map(({ args }) => args.map(guessOf).find((each) => typeof each === 'string') ?? '');
  const declaredIn: Declaration = { ...place, kind: 'cdk' };
  return { id: `${place.file}:${place.line}#${[...from, ...calls, name].join('/')}`, name, declaredIn };
}

/** Two stages make the same construct twice; it is one to its author. The file that starts the program makes the stages. */
function tellingFrames({ frames, node }: LibraryObject): readonly Frame[] {
  const fileOf = (each: ts.Node) => each.getSourceFile();
  const start = frames[0] && fileOf(frames[0].node);
  if (start === undefined || start === fileOf(node)) return frames;
  const inner = frames.findIndex((frame) => fileOf(frame.node) !== start);
  return inner < 0 ? [] : frames.slice(inner);
}

/** The stack that something is made in, where the scopes around it tell. */
export function stackAround(object: LibraryObject): LibraryObject | undefined {
  const seen = new Set<LibraryObject>();
  let current: LibraryObject | undefined = object;
  while (current && !seen.has(current) && !current.type.name.endsWith('Stack')) {
    seen.add(current);
    current = libraryObjectBehind(current.args[0]);
  }
  return current && !seen.has(current) ? current : undefined;
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
