import { createHash } from 'node:crypto';
import type { Finding } from '../../model/finding.js';

/** Raised whenever equal findings get another fingerprint. */
const FINGERPRINT_VERSION = 'v2';

/** What makes two findings the same one in two versions of a project. Neither where it is, nor how long, nor what it is called there. */
export interface FingerprintParts {
  readonly ruleId: string;
  readonly messageId: string;
  /** What it is about: the code without its form, or what tells causes of a rule apart. */
  readonly about: readonly string[];
}

/** `v2:` and 16 hexadecimal digits: the same after edits elsewhere, moves, renames and another format. */
export function fingerprintOf({ ruleId, messageId, about }: FingerprintParts): string {
  const hash = createHash('sha256').update(JSON.stringify([ruleId, messageId, ...about]));
  return `${FINGERPRINT_VERSION}:${hash.digest('hex').slice(0, 16)}`;
}

/** Findings alike have equal fingerprints; from the second on they get a number, so that a set of them tells how many there are. */
export function repeatNumbering(): (finding: Finding) => Finding {
  const counts = new Map<string, number>();
  return (finding) => {
    const count = counts.get(finding.fingerprint) ?? 0;
    counts.set(finding.fingerprint, count + 1);
    return count === 0 ? finding : { ...finding, fingerprint: `${finding.fingerprint}-${count + 1}` };
  };
}
