import { chooseFix, type FixChoice } from '../engine/fixing/choose-fix.js';
import { filesOf, fixRound } from '../engine/fixing/fix-round.js';
import type { Finding } from '../model/finding.js';
import type { FileChange } from '../model/result.js';
import type { Folder } from './folder.js';

/** Fixes in each other's way take turns; a file written by hand has fewer than that. */
const MAX_ROUNDS = 10;

/** Applies the chosen fixes of one file's findings, of all rules or of one, and gives the file's new text. Fixes that reach into other files are left out. */
export async function fixFile(
  file: string,
  folder: Folder,
  choice: FixChoice,
  onlyRule?: string,
): Promise<FileChange[]> {
  const before = folder.textOf(file) ?? '';
  let text = before;
  let findings = folder.state.findings.get(file) ?? [];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const { accepted, texts } = fixRound(candidatesOf(findings, file, choice, onlyRule), () => text);
    if (accepted.length === 0) break;
    text = texts.get(file) ?? text;
    const update = await folder.preview(file, text);
    findings = update?.findings.filter((finding) => finding.file === file) ?? [];
  }
  return text === before ? [] : [{ file, before, after: text }];
}

function candidatesOf(findings: readonly Finding[], file: string, choice: FixChoice, onlyRule?: string) {
  return findings.flatMap((finding) => {
    const isMeant = !finding.suppressed && (onlyRule === undefined || finding.ruleId === onlyRule);
    const fix = isMeant ? chooseFix(finding, choice) : undefined;
    return fix && !fix.transform && filesOf(fix).every((each) => each === file) ? [{ finding, fix }] : [];
  });
}
