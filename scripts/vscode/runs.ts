/** A run of VS Code with its own workspace and tests. Each costs some 15 s, so tests that can share a run do. */
export interface Run {
  readonly name: string;
  /** Below test/fixtures/workspaces: a folder, or a `.code-workspace` file. */
  readonly workspace: string;
  /** Globs below test/suite. */
  readonly tests: readonly string[];
  /** Whether the user trusts the folder; if not, VS Code is in restricted mode. */
  readonly isTrusted: boolean;
  /** The source folder as an extension under development, or the VSIX of this platform, installed. */
  readonly extension: 'source' | 'vsix';
}

export const runs: readonly Run[] = [
  { name: 'source', workspace: 'orders', tests: ['*.test.ts'], isTrusted: true, extension: 'source' },
  {
    name: 'multi-root',
    workspace: 'multi.code-workspace',
    tests: ['multi-root/*.test.ts'],
    isTrusted: true,
    extension: 'source',
  },
  { name: 'plain', workspace: 'plain', tests: ['plain/*.test.ts'], isTrusted: true, extension: 'source' },
  {
    name: 'restricted',
    workspace: 'untrusted',
    tests: ['restricted/*.test.ts'],
    isTrusted: false,
    extension: 'source',
  },
  { name: 'vsix', workspace: 'orders', tests: ['vsix/*.test.ts'], isTrusted: true, extension: 'vsix' },
];
