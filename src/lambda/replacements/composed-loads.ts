import { ts } from 'ts-morph';
import { calleeName, isMemberAccess, unwrap, walk } from '../../ast/nodes.js';
import { escapeRegExp } from '../../lib/escape-reg-exp.js';
import { oncePer } from '../../lib/memoise.js';
import { isNonEmpty, lastOf, type NonEmpty } from '../../lib/non-empty.js';
import { folderOf } from '../../lib/paths.js';
import { isOutputFolder } from '../../sources/compiled-from.js';
import { ANY_PATH, ComposedPaths, HOLE, isKnown } from './composed-paths.js';
import { withoutEnding } from './match.js';

const LOADING = ['require', 'requireActual', 'import', 'importActual', 'importMock', 'proxyquire', 'rewire', 'esmock'];
/** `require(path)`, `import('../src/' + name)`: the name is put together. */
const COMPOSED = new RegExp(
  `\\b(?:${LOADING.join('|')})\\s*(?:<[^<>()]*>\\s*)?\\(\\s*(?!\\s|(['"\`])[^'"\`$\\n]*\\1\\s*[,)])`,
);

export function hasComposedLoad(text: string): boolean {
  return COMPOSED.test(text);
}

/** May a load lead to that file, as far as its path is known? Nothing is known of one without any text. */
export type MayLeadTo = (file: string) => boolean;

/**
 * What the loads of the files whose names are put together may lead to.
 *
 * @param read `undefined` for what cannot be parsed.
 */
export function composedLoadsIn(read: readonly (ts.SourceFile | undefined)[]): readonly MayLeadTo[] {
  const files = read.filter((file) => file !== undefined);
  if (files.length < read.length) return [leadingTo(ANY_PATH)];
  const loads = files.flatMap(loadsIn);
  const paths = loads.length > MOST_LOADS ? [ANY_PATH] : new Set(pathsOf(loads, files));
  return [...paths].filter((path) => path === ANY_PATH || isKnown(path)).map(leadingTo);
}

function pathsOf(loads: readonly ts.Expression[], files: readonly ts.SourceFile[]): readonly string[] {
  const paths = new ComposedPaths(files);
  return loads.flatMap((load) => paths.of(load));
}

const loadsIn = oncePer((file: ts.SourceFile): readonly ts.Expression[] => {
  const loads: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (!ts.isCallExpression(node)) return;
    const [name] = node.arguments;
    if (name && isLoading(node) && !ts.isStringLiteralLike(unwrap(name))) loads.push(name);
  };
  walk(file, visit, 'nested');
  return loads;
});

/** An alias of a runner, or the name of a package. */
const ALIAS = /^[@~#][\w.-]*\//;
/** Who loads more may load anything. */
const MOST_LOADS = 200;
/** Further steps say nothing more, and take long to be looked for. */
const MOST_STEPS = 10;
const MOST_HOLES = 3;

function isLoading(call: ts.CallExpression): boolean {
  if (call.expression.kind === ts.SyntaxKind.ImportKeyword) return true;
  // `require.resolve` loads nothing; `jest.requireActual` does.
  const name = isMemberAccess(call.expression) || ts.isIdentifier(call.expression) ? calleeName(call) : undefined;
  return name !== undefined && LOADING.includes(name);
}

function leadingTo(path: string): MayLeadTo {
  const isAliased = ALIAS.test(path);
  // What an alias leads to, nobody knows: the name of the file alone counts.
  const steps = isAliased ? stepsOf(path).slice(1).slice(-1) : stepsOf(path);
  if (path === ANY_PATH || (isAliased && !steps.some(isKnown))) return () => true;
  if (!isNonEmpty(steps) || steps.join('/') === 'index') return () => false;
  const pattern = new RegExp(`(?:^|/)${patternOf(steps)}$`);
  return (file) => {
    const stem = withoutEnding(file);
    // A folder leads to its index, and a package to its own, most often in `src`.
    const folder = stem.endsWith('/index') ? folderOf(stem) : undefined;
    return [stem, folder, folder?.replace(/\/src$/, '')].some((each) => each !== undefined && pattern.test(each));
  };
}

/** Names of folders and of the file; what is above the first known one is not. */
function stepsOf(path: string): readonly string[] {
  const steps: string[] = [];
  for (const step of plain(path).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  const first = steps.findIndex(isKnown);
  const known = first < 0 ? [] : steps.slice(first);
  return known.filter((step, at) => step !== HOLE || known[at - 1] !== HOLE).slice(-MOST_STEPS);
}

/** Without its ending, which may be a hole, and what stands behind a question mark. */
function plain(path: string): string {
  return withoutEnding(path.replace(/\?.*$/s, '').replace(/\*+/g, HOLE)).replace(/\.\0+$/, '');
}

/** What is built is asked for in the place of its source: `dist/a` is made of any `a`. */
function patternOf(steps: NonEmpty<string>): string {
  const last = lastOf(steps);
  const output = steps.findIndex((step) => isOutputFolder(step) || step.startsWith('.'));
  const isBuilt = output >= 0 && output < steps.length - 1;
  // `dist/a/index` as well.
  const name = isBuilt && last === 'index' ? (steps.at(-2) ?? last) : last;
  const folders = isBuilt ? [...steps.slice(0, output), HOLE] : steps.slice(0, -1);
  return [...folders.map((step) => `${textOf(step)}/`), nameOf(name)].join('').replaceAll('.*/', '(?:.*/)?');
}

/** `a.handler` names an export of `a`, if it is no name of a file. */
function nameOf(step: string): string {
  const [, stem] = /^(.+)\.\w+$/.exec(step) ?? [];
  return stem === undefined ? textOf(step) : `(?:${textOf(step)}|${textOf(stem)})`;
}

function textOf(step: string): string {
  const texts = step.split(HOLE);
  return texts.length > MOST_HOLES ? '.*' : texts.map(escapeRegExp).join('.*');
}
