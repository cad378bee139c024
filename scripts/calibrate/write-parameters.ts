import { writeFileSync } from 'node:fs';
import type { Parameters } from '../../src/coldstart/parameters.js';
import type { NodeTimes } from './measure-node.js';

const NOTE = '// Made by `npm run calibrate`; do not edit.\n';

export function writeParameters(parameters: Parameters): void {
  const head = `${NOTE}import type { Parameters } from './parameters.js';\n\n`;
  const text = `${head}export const PARAMETERS: Parameters = ${literal(parameters)};\n`;
  writeFileSync('src/coldstart/parameters.generated.ts', text);
}

export function writeBuiltIns({ builtIns }: NodeTimes): void {
  const doc =
    "/** Local ms of loading a module of Node's own after those before it, by major version; those under 0.2 ms are left out. */\n";
  const type = 'Readonly<Record<number, Readonly<Record<string, number>>>>';
  const text = `${NOTE}\n${doc}export const BUILT_IN_MS: ${type} = ${literal(builtIns)};\n`;
  writeFileSync('src/coldstart/built-ins.generated.ts', text);
}

function literal(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}
