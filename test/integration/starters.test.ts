import assert from 'node:assert/strict';
import type { FunctionSettings, Setting } from '../../src/model/deployment.js';
import type { Finding } from '../../src/model/finding.js';
import type { LambdaFunction } from '../../src/model/function.js';
import { runCli } from '../support/run-cli.js';
import { readStarters, type Starter } from '../support/starters.js';
import { withTempFolder } from '../support/temp-folder.js';

/** Rule → line of the planted code. */
const PLANTED = [
  'full-aws-sdk-import 3',
  'client-in-handler 8',
  'sequential-awaits 13',
  'dynamodb-scan 15',
  'await-in-loop 17',
  'per-item-writes 17',
];

type Listed = Pick<LambdaFunction, 'id' | 'name' | 'handler' | 'engine'> & {
  /** Missing where no deployment file declares it. */
  readonly settings?: FunctionSettings;
  readonly events: readonly string[];
  readonly edge?: { readonly at: string };
};

interface Found {
  /** A line for each function. */
  readonly functions: readonly string[];
  /** `rule line` of each finding in the planted code, and where else something was found. */
  readonly findings: readonly string[];
  /** Functions that do not reach the planted code. */
  readonly notReaching: readonly string[];
}

function look({ files, planted }: Starter): Promise<Found> {
  return withTempFolder(files, async (folder) => {
    const run = async <Report>(command: string): Promise<Report> => {
      const { stdout, stderr } = await runCli([command, '--format', 'json'], folder);
      assert.notEqual(stdout, '', stderr);
      return JSON.parse(stdout) as Report;
    };
    const { functions } = await run<{ readonly functions: readonly Listed[] }>('functions');
    const { findings } = await run<{ readonly findings: readonly Finding[] }>('lint');
    const bundled = await run<{ readonly functions: readonly Bundled[] }>('bundle');
    const reaching = new Set(findings.flatMap((each) => (each.ruleId === 'dynamodb-scan' ? each.functions : [])));
    return {
      functions: functions.map((fn) =>
        describeFunction(
          fn,
          bundled.functions.find(({ functionId }) => functionId === fn.id),
        ),
      ),
      findings: findings.map(({ ruleId, file, line }) =>
        file === planted ? `${ruleId} ${line}` : `${ruleId} ${file}:${line}`,
      ),
      notReaching: functions.filter(({ id }) => !reaching.has(id)).map(({ name }) => name),
    };
  });
}

interface Bundled {
  readonly functionId: string;
  readonly packaging: string;
  readonly assumedSince?: string;
}

/** `Orders · src/orders.ts#handler · nodejs22.x, 512 MB*, … · http · bundle`: `*` marks a default, and `?` what is not known. */
function describeFunction(
  { name, handler, settings, events: all, edge, engine }: Listed,
  bundle: Bundled | undefined,
): string {
  const show = (key: keyof FunctionSettings, label: string): string => {
    const { value, from } = (settings?.[key] ?? { from: 'unknown' }) as Setting<unknown>;
    return `${label}${value ?? '?'}${from === 'default' ? '*' : ''}`;
  };
  const values = [
    show('runtime', ''),
    show('memoryMb', 'MB '),
    show('timeoutS', 's '),
    show('architecture', ''),
    show('package', ''),
    show('tracing', 'tracing '),
    show('logRetentionDays', 'logs '),
    show('isInVpc', 'vpc '),
    show('ephemeralMb', 'tmp '),
    show('reservedConcurrency', 'reserved '),
    show('provisionedConcurrency', 'provisioned '),
  ];
  const events = all.join(' ') || '-';
  const weighed = bundle ? (bundle.assumedSince === undefined ? bundle.packaging : 'assumed') : 'not weighed';
  const place = edge ? ` (${edge.at})` : '';
  const where = `${handler.file}${handler.export ? `#${handler.export}` : handler.column ? ':in place' : ''}`;
  return [name, where, `${values.join(', ')}${engine ? `, on ${engine}` : ''}`, `${events}${place}`, weighed].join(
    ' · ',
  );
}

describe('a project as its framework starts it', () => {
  for (const starter of readStarters())
    it(starter.name, async () => {
      const { functions, findings, notReaching } = await look(starter);
      if (process.env.SHOW_STARTERS)
        console.log(
          `\n### ${starter.name}\n${functions.join('\n')}\n${findings.join('; ')}\nnot reaching: ${notReaching.join()}`,
        );
      assert.deepEqual([...functions].sort(), [...starter.expected].sort());
      assert.deepEqual(findings, PLANTED);
      assert.deepEqual(notReaching, []);
    });
});
