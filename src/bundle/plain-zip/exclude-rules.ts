import ignore from 'ignore';
import { inverted } from '../../lib/inverted.js';
import type { Selection } from './folder.js';
import { letsIn, parseRules } from './ignore-walk.js';

/** `exclude` of a CDK asset: globs, which match names where they hold no slash, or the syntax of a `.gitignore`. */
export function cdkRules(patterns: readonly string[], mode: unknown): Selection {
  const excludes = inverted(patterns);
  if (mode !== 'GIT' && mode !== 'DOCKER') return fromExcludes(excludes);
  const rules = ignore().add(mode === 'GIT' ? excludes : excludes.map(fromRoot));
  return { enters: (folder) => !rules.ignores(`${folder}/`), takes: (file) => !rules.ignores(file) };
}

/** `excludes` of Terraform's `archive_file`: globs over whole paths; a folder that matches is not entered. */
export function terraformRules(patterns: readonly string[]): Selection {
  return fromExcludes(inverted(patterns).map(fromRoot));
}

function fromExcludes(excludes: readonly string[]): Selection {
  const rules = parseRules(excludes);
  return { enters: (folder) => letsIn(rules, folder, true), takes: (file) => letsIn(rules, file, false) };
}

function fromRoot(pattern: string): string {
  return pattern.replace(/^(!?)(?:\.?\/)?(.*)$/s, (_, mark: string, rest: string) =>
    rest.includes('/') ? `${mark}${rest}` : `${mark}/${rest}`,
  );
}
