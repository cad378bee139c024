import type { Comparison, ServingVerdict } from './comparison/compare.js';

/** A project's figures, or why it has none. */
export interface ProjectRow {
  readonly name: string;
  readonly comparison: Comparison;
  /** How many of the misses the analysis says something of. */
  readonly told: number;
  readonly handlers: { readonly run: number; readonly loaded: number; readonly found: number };
}

const HEAD = [
  'project',
  'handlers run (found)',
  'functions run serving',
  'entered',
  'share',
  'entered, not from all handlers',
  'once an environment',
  'while loading only',
  'missed',
  'of these told',
  'run at load',
  'init',
  'handed to a package',
  'share of both',
  'unmapped',
];

export function toTable(rows: readonly ProjectRow[]): string {
  const cells = [...rows.map(cellsOf), cellsOf(total(rows))];
  const lines = [HEAD, HEAD.map((_, index) => (index === 0 ? '---' : '---:')), ...cells];
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
}

function cellsOf({ name, comparison, told, handlers }: ProjectRow): string[] {
  const { served, loaded, unmapped } = comparison;
  const handed = loaded.filter(({ isHandedOver }) => isHandedOver).length;
  const of = (verdict: ServingVerdict): number => served.filter((each) => each.verdict === verdict).length;
  const entered = of('entered');
  const init = loaded.filter(({ isInit }) => isInit).length;
  const counts = [of('elsewhere'), of('once'), of('init'), of('missed'), told, loaded.length, init, handed];
  return [
    name,
    `${handlers.loaded} of ${handlers.run} (${handlers.found})`,
    String(served.length),
    String(entered),
    share(entered, served.length),
    ...counts.map(String),
    share(init + handed, loaded.length),
    String(unmapped.length),
  ];
}

function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}

function total(rows: readonly ProjectRow[]): ProjectRow {
  const sum = (of: (row: ProjectRow) => number): number => rows.reduce((all, row) => all + of(row), 0);
  const all = <T>(of: (row: ProjectRow) => readonly T[]): readonly T[] => rows.flatMap(of);
  return {
    name: 'all',
    told: sum(({ told }) => told),
    comparison: {
      served: all(({ comparison }) => comparison.served),
      loaded: all(({ comparison }) => comparison.loaded),
      unmapped: all(({ comparison }) => comparison.unmapped),
      initializers: sum(({ comparison }) => comparison.initializers),
    },
    handlers: {
      run: sum(({ handlers }) => handlers.run),
      loaded: sum(({ handlers }) => handlers.loaded),
      found: sum(({ handlers }) => handlers.found),
    },
  };
}
