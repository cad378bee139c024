import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import type { Judged } from './evaluate.js';

const WIDTH = 760;

interface Dot {
  readonly source: string;
  readonly published: number;
  readonly predicted: number;
  readonly low: number;
  readonly high: number;
  readonly residual: number;
}

/** Figures above this are all of the series of sizes, and would press the rest into a corner. */
const LARGEST_MS = 800;

/** Predicted against published, with the stated range of each, as SVG. */
export function predictedPlot(judged: readonly Judged[]): string {
  return svg({
    x: { label: 'published, ms', domain: [0, LARGEST_MS] },
    y: { label: 'predicted without its own source, ms', domain: [0, LARGEST_MS] },
    height: 560,
    marks: [
      Plot.line(
        [
          [0, 0],
          [LARGEST_MS, LARGEST_MS],
        ],
        { stroke: '#999' },
      ),
      Plot.ruleX(dotsOf(judged), {
        x: 'published',
        y1: 'low',
        y2: 'high',
        stroke: 'source',
        strokeOpacity: 0.35,
        clip: true,
      }),
      Plot.dot(dotsOf(judged), { x: 'published', y: 'predicted', fill: 'source', r: 3 }),
    ],
  });
}

/** How far each prediction is off, as a share of what was published. */
export function residualPlot(judged: readonly Judged[]): string {
  return svg({
    x: { label: 'published, ms', domain: [0, LARGEST_MS] },
    y: { label: 'predicted − published, % of published', domain: [-80, 80] },
    height: 360,
    marks: [
      Plot.ruleY([0], { stroke: '#999' }),
      Plot.ruleY([-15, 15], { stroke: '#ccc', strokeDasharray: '4 3' }),
      Plot.dot(dotsOf(judged), { x: 'published', y: 'residual', fill: 'source', r: 3 }),
    ],
  });
}

function dotsOf(judged: readonly Judged[]): readonly Dot[] {
  return judged
    .filter(({ point }) => point.ms <= LARGEST_MS)
    .map(({ point: { source, ms }, predicted: { low, mid, high } }) => {
      return { source, published: ms, predicted: mid, low, high, residual: ((mid - ms) / ms) * 100 };
    });
}

function svg(options: Plot.PlotOptions): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const color = { legend: false, scheme: 'Category10' } as const;
  const plot = Plot.plot({
    ...options,
    color,
    width: WIDTH,
    marginLeft: 60,
    document: document as unknown as Document,
  });
  plot.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  plot.setAttribute('style', 'background: white; color: black');
  return `${plot.outerHTML}\n`;
}
