import type { ColdStartParams, ColdStartView } from '../../model/protocol.js';
import { type ServerContext, served } from '../context.js';

/** What a function's cold start takes, and why. Built first, where that has not been done. */
export async function coldStartView(
  { folder: uri, functionId }: ColdStartParams,
  context: ServerContext,
): Promise<ColdStartView | null> {
  const folder = await served(uri, context);
  await folder?.bundler?.buildNow([functionId]);
  return folder?.bundles?.coldStartOf(functionId) ?? null;
}
