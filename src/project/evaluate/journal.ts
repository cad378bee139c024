import { join } from './join.js';
import {
  type ClassValue,
  countBirths,
  type InstanceValue,
  keepOpenList,
  Lazy,
  LibraryObject,
  listBirth,
  ObjectValue,
  refill,
  Scope,
  Unknown,
  type Value,
} from './values.js';

/** Something that holds values that a program may write. */
export type Container = Scope | ObjectValue | InstanceValue | LibraryObject | ClassValue | Value[];

/** A name or property; of an object also whether it is open, and of a list all of its elements. */
export type Key = string | typeof IS_OPEN | typeof ELEMENTS;

export const IS_OPEN = Symbol('is open');
export const ELEMENTS = Symbol('elements');
const ABSENT = Symbol('absent');

type Held = Value | Lazy | typeof ABSENT;
/** What containers hold, or held. */
type Writings = Map<Container, Map<Key, Held>>;

/**
 * A stretch of the program of which nobody knows whether it runs, or that several paths leave. What it writes into containers that were
 * there before is noted with what was there, so that all can be put back. What it makes itself it writes freely.
 */
interface Stretch {
  readonly start: number;
  readonly before: Writings;
}

type EndingKind = 'return' | 'break' | 'continue';

/** Where paths meet that ended early: the end of a function, of a loop or of one of its rounds. */
interface MeetingPoint {
  readonly region: Stretch;
  readonly kinds: readonly EndingKind[];
  readonly label: string | undefined;
  readonly endings: { readonly state: Writings; readonly value: Value }[];
}

/** What one run of a program wrote and may have to put back. */
export class Journal {
  private regions: Stretch[] = [];
  private points: MeetingPoint[] = [];

  write(container: Container, key: Key, value: Value): void {
    this.note(container, key);
    put(container, key, value);
  }

  remove(container: Container, key: string): void {
    this.note(container, key);
    put(container, key, ABSENT);
  }

  /** Evaluates expressions of which one counts, each from the same state. Afterwards the state is that of one of them. */
  alternatives(runs: readonly (() => Value)[], isOpen = false): Value[] {
    const outcomes = runs.map((run) => this.isolate(run));
    this.joinStates(
      outcomes.map(({ state }) => state),
      isOpen,
    );
    return outcomes.map(({ result }) => result);
  }

  /** Runs statements of which one counts. Each says whether its end is reached; so does the result. */
  branches(runs: readonly (() => boolean)[], isOpen = false): boolean {
    const endingsBefore = this.countEndings();
    const outcomes = runs.map((run) => this.isolate(run));
    const reached = outcomes.filter(({ result }) => result);
    const hasEndings = this.countEndings() > endingsBefore;
    // Paths that throw are not deployed; when all do, the condition is not understood.
    if (reached.length === 0) return !hasEndings;
    // What ended earlier keeps what it saw: from here on is another region.
    if (hasEndings) this.open();
    this.joinStates(
      reached.map(({ state }) => state),
      isOpen,
    );
    return true;
  }

  /** Something that may run or not. */
  maybe(run: () => boolean, isOpen = false): boolean {
    return this.branches([() => true, run], isOpen);
  }

  /** What is deployed passed its guards: the value that one asks for comes from where nobody can see. */
  unlessThrown(run: () => boolean): boolean {
    const endingsBefore = this.countEndings();
    return run() || this.countEndings() === endingsBefore;
  }

  /** Runs what paths may leave early for its end. `endings` are the values that they took along. */
  meet(
    kinds: readonly EndingKind[],
    run: () => boolean,
    label?: string,
  ): { readonly isReached: boolean; readonly endings: Value[] } {
    const point: MeetingPoint = { region: this.open(), kinds, label, endings: [] };
    this.points.push(point);
    const isReached = run();
    this.points.pop();
    const last = this.close(point.region);
    const { endings } = point;
    const states = [...endings.map(({ state }) => state), ...(isReached || endings.length === 0 ? [last] : [])];
    this.joinStates(states, false);
    return { isReached, endings: endings.map(({ value }) => value) };
  }

  /** The path that runs goes on where paths of this kind meet; with a label, at the statement that bears it. */
  end(kind: EndingKind, value: Value, label?: string): void {
    const point = this.points.findLast((each) =>
      label === undefined ? each.kinds.includes(kind) : each.label === label && isEndedBy(each, kind),
    );
    if (point) point.endings.push({ state: this.stateSince(point.region), value });
  }

  /** Runs something that does not depend on what runs at the moment, such as a module that is loaded now. */
  apart<Result>(run: () => Result): Result {
    const { regions, points } = this;
    this.regions = [];
    this.points = [];
    const result = run();
    this.regions = regions;
    this.points = points;
    return result;
  }

  /** How many paths left early what runs at the moment. */
  countEndings(): number {
    return this.points.reduce((sum, { endings }) => sum + endings.length, 0);
  }

  private note(container: Container, key: Key): void {
    const region = this.regions.at(-1);
    if (region === undefined || bornOf(container) > region.start) return;
    const known = ownSlots(region.before, container);
    if (!known.has(key)) known.set(key, read(container, key));
  }

  private open(): Stretch {
    const region: Stretch = { start: countBirths(), before: new Map() };
    this.regions.push(region);
    return region;
  }

  /** What was written since a region began; all is put back. */
  private close(region: Stretch): Writings {
    const state = this.stateSince(region);
    for (let current: Stretch | undefined; current !== region; ) {
      current = this.regions.pop();
      if (current === undefined) break;
      for (const [container, slots] of current.before) for (const [key, slot] of slots) put(container, key, slot);
    }
    return state;
  }

  private stateSince(region: Stretch): Writings {
    const state: Writings = new Map();
    for (const { before } of this.regions.slice(this.regions.indexOf(region)))
      for (const [container, slots] of before) {
        const own = ownSlots(state, container);
        for (const key of slots.keys()) if (!own.has(key)) own.set(key, read(container, key));
      }
    return state;
  }

  private isolate<Result>(run: () => Result): { readonly result: Result; readonly state: Writings } {
    const region = this.open();
    const result = run();
    return { result, state: this.close(region) };
  }

  private joinStates(states: readonly Writings[], isOpen: boolean): void {
    const touched: Writings = new Map();
    for (const state of states)
      for (const [container, slots] of state) {
        const own = ownSlots(touched, container);
        for (const key of slots.keys()) own.set(key, undefined);
      }
    for (const [container, slots] of touched)
      for (const key of slots.keys()) {
        const now = read(container, key);
        const all = states.map((state) => {
          const own = state.get(container);
          return own?.has(key) ? (own.get(key) as Held) : now;
        });
        this.note(container, key);
        put(container, key, joinSlots(container, key, all, isOpen));
      }
  }
}

/** A labelled block, which has no kind, ends by `break`. */
function isEndedBy({ kinds }: MeetingPoint, kind: EndingKind): boolean {
  return kinds.includes(kind) || (kinds.length === 0 && kind === 'break');
}

/** What is noted of a container, for more to be noted. */
function ownSlots(writings: Writings, container: Container): Map<Key, Held> {
  const own = writings.get(container) ?? new Map<Key, Held>();
  writings.set(container, own);
  return own;
}

function joinSlots(container: Container, key: Key, slots: readonly Held[], isOpen: boolean): Held {
  const [first, ...others] = slots;
  if (others.every((each) => each === first)) return first as Held;
  if (key === IS_OPEN) return slots.some((each) => each === true);
  if (key === ELEMENTS) return join(slots as readonly Value[]);
  const values = slots.map((each) =>
    each === ABSENT ? whenAbsent(container) : each instanceof Lazy ? each.compute() : each,
  );
  const joined = join(values as readonly Value[], { policy: 'last', isOpen });
  // What something of a package was made with is not among what is written into it.
  const isDeleted = joined === undefined && container instanceof LibraryObject && slots.includes(ABSENT);
  return isDeleted ? new Unknown('it may be deleted') : joined;
}

function whenAbsent(container: Container): Value {
  return 'isOpen' in container && container.isOpen
    ? new Unknown('it comes from a value that is not static')
    : undefined;
}

function bornOf(container: Container): number {
  return Array.isArray(container) ? listBirth(container) : container.born;
}

function slotsOf(container: Exclude<Container, Value[]>): Map<string, Value | Lazy> {
  if (container instanceof Scope) return container.names;
  if (container instanceof ObjectValue) return container.properties;
  return 'statics' in container ? container.statics : container.fields;
}

function read(container: Container, key: Key): Held {
  if (Array.isArray(container)) return keepOpenList([...container], container);
  if (key === IS_OPEN) return (container as ObjectValue | InstanceValue).isOpen;
  const slots = slotsOf(container);
  return slots.has(key as string) ? slots.get(key as string) : ABSENT;
}

function put(container: Container, key: Key, slot: Held): void {
  if (Array.isArray(container)) {
    refill(container, slot as Value[]);
  } else if (key === IS_OPEN) (container as ObjectValue | InstanceValue).isOpen = slot === true;
  else if (slot === ABSENT) slotsOf(container).delete(key as string);
  else slotsOf(container).set(key as string, slot);
}
