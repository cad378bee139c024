import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What a fixture's name promises: a fix of that class, or that none is offered. */
type FixtureKind = 'safe' | 'suggestion' | 'none';

export interface FixFixture {
  readonly ruleId: string;
  readonly name: string;
  readonly kind: FixtureKind;
  /** Relative path → text. */
  readonly before: Readonly<Record<string, string>>;
  /** Empty for `none`. */
  readonly after: Readonly<Record<string, string>>;
}

const folder = 'test/fixtures/fixes';

/**
 * `<rule>/<kind>-<what>.before.ts` beside `.after.ts`, or a folder `<rule>/<kind>-<what>/` that holds `before/` and `after/`;
 * what `after/` lacks stays as it was.
 */
export function fixFixtures(): readonly FixFixture[] {
  return readdirSync(folder).flatMap((ruleId) =>
    readdirSync(join(folder, ruleId))
      .filter((entry) => !/\.after\.\w+$/.test(entry))
      .map((entry) => readFixture(ruleId, entry)),
  );
}

function readFixture(ruleId: string, entry: string): FixFixture {
  const path = join(folder, ruleId, entry);
  const name = entry.replace(/\.before\.\w+$/, '');
  const kind = name.split('-')[0] as FixtureKind;
  if (statSync(path).isDirectory()) {
    const before = readFolder(join(path, 'before'));
    return {
      ruleId,
      name,
      kind,
      before,
      after: kind === 'none' ? {} : { ...before, ...readFolder(join(path, 'after')) },
    };
  }
  const fileName = entry.replace('.before.', '.');
  const afterPath = path.replace('.before.', '.after.');
  const after = existsSync(afterPath) ? { [fileName]: readFileSync(afterPath, 'utf8') } : {};
  return { ruleId, name, kind, before: { [fileName]: readFileSync(path, 'utf8') }, after };
}

function readFolder(path: string): Record<string, string> {
  const names = (readdirSync(path, { recursive: true }) as string[]).filter((name) =>
    statSync(join(path, name)).isFile(),
  );
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(path, name), 'utf8')]));
}
