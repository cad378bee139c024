import picocolors from 'picocolors';
import { inLines } from '../lib/foreign-text.js';
import type { EventSource, LambdaFunction, UnresolvedFunction } from '../model/function.js';
import type { Problem } from '../model/problem.js';
import { count } from '../words/counts.js';
import { problemLine } from './problem-line.js';

export interface FoundFunctions {
  readonly functions: readonly LambdaFunction[];
  readonly unresolved: readonly UnresolvedFunction[];
  readonly problems: readonly Problem[];
}

const head = ['function', 'handler', 'declared in', 'runtime', 'memory', 'timeout', 'arch', 'events'];

/** For people: a row a function, then what could not be resolved and why. */
export function formatFunctionTable(found: FoundFunctions, useColors: boolean): string {
  const { functions, unresolved, problems } = inLines(found);
  const { bold, dim } = picocolors.createColors(useColors);
  const [top, ...rows] = aligned([head, ...functions.map(cells)]);
  const blocks = [
    functions.length > 0 ? [dim(top!), ...rows] : [],
    unresolved.length > 0
      ? [bold(`${count(unresolved.length, 'function')} not resolved`), ...unresolved.map(reasonLine)]
      : [],
    problems.length > 0 ? [bold(count(problems.length, 'problem')), ...problems.map(problemLine)] : [],
    [functions.length > 0 ? count(functions.length, 'function') : 'No function found'],
  ];
  return `${blocks
    .filter(({ length }) => length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function cells(lambda: LambdaFunction): readonly string[] {
  const { name, handler, declaredIn, runtime, memoryMb, timeoutS, architecture, eventSources } = lambda;
  return [
    name,
    `${handler.file} ${handler.export}`.trimEnd(),
    `${declaredIn.file}:${declaredIn.line}`,
    runtime ?? '-',
    memoryMb === undefined ? '-' : `${memoryMb} MB`,
    timeoutS === undefined ? '-' : `${timeoutS} s`,
    architecture ?? '-',
    eventTypes(eventSources),
  ];
}

function eventTypes(sources: readonly EventSource[]): string {
  return [...new Set(sources.map(({ type }) => type))].join(', ') || '-';
}

function reasonLine({ name, declaredIn, reason }: UnresolvedFunction): string {
  return `  ${declaredIn.file}:${declaredIn.line}  ${name ? `${name}: ` : ''}${reason}`;
}

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}
