import { posix } from 'node:path';
import { propsOf } from '../cdk/constructs.js';
import { writtenAtNode } from '../cdk/look.js';
import type { Reading } from '../declared.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import type { LibraryObject } from '../evaluate/values.js';
import { siteFunction } from '../sst/site-settings.js';
import { PRESETS } from './presets.js';
import { addServed } from './read.js';

/** Where a component finds its project: in the folder that the program is run in, unless one of these says where. */
const PLACES = ['path', 'nextjsPath'];

/** Reads what the components for frameworks serve: `new sst.aws.Nextjs('Site', { path: 'web' })`, `new Nextjs(this, …)` of a package. */
export function readComponents(evaluator: Evaluator, reading: Reading): void {
  const { workspace, cwd } = evaluator;
  for (const object of evaluator.created.filter(isOfFramework)) {
    const preset = PRESETS.find(({ components }) => components.includes(object.type.name));
    if (!preset) continue;
    const declaredIn = { ...writtenAtNode(workspace, object.node), kind: 'framework' as const };
    const name = object.args.find((each) => typeof each === 'string') ?? preset.name;
    const stated = PLACES.map((each) => propsOf(object).get(each)).find((each) => each !== undefined) ?? '.';
    if (typeof stated === 'string')
      addServed(
        workspace,
        { preset, home: posix.resolve(cwd, stated), declaredIn, name, ...siteFunction(evaluator, object) },
        reading,
      );
    else
      reading.unresolved.push({
        name,
        declaredIn,
        reason: 'the folder of its project is not static',
        cause: 'unknown',
        leavesCodeOpen: true,
      });
  }
}

function isOfFramework({ type: { module, path } }: LibraryObject): boolean {
  // SST has components for other clouds as well.
  if (module === 'global') return path[0] === 'sst' && path[1] === 'aws';
  return /^(sst|@serverless-stack\/resources)(\/|$)|nextjs|open-?next/.test(module);
}
