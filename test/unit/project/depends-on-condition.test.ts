import assert from 'node:assert/strict';
import { found, knows, memoryOf } from './cdk-program.js';
import { discover, HANDLER } from './check.js';

knows('a value that a condition gives back', [
  ['const f = () => { if (p) return 2048; return 512; }; const m = f();', '?'],
  ['const f = () => { if (p) return 512; return 512; }; const m = f();', 512],
  ['function f() { if (p) return 2048; else return 512; } const m = f();', '?'],
  ['class C { static f() { if (p) return 2048; return 512; } } const m = C.f();', '?'],
  ['function f() { switch (p) { case "a": return 1024; default: return 512; } } const m = f();', '?'],
  ['function f() { switch (p) { case "a": return 512; default: return 512; } } const m = f();', 512],
  ['function f() { switch (p) { case "a": return 512; } return 512; } const m = f();', 512],
  ['function f() { for (const each of load()) return 1024; return 512; } const m = f();', '?'],
  ['function f() { if (p) throw new Error(); return 512; } const m = f();', 512],
  ['function f() { let n = 512; if (p) { n = 1024; return 512; } return n; } const m = f();', 512],
  ['function f() { const o = { n: 512 }; if (p) return o; o.n = 1024; return o; } const m = f().n;', '?'],
  ['function f() { const o = { n: 512 }; if (p) return o; return o; } const m = f().n;', 512],
  ['function f() { if (p) { if (q) return 1; } else { return 2; } return 3; } const m = f();', '?'],
]);

knows('a value that is written under a condition', [
  ['let m = 512; if (p) m = 1024;', '?'],
  ['let m = 512; if (p) m = 512;', 512],
  ['let m = 512; if (p) { m = 1024; } else { m = 1024; }', 1024],
  ['let m = 512; if (p) { m = 1024; } m = 256;', 256],
  ['let m = 512; if (p) { m = 1024; throw new Error(); }', 512],
  ['let m = 512; switch (p) { case "a": m = 1024; break; default: m = 256; }', '?'],
  ['let m = 512; switch (p) { case "a": m = 1024; break; case "b": m = 1024; break; default: m = 1024; }', 1024],
  ['let m = 512; switch (stack.node.tryGetContext("x")) { case "a": m = 1024; }', '?'],
  ['let m = 512; switch (Stage.Prod as string) { case Stage.Dev: m = 1; break; case Stage.Prod: m = 1024; }', 1024],
  ['let m = 512; p && (m = 2048);', '?'],
  ['let m = 512; p ? (m = 1024) : (m = 2048);', '?'],
  ['let m = 512; p ? (m = 1024) : (m = 1024);', 1024],
  ['let m = 512; for (const each of load()) m = 1024;', '?'],
  ['let m = 512; for (const each of [1, 2]) m = 1024;', 1024],
  ['let m = 512; while (p) m = 1024;', '?'],
  ['let m = 512; if (p) m *= 2;', '?'],
  ['let m = 512; m *= 2;', 1024],
  ['let m = 512; if (p) m++;', '?'],
  ['let m = 511; m++;', 512],
  ['let m: any; if (p) m ??= 1024;', '?'],
  ['let m: any; m ??= 1024;', 1024],
  ['let m = 512; if (p) [m] = [1024];', '?'],
  ['let m = 512; [m] = [1024];', 1024],
  ['let m = 512; ({ m } = { m: 1024 });', 1024],
  ['let m = 512; if (p) [1].forEach(() => { m = 1024; });', '?'],
  ['let m = 512; [1].forEach(() => { m = 1024; });', 1024],
  ['let m = 512; const set = () => { m = 1024; }; if (p) set();', '?'],
  ['let m = 512; load().forEach(() => { m = 1024; });', '?'],
  ['let m = 0; for (const each of [256, 512, 1024]) { if (each > 500) break; m = each; }', 256],
  ['let m = 512; for (const each of [1, 2]) { if (p) break; m = 1024; }', '?'],
  ['let m = 512; for (const each of [1, 2]) { if (p) continue; m = 1024; }', '?'],
  ['let m = 0; if (p) { let t = 1; let u = 2; t = u; m = 512; } else m = 512;', 512],
  ['let m = 0; for (let i = 0; i < 4; i += 1) m += 128;', 512],
]);

knows('a property that is written under a condition', [
  ['const o = { m: 512 }; if (p) o.m = 1024; const m = o.m;', '?'],
  ['const o: any = { m: 512 }; if (p) delete o.m; const m = o.m;', '?'],
  ['const o: any = { m: 512 }; delete o.m; const m = o.m ?? 256;', 256],
  ['const o = { m: 512 }; if (p) Object.assign(o, { m: 1024 }); const m = o.m;', '?'],
  ['const o = { m: 512 }; Object.assign(o, { m: 1024 }); const m = o.m;', 1024],
  ['const grow = (x: any) => { x.m = 1024; }; const o = { m: 512 }; if (p) grow(o); const m = o.m;', '?'],
  ['class C { n = 512; grow() { this.n = 1024; } } const c = new C(); if (p) c.grow(); const m = c.n;', '?'],
  ['class C { n = 512; constructor() { if (p) this.n = 1024; } } const m = new C().n;', '?'],
  ['function f(o: any) { if (!p) return; o.m = 3008; } const o = { m: 512 }; f(o); const m = o.m;', '?'],
  ['let o: any = { m: 512, n: 1 }; if (p) o = { ...o, m: 1024 }; const m = o.m;', '?'],
  ['let o: any = { m: 512, n: 1 }; if (p) o = { ...o, n: 1024 }; const m = o.m;', 512],
  ['let o: any; if (p) o = { m: 512 }; else o = { m: 512 }; const m = o.m;', 512],
  ['let o: any; if (p) o = { m: 512 }; else o = { m: 256 }; const m = o.m;', '?'],
  ['const a = { m: 512 }; const b = { m: 512 }; const o = p ? a : b; o.m = 1024; const m = a.m;', '?'],
  ['const a = { m: 512 }; const b = { m: 512 }; const o = p ? a : b; o.m = 1024; const m = o.m;', 1024],
  ['const list = [512]; if (p) list.push(1024); const m = list.length;', '?'],
  ['const list = [512]; list.push(1024); const m = list[1];', 1024],
  ['const list = [512]; if (p) list[0] = 1024; const m = list[0];', '?'],
  ['const o: any = { m: 512 }; o[p] = 1024; const m = o.m;', '?'],
  ['const m = ({ m: 512, ...load() } as any).m;', '?'],
  ['const m = ({ ...load(), m: 512 } as any).m;', 512],
  ['const m = ({ m: 512, ...(p ? { n: 1 } : {}) } as any).m;', 512],
  ['const m = ({ m: 512, ...(p && { m: 1024 }) } as any).m;', '?'],
]);

knows('a condition', [
  ["const m = ['a', 'b'].includes(p) ? 1024 : 512;", '?'],
  ["const m = ['a', 'b'].includes('b') ? 1024 : 512;", 1024],
  ["const m = 'b' < 'a' ? 1024 : 512;", 512],
  ["const m = 'eu' >= 'ap' ? 1024 : 512;", 1024],
  ["const m = '10' > 9 ? 1024 : 512;", 1024],
  ["const m = [{ n: 'b', v: 1 }, { n: 'a', v: 512 }].sort((x, y) => (x.n < y.n ? -1 : 1))[0].v;", 512],
  ["const list = [{ e: 'a', m: 1 }, { e: 'b', m: 2 }]; const m = (list.find((x) => x.e === p) ?? list[1]).m;", '?'],
  ["const list = [{ e: 'a', m: 1 }, { e: 'b', m: 2 }]; const m = (list.find((x) => x.e === 'a') ?? list[1]).m;", 1],
  ['const m = ask() ? 1024 : 512;', '?'],
  ["const m = process.argv.includes('--big') ? 1024 : 512;", '?'],
  ["const m = fs.existsSync('x') ? 1024 : 512;", '?'],
  ['const m = Token.isUnresolved(stack.account) ? 1024 : 512;', '?'],
  ["const m = stack.node.tryGetContext('m') !== undefined ? 1024 : 512;", '?'],
  ['const m = queue !== undefined ? 1024 : 512;', 1024],
  ["const stage = process.env.STAGE ?? 'dev'; const m = stage === 'prod' ? 1024 : 256;", '?'],
  ["const stage = p ? 'dev' : 'test'; const m = stage === 'prod' ? 1024 : 256;", 256],
  ['const f = (props: any) => (props.isProd ?? false) ? 1024 : 256; const m = f(load());', '?'],
  ["const m = process.env.PROD === 'true' || false ? 1024 : 256;", '?'],
  ['const f = (stage: Stage) => stage === Stage.Prod ? 1024 : 256; const m = f(Stage.Prod);', 1024],
  ['const f = (stage: Stage) => stage === Stage.Prod ? 1024 : 256; const m = f(load());', '?'],
  ['const m = Duration.seconds(1) ? 1024 : 256;', 1024],
  ['const m = ask() instanceof Duration ? 1024 : 256;', '?'],
  ['const m = Duration.seconds(1) instanceof Duration ? 1024 : 256;', 1024],
  ["const m = typeof p === 'string' ? 1024 : 256;", '?'],
  ["const m = typeof 'a' === 'string' ? 1024 : 256;", 1024],
]);

knows('a fallback', [
  ['const configs: any = { dev: { m: 1 }, prod: { m: 2 } }; const m = (configs[p] ?? configs.dev).m;', '?'],
  ["const configs: any = { dev: { m: 1 }, prod: { m: 2 } }; const m = (configs['prod'] ?? configs.dev).m;", 2],
  ['const m = (p && 1024) || 256;', '?'],
  ['const m = Number(process.env.MEM ?? 512);', '?'],
  ['const configs: any = {}; const { memorySize: m = 128 } = configs[p];', '?'],
  ['const { memorySize: m = 128 } = {} as any;', 128],
  ['const f = ({ m = 128 }: any) => m; const m = f(load());', '?'],
  ['const f = (m = 128) => m; const m = f();', 128],
  [
    'const runtime = lambda.Runtime.NODEJS_22_X ?? load(); const m = runtime === lambda.Runtime.NODEJS_22_X ? 1 : 2;',
    1,
  ],
  ['const given = p ? load() : load(); const all = { ...given }; const m = all.big ? 1024 : 256;', '?'],
]);

knows('what stands behind `?.`', [
  ['const o = p ? { memorySize: 512 } : undefined; const m = o?.memorySize;', '?'],
  ['const o = p ? { memorySize: 512 } : undefined; const m = o?.memorySize ?? 256;', '?'],
  ['const o = p ? { memorySize: 512 } : undefined; const m = o?.memorySize ?? 512;', 512],
  ['const o = p ? { memorySize: 512 } : undefined; const m = o?.["memorySize"] ?? 256;', '?'],
  ['const o = p ? { memorySize: 512 } : undefined; const m = o!.memorySize;', 512],
  ['const f = (n: number) => n * 512; const m = (p ? f : undefined)?.(1) ?? 256;', '?'],
  ['const f = (n: number) => n * 512; const m = (p ? f : undefined)?.(1) ?? 512;', 512],
  ['const o = { f: (n: number) => n * 512 }; const m = (p ? o : null)?.f(1) ?? 256;', '?'],
  ['const o: any = { n: 1 }; const m = o.f?.(1) ?? 256;', 256],
  ['const o = p ? { inner: { m: 512 } } : undefined; const m = o?.inner?.m ?? 1024;', '?'],
  ['const o = p ? { inner: { m: 512 } } : undefined; const m = o?.inner.m ?? 1024;', '?'],
  ['const o: any = undefined; const m = o?.inner.m ?? 1024;', 1024],
  ['const o = { inner: { m: 512 } }; const m = o?.inner?.m ?? 1024;', 512],
]);

describe('a setting that depends on a condition', () => {
  const shown = async (props: string, before = '') => {
    const [{ settings } = assert.fail('no function')] = await found(`${before}\nmake('F', ${props});`);
    const { runtime, tracing, architecture, logRetentionDays, isInVpc, timeoutS } = settings;
    return [runtime, tracing, architecture, logRetentionDays, isInVpc, timeoutS]
      .map(({ value }) => value ?? '?')
      .join(' ');
  };
  const settings = `{ runtime: lambda.Runtime.NODEJS_22_X, tracing: lambda.Tracing.ACTIVE, architecture: lambda.Architecture.ARM_64, logRetention: 7, vpc: new ec2.Vpc(stack, 'V'), timeout: Duration.seconds(9) }`;
  const known = 'nodejs22.x active arm64 7 true 9';
  it('is known where it does not', async () => assert.equal(await shown(settings), known));
  for (const [title, props] of [
    ['all, or nothing', `p ? ${settings} : undefined`],
    ['a spread', `{ ...(p && ${settings}) }`],
    ['a spread of one of two', `{ ...(p ? ${settings} : {}) }`],
  ] as const)
    it(`is not known: ${title}`, async () => assert.equal(await shown(props), '? ? ? ? ? ?'));
  it('is not known where each of them does', async () => {
    const each = settings.replace(/(\w+): ((?:new )?[\w.]+(?:\([^)]*\))?)/g, '$1: p ? $2 : undefined');
    assert.equal(await shown(each), '? ? ? ? ? ?');
  });
  it('is known where both branches say the same', async () => {
    const same = (text: string) => `p ? ${text} : ${text}`;
    const props = `{ runtime: ${same('lambda.Runtime.NODEJS_22_X')}, architecture: lambda.Architecture.ARM_64, tracing: ${same('lambda.Tracing.ACTIVE')},
      logRetention: 7, vpc: new ec2.Vpc(stack, 'V'), timeout: ${same('Duration.seconds(9)')} }`;
    assert.equal(await shown(props), known);
  });
  it('is not known of a variable that a branch writes', async () => {
    const before = 'let runtime = lambda.Runtime.NODEJS_20_X; if (p) runtime = lambda.Runtime.NODEJS_22_X;';
    assert.equal((await shown('{ runtime }', before)).split(' ')[0], '?');
  });
});

describe('functions behind a condition', () => {
  const rows: readonly (readonly [title: string, code: string, expected: string])[] = [
    ['both branches', "if (p) make('A', { memorySize: 1 }); else make('B', { memorySize: 2 });", 'A 1, B 2'],
    ['their own objects', "if (p) { const o: any = {}; o.memorySize = 1024; make('A', o); }", 'A 1024'],
    ['loops inside', "if (p) for (let i = 0; i < 3; i += 1) make('F' + i, { memorySize: i });", 'F0 0, F1 1, F2 2'],
    [
      'of a stage with a fallback',
      "const stage = process.env.STAGE ?? 'dev'; if (stage === 'prod') make('A', { memorySize: 1 });",
      'A 1',
    ],
    [
      'filtered by what is not known',
      "for (const x of [{ n: 'X1' }, { n: 'X2' }].filter((x) => p || x.n === 'X1')) make(x.n, { memorySize: 1 });",
      'X1 1, X2 1',
    ],
    [
      'filtered by what is known',
      "for (const x of [{ n: 'X1' }, { n: 'X2' }].filter((x) => x.n === 'X1')) make(x.n, { memorySize: 1 });",
      'X1 1',
    ],
    [
      'of a construct that is given or made',
      "const f = (props: any) => props.fn ?? make('Never'); f({ fn: make('A', { memorySize: 1 }) });",
      'A 1',
    ],
    ['a list of one of two', "for (const n of p ? ['A'] : ['B']) make(n, { memorySize: 1 });", 'A 1, B 1'],
    [
      'of entries that are there under a condition',
      'for (const [n, o] of Object.entries({ A: { memorySize: 1 }, ...(p && { B: { memorySize: 2 } }) })) make(n, o);',
      'A 1, B 2',
    ],
    [
      'of a map that a branch adds to',
      "const all = new Map([['A', { memorySize: 1 }]]); if (p) all.set('B', { memorySize: 2 }); for (const [n, o] of all) make(n, o);",
      'A 1, B 2',
    ],
    ['behind a return', "(() => { if (p) return; make('A', { memorySize: 1 }); })();", 'A 1'],
  ];
  for (const [title, code, expected] of rows) it(title, async () => assert.equal(await memoryOf(code), expected));

  it('a module that is first asked for in a branch is no part of it', async () => {
    const module = 'export const size: any = { m: 512 };\nsize.m = 1024;\n';
    const code =
      "if (p) make('A', { memorySize: require('./size').size.m });\nmake('B', { memorySize: require('./size').size.m });";
    assert.equal(await memoryOf(code, { 'size.ts': module }), 'A 1024, B 1024');
  });

  const events: readonly (readonly [code: string, expected: string])[] = [
    ["const fn = p ? make('A') : make('B'); fn.addEventSource(new SqsEventSource(queue));", 'A sqs, B sqs'],
    [
      "let fn; if (p) fn = make('A'); else fn = make('B'); fn.addEventSource(new SqsEventSource(queue));",
      'A sqs, B sqs',
    ],
    ["const fns = [make('A')]; if (p) fns.push(make('B')); for (const fn of fns) fn.addFunctionUrl();", 'A url, B url'],
    ["const fns = new Map([['a', make('A')], ['b', make('B')]]); fns.get('b')!.addFunctionUrl();", 'A , B url'],
    ["const fn = p ? make('A') : undefined; fn?.addFunctionUrl();", 'A url'],
    [
      "import { Rule } from 'aws-cdk-lib/aws-events'; import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'; const fn = p ? make('A') : make('B'); new Rule(stack, 'R', { schedule: load() }).addTarget(new LambdaFunction(fn));",
      'A schedule, B schedule',
    ],
    [
      "import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda'; const fn = p ? make('A') : make('B'); new EventSourceMapping(stack, 'M', { target: fn });",
      'A other, B other',
    ],
    ["const all: any = { a: make('A'), b: make('B') }; all[p].addFunctionUrl();", 'A url, B url'],
  ];
  for (const [code, expected] of events)
    it(`have their events: ${code}`, async () => {
      const all = await found(code);
      assert.equal(all.map((each) => `${each.name} ${each.events.join()}`).join(', '), expected);
    });

  it('have the entry that is stated behind a spread that is not known', async () => {
    const code = "const given = load();\nnew NodejsFunction(stack, 'F', { ...given.opts, entry: 'b.ts' });";
    const names = (await found(code)).map(({ name }) => name);
    assert.ok(names.includes('F'), names.join());
  });
});

describe('a service in code that depends on a condition', () => {
  const service = async (head: string, functions: string, files: Readonly<Record<string, string>> = {}) => {
    const {
      functions: all,
      unresolved,
      deployment,
    } = await discover({
      'a.js': HANDLER,
      'b.js': HANDLER,
      'serverless.ts': `import { load } from 'some-package';\nconst p = process.env.P;\n${head}\nmodule.exports = { service: 's', provider: { name: 'aws' }, functions: ${functions} };`,
      ...files,
    });
    const settings = new Map(deployment().functions.map((each) => [each.name, each.settings]));
    const shown = all.map(({ name, eventSources }) => {
      const { memoryMb, timeoutS } = settings.get(name)!;
      return [name, memoryMb.value ?? '?', timeoutS.value ?? '?', ...eventSources.map(({ type }) => type)].join(' ');
    });
    return [...shown, ...unresolved.map(({ name, reason }) => `${name}: ${reason}`)];
  };

  it('keeps what a conditional function says of itself', async () => {
    const functions = "{ f: { handler: 'a.handler' }, ...(p ? { g: { handler: 'b.handler', timeout: 21 } } : {}) }";
    assert.deepEqual(await service('', functions), ['f 1024 6', 'g 1024 21']);
  });

  it('keeps an event of a list that depends on it', async () => {
    const functions =
      "{ f: { handler: 'a.handler', events: [...(p ? [{ sqs: 'arn:aws:sqs:a:1:q' }] : []), ...load()] } }";
    assert.deepEqual(await service('', functions), ['f 1024 6 sqs unknown']);
  });

  it('says where functions under names that nobody knows may be', async () => {
    const head = 'const fns: any = {};\nfor (const name of load()) fns[name] = { handler: `${name}.handler` };';
    assert.deepEqual(await service(head, "{ f: { handler: 'a.handler' }, ...fns }"), [
      'f 1024 6',
      'functions: its definition is not static: what is spread into it may hold more functions',
    ]);
  });

  it('follows a fallback to code, and does not take it for a setting', async () => {
    const head = "const name = process.env.NAME ?? 'a';\nconst memorySize = Number(process.env.MEM ?? 512);";
    assert.deepEqual(await service(head, '{ [`${name}-fn`]: { handler: `${name}.handler`, memorySize } }'), [
      'a-fn ? 6',
    ]);
  });

  it('follows the branch to code that a fallback leads to', async () => {
    const head =
      "const isDev = (process.env.STAGE || 'dev') === 'dev';\nlet h = 'a.handler';\nif (!isDev) h = 'b.handler';";
    const functions =
      "{ f: { handler: isDev ? 'a.handler' : 'b.handler', memorySize: isDev ? 1 : 2 }, g: { handler: h } }";
    assert.deepEqual(await service(head, functions), ['f ? 6', 'g 1024 6']);
  });

  it('does not know what a file gives back', async () => {
    const files = {
      'serverless.ts': '',
      'serverless.yml':
        'service: s\nprovider: { name: aws }\nfunctions:\n  f: { handler: a.handler, memorySize: "${file(m.js):size}" }\n',
      'm.js': 'module.exports.size = () => { if (process.env.P) return 2048; return 512; };',
    };
    assert.deepEqual(await service('', '', files), ['f ? 6']);
  });
});
