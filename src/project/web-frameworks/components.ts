import { posix } from 'node:path';
import { propsOf } from '../cdk/constructs.js';
import { writtenAtNode } from '../cdk/look.js';
import type { Reading } from '../declared.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import type { LibraryObject } from '../evaluate/values.js';
import { PRESETS } from './presets.js';
import { addServed } from './read.js';

/** Where a component finds its project: in the folder that the program is run in, unless one of these says where. */
const PLACES = ['path', 'nextjsPath'];

/** Reads what the components for frameworks serve: `new sst.aws.Nextjs('Site', { path: 'web' })`, `new Nextjs(this, …)` of a package. */
export function readComponents(evaluator: Evaluator, reading: Reading): void {
  const { workspace, cwd } = evaluator;
  for (const object of evaluator.created.filter(isOfFramework)) {
    const preset = PRESETS.find(({ components }) => components.includes(object.type.name));
    const [stated = '.'] = PLACES.map((name) => propsOf(object).get(name)).filter((each) => each !== undefined);
    if (!preset || typeof stated !== 'string') continue;
    const declaredIn = { ...writtenAtNode(workspace, object.node), kind: 'framework' as const };
    addServed(workspace, { preset, home: posix.resolve(cwd, stated), declaredIn }, reading);
  }
}

function isOfFramework({ type: { module, path } }: LibraryObject): boolean {
  if (module === 'global') return path[0] === 'sst';
  return /^(sst|@serverless-stack\/resources)(\/|$)|nextjs|open-?next/.test(module);
}
