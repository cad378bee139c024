import assert from 'node:assert/strict';
import { outsideUses } from '../support/outside-uses.js';
import { readSourceFiles, type SourceFile } from '../support/source-files.js';

/** Who may use what reaches outside; everybody else takes it as a parameter. */
const effects: readonly { readonly use: RegExp; readonly allowed: readonly string[]; readonly instead: string }[] = [
  {
    use: /^(node:)?(fs|child_process|cluster|os|net|tls|dns|dgram|http|http2|https|worker_threads)(\/\w+)?$/,
    allowed: ['host', 'cli', 'server', 'editor', 'extension.ts'],
    instead: 'Ask the Host.',
  },
  {
    use: /^(fetch|WebSocket|EventSource|XMLHttpRequest)$/,
    allowed: [],
    instead: 'Nothing of Coldlens uses the network.',
  },
  {
    use: /^global(This)?$/,
    allowed: [],
    instead: 'Name what is taken of it by itself, so that this table sees it.',
  },
  { use: /^createRequire$/, allowed: [], instead: 'Import it, so that this table sees it.' },
  { use: /^console\./, allowed: [], instead: 'Return text, or use the log of the Host.' },
  { use: /^(node:)?console$/, allowed: [], instead: 'Return text, or use the log of the Host.' },
  { use: /^process\.exit$/, allowed: [], instead: 'Return an exit code.' },
  {
    // As a module it hides which of its members are used.
    use: /^(node:)?process$/,
    allowed: [],
    instead: 'Use the global, of which the host, the command line, the server and the editor may take what they need.',
  },
  {
    use: /^process\.(?!exit$)/,
    allowed: ['host', 'cli', 'server', 'editor'],
    instead: 'Take it as a parameter.',
  },
  { use: /^vscode$/, allowed: ['editor', 'extension.ts'], instead: 'Only the editor client knows VS Code.' },
];

function forbiddenEffects(file: SourceFile): readonly string[] {
  return outsideUses(file).flatMap((name) =>
    effects
      .filter(({ use, allowed }) => use.test(name) && !allowed.includes(file.path.split('/')[1]!))
      .map(({ instead }) => `${file.path} uses ${name}. ${instead}`),
  );
}

describe('the outside', () => {
  it('is reached only where that is allowed', () =>
    assert.deepEqual(readSourceFiles('src').flatMap(forbiddenEffects), []));

  const EFFECTS = [
    ...[
      'process.cwd()',
      "process['env']",
      'process[name]',
      'const { env } = process',
      'globalThis.process.argv',
      'read(process)',
    ],
    ...[
      'fetch(url)',
      'globalThis.fetch(url)',
      'console.log(1)',
      'const { log } = console',
      'const load = createRequire(here)',
    ],
    ...["globalThis['fetch'](url)", 'globalThis[name]', 'const all = globalThis', 'new WebSocket(url)'],
    'const run = (process: Process) => process.pid; process.cwd()',
    ...['({ process })', 'const now = process', '(process).exit()', 'process!.cwd()', 'export { process }'],
    ...['(globalThis as { fetch(url: string): void }).fetch(url)', 'globalThis!.fetch', '(globalThis).process.exit()'],
    ...['const { process: p } = globalThis', 'const { fetch: get } = globalThis', 'const { ...all } = globalThis'],
    ...['const g = globalThis as any', 'g = globalThis', 'read(globalThis)', '({ globalThis })', 'global.fetch(url)'],
    ...['globalThis.globalThis.fetch', 'export { fetch }', 'export { fetch as get }', 'export default fetch'],
    ...['class Socket extends WebSocket {}', 'new EventSource(url)', 'new XMLHttpRequest()', '[fetch]', '`${fetch}`'],
    ...['declare const fetch: any; fetch(url)', 'declare function fetch(): void; fetch()'],
    ...['declare let process: any; process.cwd()', 'declare class WebSocket {} new WebSocket(url)'],
    ...['for (const process of list) {} process.cwd()', 'try {} catch (process) {} process.cwd()'],
    ...['{ const fetch = 1; } fetch(url)', 'const run = function process() {}; process.cwd()'],
  ];
  for (const code of EFFECTS)
    it(`notices ${code}`, () => {
      assert.equal(forbiddenEffects({ path: 'src/core/x.ts', imports: [], text: code }).length, 1);
    });

  const MODULES = [
    'fs',
    'fs/promises',
    'node:fs',
    'node:tls',
    'dns',
    'node:dns/promises',
    'node:process',
    'process',
    'http2',
  ];
  for (const name of MODULES)
    it(`notices an import of ${name}`, () => {
      assert.equal(forbiddenEffects({ path: 'src/core/x.ts', imports: [name], text: '' }).length, 1);
    });

  const HARMLESS = [
    'const fetch = 1; use(fetch)',
    '// process.cwd()',
    'a.process.run()',
    '({ process: 1 })',
    'const run = (process: Process) => 1',
    'api.fetch()',
    'class A { fetch() {} }',
    ...['for (const process of list) process.run()', 'for (let console = 0; console < 3; console++);'],
    ...['try {} catch (process) { process.run() }', 'switch (a) { case 1: const fetch = get; fetch() }'],
    ...['process.run(); if (a) { var process = b }', 'const run = function process() { process() }'],
    ...[
      'class WebSocket {} new WebSocket()',
      'enum process { a } process.a',
      'const run = ({ process }) => process.run()',
    ],
    ...["import { fetch } from './x.js'; fetch(url)", "import * as process from './x.js'; process.run()"],
    ...[
      'namespace A { const fetch = 1; use(fetch) }',
      "export { fetch } from './x.js'",
      'const { fetch } = own; fetch()',
    ],
    ...[
      'let a: WebSocket',
      'interface A extends WebSocket {}',
      'class A implements WebSocket {}',
      'process: for (;;) break process',
    ],
    ...['a.globalThis', '({ global: 1 })', "'globalThis'", 'type A = typeof globalThis'],
  ];
  for (const code of HARMLESS)
    it(`lets ${code} pass`, () => {
      assert.deepEqual(forbiddenEffects({ path: 'src/core/x.ts', imports: [], text: code }), []);
    });
});
