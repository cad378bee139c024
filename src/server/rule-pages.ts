import { packageRoot } from '../host/paths.js';
import { uriOf } from './uris.js';

/** The rule's page that ships with this package. */
export function rulePageUri(ruleId: string): string {
  return uriOf(`${packageRoot()}/docs/rules/${ruleId}.md`);
}
