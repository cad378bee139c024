import { posix } from 'node:path';
import type { PlainObject } from '../data-file.js';

interface Overridable {
  readonly type: string;
  readonly name: string;
  readonly body: PlainObject;
  readonly file: string;
}

/** `override.tf` and `*_override.tf` change what other files of the module state. */
export function isOverride(file: string): boolean {
  return /^(.*_)?override\.(tf|tofu)(\.json)?$/.test(posix.basename(file));
}

/** Blocks of override files make nothing: each of their arguments stands in the place of the same one of the block that they name. */
export function withOverrides<Type extends Overridable>(blocks: readonly Type[]): Type[] {
  const overrides = blocks.filter(({ file }) => isOverride(file));
  if (overrides.length === 0) return [...blocks];
  return blocks
    .filter(({ file }) => !isOverride(file))
    .map((block) => {
      const own = overrides.filter(({ type, name }) => type === block.type && name === block.name);
      if (own.length === 0) return block;
      return { ...block, body: Object.assign({}, block.body, ...own.map(({ body }) => body)), overrides: own };
    });
}
