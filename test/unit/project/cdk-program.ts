import assert from 'node:assert/strict';
import type { FunctionSettings } from '../../../src/model/deployment.js';
import { discover, HANDLER } from './check.js';

const HEAD = `import { App, Duration, Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import * as fs from 'fs';
import { load, ask } from 'some-package';
const p = process.env.P;
const q = process.env.Q;
const stack = new Stack(new App(), 'S');
const queue = new Queue(stack, 'Q');
const make = (id: string, more: any = {}) => new NodejsFunction(stack, id, { entry: 'a.ts', ...more });
enum Stage { Dev = 'dev', Prod = 'prod' }
`;

interface Found {
  readonly name: string;
  readonly settings: FunctionSettings;
  readonly events: readonly string[];
}

/** The functions of a program of CDK. */
export async function found(code: string, files: Readonly<Record<string, string>> = {}): Promise<Found[]> {
  const { functions, deployment } = await discover({
    'cdk.json': '{ "app": "tsx app.ts" }',
    'a.ts': HANDLER,
    'b.ts': HANDLER,
    'app.ts': HEAD + code,
    ...files,
  });
  const settings = new Map(deployment().functions.map((each) => [each.name, each.settings]));
  return functions.map(({ name, eventSources }) => ({
    name,
    settings: settings.get(name)!,
    events: eventSources.map(({ type }) => type),
  }));
}

/** The memory of each function, `?` for what is not known. */
export async function memoryOf(code: string, files?: Readonly<Record<string, string>>): Promise<string> {
  const all = await found(code, files);
  return all.map(({ name, settings: { memoryMb } }) => `${name} ${memoryMb.value ?? '?'}`).join(', ');
}

/** Code that gives `m`, and what is known of the memory of a function that is given it. */
export function knows(title: string, rows: readonly (readonly [code: string, memory: number | '?'])[]): void {
  describe(title, () => {
    for (const [code, memory] of rows)
      it(code.replace(/\s+/g, ' '), async () => {
        assert.equal(await memoryOf(`${code}\nmake('F', { memorySize: m });`), `F ${memory}`);
      });
  });
}
