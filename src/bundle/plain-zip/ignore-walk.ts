import picomatch from 'picomatch';

/** One line of an ignore file: `!` in front takes back in. */
interface IgnoreRule {
  readonly isNegated: boolean;
  readonly matches: (path: string) => boolean;
  /** Might something below the folder match? */
  readonly leadsInto: (folder: string) => boolean;
}

export type Rules = readonly IgnoreRule[];

/** Lines as npm reads those of an ignore file: without a slash they match names, case does not count. */
export function parseRules(lines: readonly string[]): Rules {
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(parseRule);
}

function parseRule(line: string): IgnoreRule {
  const isNegated = line.startsWith('!');
  const pattern = isNegated ? line.slice(1) : line;
  const isMatch = matcher(pattern, !pattern.includes('/'));
  const parts = pattern.split('/').filter((part) => part !== '');
  const open = parts.indexOf('**');
  const leading = (open === -1 ? parts : parts.slice(0, open)).map((part) => matcher(part, false));
  return {
    isNegated,
    matches: (path) => isMatch(`/${path}`) || isMatch(path),
    leadsInto: (folder) => {
      const given = folder.split('/');
      if (open === -1 && given.length >= parts.length) return false;
      return given.every((part, index) => leading[index]?.(part) ?? true);
    },
  };
}

function matcher(pattern: string, basename: boolean): (path: string) => boolean {
  if (pattern === '') return () => false;
  return picomatch(pattern, { dot: true, nocase: true, basename });
}

/**
 * Do the rules of one folder let a path in? The last rule that matches decides. A folder is also let in by a rule that takes
 * back something below it.
 */
export function letsIn(rules: Rules, path: string, isFolder: boolean): boolean {
  let included = true;
  for (const { isNegated, matches, leadsInto } of rules) {
    if (isNegated === included) continue;
    const isMatch = matches(path) || (isFolder && (matches(`${path}/`) || (isNegated && leadsInto(path))));
    if (isMatch) included = isNegated;
  }
  return included;
}
