import { defineBundleRule } from '../../engine/asking/define-bundle-rule.js';
import { isDevTool, isMostlyDevTool } from '../../lambda/catalogue/dev-tools.js';
import type { FunctionBundle, PackageShare } from '../../model/bundle.js';
import { partBytesText } from '../../words/missing-packages.js';
import { initImpact } from '../figures/init-impact.js';

export default defineBundleRule({
  meta: {
    id: 'dev-dependency-bundled',
    summary: 'A function ships a package that is meant for building or testing it',
    category: 'cold-start',
    severity: 'warning',
    preset: 'recommended',
    fix: 'none',
    since: '0.1.0',
    messages: {
      tool: '{name} ships {package} ({bytes}), a tool for building, testing or deploying. Move the code that the function needs into a module that does not import this package.',
      declared:
        '{name} ships {package} ({bytes}), which package.json lists under devDependencies, although other packages that it ships are under dependencies. Move it to dependencies if the function needs it; otherwise remove the import.',
    },
    options: {
      minBytes: {
        schema: { type: 'integer', minimum: 0 },
        default: 20_000,
        description:
          'Packages smaller than this, in bytes, including dependencies that only they bring in, are not reported',
      },
    },
    evidence: [
      {
        claim: 'Deployment code in the bundle of a function: 21.2 MB with it, 12.6 MB without',
        source: 'Uniswap/uniswapx-service pull request 712',
      },
    ],
  },
  *check({ bundle, costs, options }) {
    const tellsApart = bundle.packages.some(({ declaredAs }) => declaredAs === 'dependencies');
    for (const share of bundle.packages) {
      if (share.onlyThroughBytes < Number(options.minBytes) || !isLoaded(share)) continue;
      // Where everything stands under devDependencies since a bundler takes it in, that says nothing.
      const isMisplaced = tellsApart && share.declaredAs === 'devDependencies';
      if (!isTool(share) && !isMisplaced) continue;
      const cost = costs.ofPackage(share.name);
      yield {
        messageId: isTool(share) ? 'tool' : 'declared',
        data: dataOf(bundle, share),
        entrance: share.entrance,
        bytes: share.onlyThroughBytes,
        cause: share.name,
        ...(cost && { impact: initImpact(cost) }),
      };
    }
  },
});

/** What the project lists under dependencies, or another package works with, is there on purpose. */
function isTool({ name, declaredAs, entrance }: PackageShare): boolean {
  if (!isMostlyDevTool(name)) return isDevTool(name);
  const isDirect = entrance?.specifier === name || entrance?.specifier.startsWith(`${name}/`);
  return declaredAs === 'devDependencies' || (declaredAs === undefined && isDirect === true);
}

/** Some import leads to it; of files deployed as they are, the others are told as unused. */
function isLoaded({ chain }: PackageShare): boolean {
  return chain.length > 0;
}

function dataOf(bundle: FunctionBundle, share: PackageShare) {
  return { name: bundle.name, package: share.name, bytes: partBytesText(share.onlyThroughBytes, bundle) };
}
