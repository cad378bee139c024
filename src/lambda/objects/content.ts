import { ts } from 'ts-morph';
import { oncePer } from '../../lib/memoise.js';
import { exportsOf } from '../../sources/exports.js';
import type { Foundation } from '../foundation.js';
import { type Thing, thingOf } from '../values/thing.js';
import type { Denoted } from '../values/value.js';

const answersIn = oncePer((_program: Foundation) => new Map<Thing, ReadonlySet<Thing>>());

/** The objects that one gets hold of through another: members of it and of its members, and all that a module exports. */
export function contentOf(value: Denoted, program: Foundation): ReadonlySet<Thing> {
  const thing = isHolder(value) ? thingOf(value) : undefined;
  if (thing === undefined) return NOTHING;
  const answers = answersIn(program);
  const answer = answers.get(thing) ?? collected(value, program);
  answers.set(thing, answer);
  return answer;
}

const NOTHING: ReadonlySet<Thing> = new Set();

/** Enough for any options; a project that all hangs together ends there. */
const MOST = 2000;

/** Packages and what they make are nobody's options. */
function isHolder({ kind }: Denoted): boolean {
  return kind === 'object' || kind === 'array' || kind === 'module' || kind === 'instance' || kind === 'class';
}

function collected(value: Denoted, program: Foundation): ReadonlySet<Thing> {
  const found = new Set<Thing>();
  const queue = [...insideOf(value, program)];
  for (const each of queue) {
    const thing = isHolder(each) ? thingOf(each) : undefined;
    if (thing === undefined || found.has(thing) || found.size > MOST) continue;
    found.add(thing);
    queue.push(...insideOf(each, program));
  }
  return found;
}

function insideOf(value: Denoted, program: Foundation): readonly Denoted[] {
  if (value.kind === 'module') return exportedBy(value.path, program);
  if (value.kind === 'array') return elementsOf(value.node, program);
  return value.kind === 'object' ? value.node.properties.flatMap((each) => ofProperty(each, program)) : [];
}

function exportedBy(path: string, program: Foundation): readonly Denoted[] {
  const module = program.modules.get(path);
  if (!module) return [];
  const { named, stars, whole } = exportsOf(module.file);
  const passedOn = stars.flatMap((specifier): readonly Denoted[] => {
    const resolution = module.imports.get(specifier);
    return resolution?.kind === 'file' ? [{ kind: 'module', path: resolution.path }] : [];
  });
  return [
    ...[...named.keys()].flatMap((name) => program.values.exported(path, name)),
    ...passedOn,
    ...whole.flatMap((node) => program.values.of(node)),
  ];
}

/** Those of arrays that it copies too; `seen` ends lists that grow out of themselves, as in `list = [...list, next]`. */
function elementsOf(
  node: ts.ArrayLiteralExpression,
  program: Foundation,
  seen = new Set<ts.ArrayLiteralExpression>(),
): readonly Denoted[] {
  if (seen.has(node)) return [];
  seen.add(node);
  return node.elements.flatMap((element) =>
    ts.isSpreadElement(element)
      ? program.values
          .of(element.expression)
          .flatMap((each) => (each.kind === 'array' ? elementsOf(each.node, program, seen) : insideOf(each, program)))
      : program.values.of(element),
  );
}

function ofProperty(property: ts.ObjectLiteralElementLike, program: Foundation): readonly Denoted[] {
  if (ts.isPropertyAssignment(property)) return program.values.of(property.initializer);
  if (ts.isShorthandPropertyAssignment(property)) return program.values.of(property.name);
  // A copy holds the same members.
  return ts.isSpreadAssignment(property)
    ? program.values.of(property.expression).filter(({ kind }) => kind === 'object' || kind === 'module')
    : [];
}
