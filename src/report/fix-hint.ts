import { partition } from '../lib/group.js';
import { groupedText } from '../lib/grouped-text.js';
import { absolutePath, isBelow, isOutside, isWithin, relativePath } from '../lib/paths.js';
import type { Finding } from '../model/finding.js';
import type { ReportContext } from './context.js';

type HintContext = Pick<ReportContext, 'cwd' | 'paths' | 'fixPlaces'> & { readonly root: string };

/** More are no command that anybody types. */
const MOST_NAMED = 4;

/**
 * Behind the number of findings: `3 fixable with --fix, 2 more with --fix-suggestions, 1 more with --fix . ../shared`; `all fixable with --fix`, of one
 * `fixable with --fix`; nothing when there is none of them.
 */
export function fixHint(findings: readonly Finding[], root: string, context: ReportContext): string {
  const places = { ...context, root };
  const [outside, inside] = partition(findings, (finding) =>
    filesOf([finding]).some((file) => isLeftOut(file, places)),
  );
  const safe = inside.filter(isSafelyFixable).length;
  const suggested = inside.filter(({ fixes }) => fixes.length > 0).length - safe;
  const remote = outside.filter(isSafelyFixable);
  const options = [
    [safe, '--fix'],
    [suggested, '--fix-suggestions'],
    [remote.length, `--fix ${pathsTo(remote, places)}`],
  ] as const;
  const hints = options.filter(([number]) => number > 0);
  return hints
    .map(
      ([number, option], index) =>
        `${index > 0 ? `${groupedText(number)} more` : fixable(number, findings.length)} with ${option}`,
    )
    .join(', ');
}

function fixable(number: number, all: number): string {
  if (number < all) return `${groupedText(number)} fixable`;
  return all === 1 ? 'fixable' : 'all fixable';
}

function isSafelyFixable({ fixes }: Finding): boolean {
  return fixes.some(({ kind }) => kind === 'safe');
}

function filesOf(findings: readonly Finding[]): readonly string[] {
  return findings.flatMap(({ fixes }) => fixes.flatMap(({ edits }) => edits.map(({ file }) => file)));
}

/** Outside of the root, and behind links, only what was asked for is fixed. */
function isLeftOut(file: string, { root, paths = [] }: HintContext): boolean {
  return (isOutside(file) || paths.length > 0) && !paths.some((each) => isWithin(absolutePath(root, file), each));
}

/** What has to be named, so that files outside of the root are fixed, too. A folder around several of them may hold anything else. */
function pathsTo(findings: readonly Finding[], places: HintContext): string {
  const { root, cwd = root, fixPlaces } = places;
  const files = filesOf(findings).filter((file) => isLeftOut(file, places));
  const placeOf = (file: string): string => fixPlaces?.of.get(file) ?? absolutePath(root, file);
  const named = new Set(files.map(placeOf));
  const wanted = [...named].filter((place) => ![...named].some((other) => isBelow(place, other)));
  const asked = (fixPlaces?.asked ?? [root]).map((place) => nameOf(place, cwd)).join(' ');
  if (wanted.length > MOST_NAMED) return `${asked} and the names of their files`;
  return [asked, ...wanted.map((place) => nameOf(place, cwd)).sort()].join(' ');
}

function nameOf(place: string, cwd: string): string {
  const name = relativePath(cwd, place);
  // One that a shell would take apart is quoted.
  return /[^\w./@-]/.test(name) ? `'${name.replaceAll("'", "'\\''")}'` : name;
}
