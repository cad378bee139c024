import { resolveOptions } from '../../src/config/resolve-options.js';
import { listFunctions } from '../../src/core/list-functions.js';
import { type MeasureReport, type MeasureRequest, measureFunctions } from '../../src/core/measure-functions.js';
import { createNodeHost } from '../../src/host/node-host.js';
import { createStarter } from '../../src/host/start/create-starter.js';
import type { MeasuredInit } from '../../src/model/cold-start.js';
import { problemText } from '../../src/words/problems.js';
import { type Files, withTempFolder } from './temp-folder.js';

/** Nothing is projected, so that figures can be compared. */
const PLAIN = { floor: { low: 0, mid: 0, high: 0 }, lambdaPerReferenceMs: { low: 1, mid: 1, high: 1 } };

export interface Measured extends MeasureReport {
  /** By the function's name. */
  readonly inits: Readonly<Record<string, MeasuredInit>>;
  /** `template.yaml:3 Name: reason`. */
  readonly reasons: readonly string[];
}

/** Measures all functions of a project of its own, with few starts. */
export function measureFiles(files: Files, request: Partial<MeasureRequest> = {}): Promise<Measured> {
  return withTempFolder({ '.git/HEAD': '', ...files }, async (root) => {
    const host = createNodeHost();
    const options = resolveOptions({ root, paths: [], rules: [], onlyRules: [] }, { outer: [], nested: [] });
    const { functions } = await listFunctions(options, host);
    const starter = createStarter(root);
    try {
      const wanted: MeasureRequest = { starter, modelOf: () => PLAIN, runs: 2, limitMs: 5000, ...request };
      const report = await measureFunctions(functions, options, host, wanted);
      const inits = functions.flatMap(({ id, name }) => {
        const init = report.measured.get(id);
        return init ? [[name, init] as const] : [];
      });
      const reasons = report.problems.map((problem) => `${problem.file}:${problem.line} ${problemText(problem)}`);
      return { ...report, inits: Object.fromEntries(inits), reasons };
    } finally {
      starter.dispose();
    }
  });
}

/** A function of SAM that esbuild builds, with the Node that runs the tests. */
export function bundledFunction(name: string, entry: string, ...properties: readonly string[]): string {
  const major = process.versions.node.split('.')[0];
  return `  ${name}:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: ., Handler: ${entry.replace(/\.\w+$/, '')}.handler, Runtime: nodejs${major}.x }
    Metadata: { BuildMethod: esbuild, BuildProperties: { Target: es2022, EntryPoints: [${[entry].join()}]${properties.map((each) => `, ${each}`).join('')} } }
`;
}

/** A function whose files are zipped as they are. */
export function plainFunction(name: string, handler: string): string {
  const major = process.versions.node.split('.')[0];
  return `  ${name}:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: ., Handler: ${handler}, Runtime: nodejs${major}.x }
`;
}

export const ESM = ['Format: esm', 'OutExtension: [.js=.mjs]'] as const;

export function template(...functions: readonly string[]): string {
  return `Transform: AWS::Serverless-2016-10-31\nResources:\n${functions.join('')}`;
}
