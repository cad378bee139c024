import { existsSync, readdirSync } from 'node:fs';
import { packageRoot } from '../host/paths.js';
import { readTextFile } from '../host/read-text.js';
import { didYouMean } from '../lib/nearest.js';
import { UsageError } from '../model/errors.js';
import { wantsColors } from './colors.js';
import { deliver } from './deliver.js';
import type { CliIo } from './io.js';
import { renderMarkdown } from './render-markdown.js';

/** `coldlens explain RULE`: the rule's page, made readable at a terminal. */
export async function explain(ruleId: string, flags: { readonly color: boolean }, io: CliIo): Promise<number> {
  const folder = `${packageRoot()}/docs/rules`;
  const known = (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => name.endsWith('.md'))
    .map((name) => name.slice(0, -'.md'.length));
  if (!known.includes(ruleId)) {
    throw new UsageError(`There is no rule "${ruleId}".${didYouMean(ruleId, known)} Rules: ${known.join(', ')}`);
  }
  const page = readTextFile(`${folder}/${ruleId}.md`)!;
  await deliver(renderMarkdown(page, wantsColors(io, flags.color)), undefined, io);
  return 0;
}
