import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { ts } from 'ts-morph';
import { requireTsMorph } from '../../scripts/build/require-ts-morph.js';

/** Below the packages, so that the imports of the built file are found. */
const FOLDER = 'node_modules/.cache/coldlens-wordless';

/** Those that make sentences of facts; all others hand facts on. */
const FACES = /\/src\/(report|codelens|cli|server|editor|page|words|config)\//;

const SENTENCES = new Set(['message', 'reason', 'title', 'source', 'basis']);

/**
 * Builds the command line, server included, with an id in the place of each sentence that the core makes: of messages, reasons, sources, titles,
 * names of parts of a start, and errors. Whoever reads anything but an id out of one of them gets something else.
 *
 * @returns the script to run.
 */
export async function buildWithoutWords(): Promise<string> {
  await build({
    entryPoints: { cli: 'src/cli/index.ts' },
    outdir: FOLDER,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    plugins: [requireTsMorph, withoutWords],
    logLevel: 'warning',
  });
  const script = resolve(FOLDER, 'coldlens.js');
  writeFileSync(script, `import { run } from './cli.js';\nawait run();\n`);
  return script;
}

const withoutWords: Plugin = {
  name: 'without-words',
  setup({ onLoad }) {
    onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      return FACES.test(path) || path.endsWith('.generated.ts')
        ? undefined
        : { contents: wordless(path, text), loader: 'ts' };
    });
  },
};

/** The text of a file of ours with ids in the place of sentences. */
function wordless(path: string, text: string): string {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const literals: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    const sentence = sentenceIn(node, path);
    if (sentence) literals.push(...literalsIn(sentence));
    else ts.forEachChild(node, visit);
  };
  visit(file);
  // From the end, so that what comes before keeps its place.
  return literals.reduceRight(
    (done, node) => done.slice(0, node.getStart()) + idOf(node) + done.slice(node.getEnd()),
    text,
  );
}

function sentenceIn(node: ts.Node, path: string): ts.Expression | undefined {
  if (ts.isNewExpression(node) && /Error$/.test(node.expression.getText())) return node.arguments?.[0];
  if (!ts.isPropertyAssignment(node)) return undefined;
  const name = node.name.getText();
  const isOfRule = ts.isPropertyAssignment(node.parent.parent) && node.parent.parent.name.getText() === 'messages';
  const isPart = name === 'name' && path.includes('/src/coldstart/');
  return SENTENCES.has(name) || isOfRule || isPart ? node.initializer : undefined;
}

/** Literals that an expression may have as its value, or as a part of it. */
function literalsIn(node: ts.Expression): ts.Node[] {
  if (ts.isStringLiteralLike(node)) return node.text.length > 1 ? [node] : [];
  if (ts.isTemplateExpression(node)) return [node];
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return literalsIn(node.expression);
  if (ts.isConditionalExpression(node)) return [...literalsIn(node.whenTrue), ...literalsIn(node.whenFalse)];
  if (ts.isBinaryExpression(node)) return [...literalsIn(node.left), ...literalsIn(node.right)];
  return [];
}

/** Of a template also what it is filled in with, so that sentences about different things stay apart. */
function idOf(node: ts.Node): string {
  const parts = ts.isTemplateExpression(node)
    ? node.templateSpans.map(({ expression }) => `|\${${expression.getText()}}`)
    : [];
  const filled = /\{\w+\}/.test(node.getText())
    ? [...node.getText().matchAll(/\{\w+\}/g)].map(([hole]) => `|${hole}`)
    : [];
  return `\`§${letters(node.getText())}${(parts.length > 0 ? parts : filled).join('')}\``;
}

/** No digits: nothing of it is taken for a figure. */
function letters(text: string): string {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return hash.replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)]!);
}
