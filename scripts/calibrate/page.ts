import type { Parameters } from '../../src/coldstart/parameters.js';
import { groupBy } from '../../src/lib/group.js';
import type { Spread } from '../../src/model/cold-start.js';
import { median } from '../bench/statistics.js';
import { markdownTable } from '../generate/markers.js';
import { type Judged, summaryOf } from './evaluate.js';
import { isAlike, type Point } from './fit.js';

/** What of `docs/cold-start-model.md` follows from the figures, by marker. */
export function sectionsOf(
  parameters: Parameters,
  judged: readonly Judged[],
  estimated: readonly Judged[],
  leftOut: readonly { readonly point: Point; readonly reason: string }[],
): Readonly<Record<string, string>> {
  return {
    floors: floorTable(parameters),
    factors: factorTable(parameters),
    sources: sourceTable(judged, estimated),
    configurations: configurationTable(judged, estimated),
    'left-out': leftOutTable(leftOut),
  };
}

function floorTable({ floors }: Parameters): string {
  const rows = floors
    .toSorted((a, b) => a.key.localeCompare(b.key))
    .map(({ key, ms, source }) => [key, spreadText(ms), source]);
  return markdownTable(['runtime', 'ms', 'from'], rows);
}

function factorTable(parameters: Parameters): string {
  const { bundleFactor, filesFactor, runtimeClient, furtherRuntimeClient, runtimeV2, nodeFactors } = parameters;
  const local = 'Lambda ms for a local ms';
  return markdownTable(
    ['parameter', 'value', 'unit'],
    [
      ['a bundle that was started', spreadText(bundleFactor), local],
      ['files that were started', spreadText(filesFactor), local],
      ['a bundle by the table of packages, reading apart', spreadText(parameters.tableBundleFactor), local],
      ['files by the table of packages', spreadText(parameters.tableFilesFactor), local],
      ["first client of the runtime's SDK v3", spreadText(runtimeClient), 'ms'],
      ['each further one', spreadText(furtherRuntimeClient), 'ms'],
      ["the runtime's SDK v2 (up to nodejs16.x)", spreadText(runtimeV2), 'ms'],
      ...Object.entries(nodeFactors).map(([major, factor]) => [
        `Node.js ${major}`,
        String(factor),
        'local ms against Node.js 22',
      ]),
    ],
  );
}

function sourceTable(judged: readonly Judged[], estimated: readonly Judged[]): string {
  const groups = [...groupBy(judged, ({ point }) => `${point.source}, ${point.metric}`)];
  const rows = groups.map(([name, group]) => summaryRow(name, group));
  const bySource = [...groupBy(judged, ({ point }) => point.source).values()].map(
    (group) => summaryOf(group).medianError,
  );
  const byVoice = ['*one voice a source*', String(bySource.length), percent(median(bySource)), ''];
  const init = judged.filter(({ point }) => point.metric === 'init_duration');
  const loading = judged.filter(({ point }) => point.kind === 'load');
  return markdownTable(
    ['held-out source', 'figures', 'median error', 'inside the range'],
    [
      ...rows,
      summaryRow('*all*', judged),
      summaryRow('*all Init Durations*', init),
      summaryRow('*all that load packages, started here*', loading),
      summaryRow('*bundles of them, out of the build alone*', estimated.filter(isBundle)),
      summaryRow(
        '*files of them, out of the build alone*',
        estimated.filter((each) => !isBundle(each)),
      ),
      byVoice,
    ],
  );
}

function isBundle({ point }: Judged): boolean {
  return point.recipe?.load === 'bundle';
}

function summaryRow(name: string, judged: readonly Judged[]): readonly string[] {
  const { points, medianError, inside } = summaryOf(judged);
  return [name, String(points), percent(medianError), percent(inside)];
}

/** Those of the long series of floors would fill pages; they are in the table by source. */
function configurationTable(judged: readonly Judged[], estimated: readonly Judged[]): string {
  const rows = judged
    .filter(({ point }) => point.kind !== 'floor')
    .map(({ point, predicted, error, isInside }) => {
      const name =
        point.recipe?.id ?? `${point.row.runtime}, ${Number(point.row.artifact_bytes) / 2 ** 20} MiB of one file`;
      const local =
        point.localMs === undefined ? '' : `${point.localMs}${isAlike(point) ? '' : ' (another size; not fitted)'}`;
      const published = `${Math.round(point.ms)} (${point.metric}, ${point.statistic})`;
      return [
        point.source,
        name,
        local,
        published,
        spreadText(predicted),
        `${percent(error)}${isInside ? '' : ', outside'}`,
        aloneText(estimated.find((each) => point.recipe !== undefined && each.point.recipe === point.recipe)),
      ];
    });
  return markdownTable(
    ['source', 'configuration', 'local ms', 'published ms', 'predicted ms', 'error', 'out of the build alone'],
    rows,
  );
}

function aloneText(alone: Judged | undefined): string {
  if (!alone) return '';
  const { point, predicted, error } = alone;
  return `${point.estimated!.localMs} local: ${spreadText(predicted)}, ${percent(error)}`;
}

function leftOutTable(leftOut: readonly { readonly point: Point; readonly reason: string }[]): string {
  const groups = [...groupBy(leftOut, ({ point, reason }) => `${point.source}|${reason}`)];
  return markdownTable(
    ['source', 'figures', 'why not'],
    groups.map(([key, group]) => [key.split('|')[0]!, String(group.length), key.split('|')[1]!]),
  );
}

function spreadText({ low, mid, high }: Spread): string {
  const digits = high < 10 ? 2 : 0;
  return `${mid.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
