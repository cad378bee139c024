import picocolors from 'picocolors';
import { isOfDeployTool } from '../derived/deploy-tool.js';
import { settingsOfFunctions } from '../derived/settings-of-functions.js';
import { unfollowedCallsOf } from '../derived/unfollowed-calls.js';
import { inLines } from '../lib/foreign-text.js';
import { partition } from '../lib/group.js';
import type { Deployment, FunctionSettings, Setting } from '../model/deployment.js';
import type { EventSource, LambdaFunction, UnresolvedFunction } from '../model/function.js';
import type { Problem } from '../model/problem.js';
import { count } from '../words/counts.js';
import { DECLARATION_KINDS } from '../words/declaration-kinds.js';
import { DEFAULT_MARK, settingText } from '../words/settings.js';
import { alignedRows } from './aligned-rows.js';
import { problemLine } from './problem-line.js';
import { resourceBlocks } from './resource-tables.js';

export interface FoundFunctions {
  readonly functions: readonly LambdaFunction[];
  readonly unresolved: readonly UnresolvedFunction[];
  readonly deployment: Deployment;
  readonly problems: readonly Problem[];
}

const head = ['function', 'handler', 'declared in', 'runtime', 'memory', 'timeout', 'arch', 'events'];

/** For people: a row a function, then what is declared around them, then what could not be resolved and why. */
export function formatFunctionTable(found: FoundFunctions, useColors: boolean): string {
  const { functions, unresolved, deployment, problems } = inLines(found);
  const { bold, dim } = picocolors.createColors(useColors);
  const settingsOf = settingsOfFunctions(deployment);
  const isAnyUnfollowed = problems.some(({ kind }) => kind === 'unfollowed-call');
  const unfollowedOf = ({ id }: LambdaFunction) =>
    isAnyUnfollowed ? [`${unfollowedCallsOf(id, problems).length || '-'}`] : [];
  const rows = functions.map((fn) => [...cells(fn, settingsOf(fn)), ...unfollowedOf(fn)]);
  const [top, ...lines] = alignedRows([[...head, ...(isAnyUnfollowed ? ['calls not followed'] : [])], ...rows]);
  const isAnyDefault = rows.some((row) => row.some((cell) => cell.endsWith(DEFAULT_MARK)));
  const [unfollowed, others] = partition(problems, ({ kind }) => kind === 'unfollowed-call');
  const listed = (noun: string, told: readonly Problem[], what = ''): readonly string[] =>
    told.length > 0 ? [bold(`${count(told.length, noun)}${what}`), ...told.map(problemLine)] : [];
  const blocks = [
    functions.length > 0 ? [dim(top!), ...lines] : [],
    isAnyDefault ? [dim(`${DEFAULT_MARK} not stated; the default of the deploy tool or of Lambda`)] : [],
    ...resourceBlocks(deployment, dim),
    unresolved.length > 0
      ? [
          bold(`${count(unresolved.length, 'function')} not resolved`),
          ...unresolved.map((fn) => reasonLine(fn, settingsOf(fn))),
        ]
      : [],
    listed('problem', others),
    listed('call', unfollowed, ' not followed'),
    [functions.length > 0 ? count(functions.length, 'function') : 'No function found'],
  ];
  return `${blocks
    .filter(({ length }) => length > 0)
    .map((each) => each.join('\n'))
    .join('\n\n')}\n`;
}

function cells(lambda: LambdaFunction, settings: FunctionSettings | undefined): readonly string[] {
  const { name, handler, foundBy, declaredIn, eventSources } = lambda;
  const stated = <Value>(value: Value | undefined): Setting<Value> =>
    value === undefined ? { from: 'unknown' } : { value, from: 'stated' };
  return [
    name,
    handlerText(handler) + (foundBy === 'name' ? ' (found by its name)' : ''),
    // Its place is that of the handler then.
    isOfDeployTool(declaredIn) ? `${declaredIn.file}:${declaredIn.line}` : DECLARATION_KINDS[declaredIn.kind],
    settingText(settings?.runtime ?? stated(lambda.runtime)),
    settingText(settings?.memoryMb ?? stated(lambda.memoryMb), 'MB'),
    settingText(settings?.timeoutS ?? stated(lambda.timeoutS), 's'),
    settingText(settings?.architecture ?? stated(lambda.architecture)),
    eventTypes(eventSources),
  ];
}

/** A function that is no export is told by its place. */
function handlerText({ file, export: exported, line, column }: LambdaFunction['handler']): string {
  return column === undefined ? `${file} ${exported}`.trimEnd() : `${file}:${line}`;
}

function eventTypes(sources: readonly EventSource[]): string {
  return [...new Set(sources.map(({ type, edge }) => (edge ? `${type} (${edge})` : type)))].join(', ') || '-';
}

function reasonLine({ name, declaredIn, reason }: UnresolvedFunction, settings: FunctionSettings | undefined): string {
  const known = settings
    ? [
        settingText(settings.runtime),
        settingText(settings.memoryMb, 'MB'),
        settingText(settings.timeoutS, 's'),
        settingText(settings.architecture),
      ].filter((text) => text !== '-')
    : [];
  const facts = known.length > 0 ? ` (${known.join(', ')})` : '';
  return `  ${declaredIn.file}:${declaredIn.line}  ${name ? `${name}: ` : ''}${reason}${facts}`;
}
