import { ts } from 'ts-morph';
import { defineRule } from '../engine/asking/define-rule.js';
import { importAround } from '../fixes/editing/imports.js';
import { wholeSdkFixes } from '../fixes/whole-sdk.js';
import { WHOLE_SDK_V2 } from './figures/impacts.js';
import { initImpact } from './figures/init-impact.js';

export default defineRule({
  meta: {
    id: 'full-aws-sdk-import',
    summary: 'A function loads all of aws-sdk v2',
    category: 'cold-start',
    severity: 'warning',
    preset: 'recommended',
    fix: 'safe',
    isAboutDeprecated: true,
    since: '0.1.0',
    messages: {
      whole:
        'This loads all of aws-sdk v2 at every cold start. Import only the clients that you use ({example}), or move to SDK v3 (@aws-sdk/client-*); v2 has been out of support since September 2025.',
    },
    options: {},
    evidence: [
      {
        claim:
          'Loading all of v2 took 324–344 ms from the runtime and 570–621 ms bundled; one v2 client took 104–110 ms and 63–71 ms',
        source: 'AJ Stuyvenberg, load spans on Node.js 16 with 1,024 MB, aaronstuyvenberg.com, March 2023',
      },
      {
        claim: 'Support for aws-sdk v2 ended on 8 September 2025',
        source: 'AWS Developer Tools Blog, announcement of end-of-support for AWS SDK for JavaScript v2',
      },
    ],
  },
  *check({ program, module }) {
    if (program.functionsLoading(module.path).length === 0) return;
    const references = module.facts.references.filter(({ specifier, typeOnly }) => isWholeSdk(specifier) && !typeOnly);
    // One load, however often the file names it.
    const [reference] = references;
    if (!reference) return;
    yield {
      node: importAround(reference.node),
      messageId: 'whole',
      data: { example: exampleFor(reference.node) },
      impact: WHOLE_SDK_V2,
      reach: 'load',
      fixes: () => wholeSdkFixes(program, module, references),
    };
  },
  refine(_, taking) {
    const taken = taking((start) => start.ofWholeSdkV2());
    return taken && { impact: initImpact(taken.cost) };
  },
});

function isWholeSdk(specifier: string): boolean {
  return /^aws-sdk(\/index(\.js)?|\/clients\/all(\.js)?)?$/.test(specifier);
}

/** `aws-sdk/clients/s3` where the file uses one service only. */
function exampleFor(literal: ts.Node): string {
  const { text } = literal.getSourceFile();
  const statement = statementAround(literal).getText();
  const destructured = /\{([^}]*)\}/.exec(statement)?.[1]?.match(/\b[A-Z]\w+/g) ?? [];
  const member = /require\([^)]*\)\.([A-Z]\w+)/.exec(statement)?.[1];
  const whole = /(?:import|const|let|var)\s+(?:\*\s+as\s+)?(\w+)/.exec(statement)?.[1];
  const used = whole ? [...text.matchAll(new RegExp(`\\b${whole}\\.([A-Z]\\w+)`, 'g'))].map(([, name]) => name) : [];
  const services = new Set(
    [...destructured, member, ...used].filter((name) => name && !/Config|Credentials|Error/.test(name)),
  );
  const [only] = services;
  return `aws-sdk/clients/${services.size === 1 && only ? only.toLowerCase() : '…'}`;
}

/** The declaration or statement that holds the import; for a nested `require`, the call. */
function statementAround(literal: ts.Node): ts.Node {
  for (let at = literal.parent; at; at = at.parent) {
    if (ts.isImportDeclaration(at) || ts.isExportDeclaration(at) || ts.isImportEqualsDeclaration(at)) return at;
    if (ts.isVariableStatement(at) || ts.isExpressionStatement(at))
      return ts.isSourceFile(at.parent) ? at : literal.parent;
  }
  return literal.parent;
}
