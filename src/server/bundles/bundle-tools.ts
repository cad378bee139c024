/** What builds and judges bundles. Loaded with the first function that is to be built: esbuild is nothing for those who only read findings. */
export async function loadBundleTools() {
  const [bundles, { LiveBundles, canBeWeighed }, { stopBuilding }, { ColdStarts }] = await Promise.all([
    import('../../core/bundle-functions.js'),
    import('../../bundle/live-bundles.js'),
    import('../../bundle/build/esbuild.js'),
    import('./cold-starts.js'),
  ]);
  isLoaded = true;
  const { judgeKnown } = bundles;
  return { judgeKnown, LiveBundles, canBeWeighed, stopBuilding, ColdStarts };
}

export type BundleTools = Awaited<ReturnType<typeof loadBundleTools>>;

let isLoaded = false;

/** The process that builds goes with the server. */
export async function endBuilding(): Promise<void> {
  if (isLoaded) await (await loadBundleTools()).stopBuilding();
}
