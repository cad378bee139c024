import { textOf } from '../../derived/text-of.js';
import type { LambdaFunction } from '../../model/function.js';
import type { Host } from '../../model/host.js';
import { isModuleFile } from '../../sources/module-format.js';
import { assumedBuildText } from '../../words/assumed-build.js';
import type { BundlerOptions } from '../build/bundler-options.js';
import { cdkSettings } from './cdk.js';
import type { CdkFlags } from './tool-settings.js';

/**
 * What other tools put into a build by loaders and plug-ins of theirs: texts as they are, and of parts for one platform nothing. JSX in `.js` is
 * common where Babel builds.
 */
const LOADERS: BundlerOptions['loader'] = {
  ...Object.fromEntries(
    ['.graphql', '.gql', '.sql', '.html', '.hbs', '.ejs', '.md', '.pem', '.yaml', '.yml'].map((each) => [each, 'text']),
  ),
  ...Object.fromEntries(
    ['.wasm', '.svg', '.png', '.jpg', '.jpeg', '.gif', '.webp', '.ico', '.woff', '.woff2', '.ttf', '.bin'].map(
      (each) => [each, 'binary'],
    ),
  ),
  '.node': 'empty',
  '.js': 'jsx',
};

const NO_FLAGS: CdkFlags = { excludesSmithy: false, usesLatestRuntime: false };

/**
 * What stands in where nothing tells how a function is built: one file by esbuild, as `NodejsFunction` of CDK makes it by itself.
 *
 * @param entry absolute.
 * @param reason why its own build is not known.
 */
export function assumedSettings(fn: LambdaFunction, entry: string, root: string, reason: string, host: Host) {
  const format = isModule(entry, root, host) ? 'esm' : 'cjs';
  const plan = cdkSettings({ tool: 'esbuild', format }, fn, NO_FLAGS);
  const options = { ...plan.options, loader: { ...LOADERS, ...plan.options.loader } };
  return { ...plan, options, assumptions: [assumedBuildText(reason), ...plan.assumptions], assumedSince: reason };
}

/** An `await` at the beginning of a line, or of what a declaration there is given. */
const TOP_LEVEL_AWAIT = /^(?:await |(?:export )?(?:const|let|var) [^=;\n]*= *await )/m;

/** Such a file can be no other, whatever is around it says. */
function isModule(entry: string, root: string, host: Host): boolean {
  const isOpen = !/\.[mc][jt]s$/.test(entry);
  return (isOpen && TOP_LEVEL_AWAIT.test(textOf(entry, host) ?? '')) || isModuleFile(entry, host, root);
}
