import type { Mark, ProfiledStart, ProfileNode } from '../../model/starter.js';
import { type CodePlace, type PlaceOf, pathOfScript, TOP_LEVEL } from './code-places.js';

/** Whose a stretch of time is: code of a module, reading and compiling the built file, or waiting at the top level for something. */
export type TimeOwner = CodePlace | 'read' | 'waiting';

export interface Charge {
  readonly owner: TimeOwner;
  readonly microseconds: number;
}

export interface ProfileKnowledge {
  readonly placeOf: PlaceOf;
  /** By the number of their mark. */
  readonly modules: readonly string[];
  /** The built file, absolute, whose loading is nobody's. Missing where files are deployed as they are. */
  readonly bundle?: string;
  /** The module that imports a built-in module of Node, where no code was running when it was loaded. */
  readonly importerOf: (builtin: string) => string | undefined;
}

/** One charge a sample. What Node does, and what its engine does, is charged to the code that had it done. */
export function attributeProfile(
  { profile, marks, from, to }: ProfiledStart,
  knowledge: ProfileKnowledge,
): readonly Charge[] {
  const stacks = readStacks(profile.nodes);
  const { samples = [], timeDeltas = [] } = profile;
  const timeline = createTimeline(marks);
  const charges: Charge[] = [];
  let at = profile.startTime;
  let begin = from;
  let previous: TimeOwner = 'read';
  let hasRun = false;
  samples.forEach((id, index) => {
    at += timeDeltas[index] ?? 0;
    // A sample stands for the time up to half way to its neighbours.
    const next = timeDeltas[index + 1];
    const until = Math.min(to, next === undefined ? to : at + next / 2);
    timeline.moveTo(at);
    hasRun ||= timeline.module() !== undefined;
    const owner = ownerOfSample(stacks(id), timeline, knowledge, { previous, hasRun });
    if (owner !== 'waiting') previous = owner;
    hasRun ||= typeof owner === 'object';
    if (until <= begin) return;
    charges.push({ owner, microseconds: until - begin });
    begin = until;
  });
  return charges;
}

/** From the innermost frame outwards, by the id of a node. */
function readStacks(nodes: readonly ProfileNode[]): (id: number) => readonly ProfileNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node] as const)));
  const known = new Map<number, readonly ProfileNode[]>();
  return (id) => {
    const found = known.get(id);
    if (found) return found;
    const stack: ProfileNode[] = [];
    for (let node = byId.get(id); node; node = parents.get(node.id)) stack.push(node);
    known.set(id, stack);
    return stack;
  };
}

interface Earlier {
  /** The last owner of time in which something ran. */
  readonly previous: TimeOwner;
  readonly hasRun: boolean;
}

/** The engine's own work is that of what ran before. */
function ownerOfSample(
  stack: readonly ProfileNode[],
  timeline: Timeline,
  knowledge: ProfileKnowledge,
  { previous, hasRun }: Earlier,
): TimeOwner {
  const engine = stack[0]?.callFrame.functionName;
  if (engine === '(garbage collector)' || engine === '(program)') return previous;
  if (engine === '(idle)') return hasRun ? 'waiting' : 'read';
  return ownerOf(stack, timeline, knowledge);
}

interface Timeline {
  moveTo(at: number): void;
  /** What runs in the top level of a bundle, by the number of its mark. */
  module(): number | undefined;
  /** The file that is being loaded: begun last and not done. */
  loading(): string | undefined;
  /** The file whose loading comes next, when nothing else comes before. */
  next(): string | undefined;
}

function createTimeline(marks: readonly Mark[]): Timeline {
  let index = 0;
  let current: number | undefined;
  const open: string[] = [];
  return {
    moveTo: (at) => {
      for (let mark = marks[index]; mark && mark.at <= at; mark = marks[index]) {
        index += 1;
        const { kind, name } = mark;
        if (kind === 'module') current = Number(name);
        else if (kind === 'load') open.push(name);
        else open.pop();
      }
    },
    module: () => current,
    loading: () => open.at(-1),
    next: () => {
      const mark = marks[index];
      return mark?.kind === 'load' ? mark.name : undefined;
    },
  };
}

function ownerOf(stack: readonly ProfileNode[], timeline: Timeline, knowledge: ProfileKnowledge): TimeOwner {
  const { placeOf, modules } = knowledge;
  const inner: string[] = [];
  for (const { callFrame } of stack) {
    const place = placeOf(callFrame);
    if (!place) {
      inner.push(callFrame.url);
      continue;
    }
    const loaded = isLoader(inner) ? fileBeingLoaded(pathOfScript(callFrame.url), timeline) : undefined;
    if (loaded !== undefined) return ownerOfFile(loaded, knowledge);
    if (place.module !== undefined) return place;
    const module = modules[timeline.module() ?? -1];
    return module === undefined ? 'read' : { module, functionName: TOP_LEVEL };
  }
  return ownerWithoutCode(inner, timeline, knowledge);
}

/** Node finding, reading and compiling a file; loading a module of its own goes the same way, through the realm. */
function isLoader(urls: readonly string[]): boolean {
  return urls.some((url) => url.startsWith('node:internal/modules/')) && !urls.includes(REALM);
}

const REALM = 'node:internal/bootstrap/realm';

/** Before its own code runs, a file is loaded by the one that asked for it. */
function fileBeingLoaded(asking: string | undefined, timeline: Timeline): string | undefined {
  const loading = timeline.loading();
  return loading !== undefined && loading !== asking ? loading : timeline.next();
}

function ownerOfFile(path: string, { bundle }: ProfileKnowledge): TimeOwner {
  return path === bundle ? 'read' : { module: path, functionName: '(load)' };
}

/** Static imports of ES modules are loaded before anything runs. */
function ownerWithoutCode(urls: readonly string[], timeline: Timeline, knowledge: ProfileKnowledge): TimeOwner {
  // Newer versions of Node go through a built-in module themselves before they come to the realm.
  const inRealm = urls.slice(0, urls.lastIndexOf(REALM) + 1);
  const builtin = inRealm.findLast((url) => /^node:(?!internal\/)/.test(url));
  if (builtin !== undefined) {
    const module = knowledge.importerOf(builtin.slice('node:'.length));
    if (module !== undefined) return { module, functionName: `(load ${builtin})` };
  }
  const loading = timeline.loading();
  return loading === undefined ? 'read' : ownerOfFile(loading, knowledge);
}
