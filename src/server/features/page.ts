import type { BundlesView, PageParams, ServedPage } from '../../model/protocol.js';
import { type ServerContext, served } from '../context.js';

/** The map of a folder's bundles and their cold starts as a page. What it shall show is built first, and all else that is known is in it as well. */
export async function servePage(
  { folder: uri, functionId, view }: PageParams,
  context: ServerContext,
): Promise<ServedPage | null> {
  const folder = await served(uri, context);
  await folder?.bundler?.buildNow(functionId === undefined ? undefined : [functionId]);
  const bundles = folder?.bundles;
  if (!bundles) return null;
  const report = bundles.report();
  const { formatPage } = await import('../../report/page/format-page.js');
  const isIn = report.functions.some((bundle) => bundle.functionId === functionId);
  const reason =
    functionId === undefined || isIn ? undefined : (bundles.reasonAgainst(functionId) ?? 'it could not be built');
  const html = formatPage(report, { selected: functionId, view });
  return { html, functions: report.functions.length, reason };
}

/** What an open page is given when something else is known. */
export async function bundleReport({ folder: uri }: BundlesView, { workspace }: ServerContext): Promise<unknown> {
  const report = workspace.folderAt(uri)?.bundles?.report();
  if (!report) return null;
  const { packReport } = await import('../../report/page/pack.js');
  return packReport(report);
}
