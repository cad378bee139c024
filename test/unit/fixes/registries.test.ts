import assert from 'node:assert/strict';
import { fixOf } from '../../support/fix-of.js';

type Files = Readonly<Record<string, string>>;

const SDK = `import { S3Client, ListBucketsCommand } from '@aws-sdk/client-s3';\n`;
const P =
  'class Plain { async use(client: S3Client) { return client.send(new ListBucketsCommand({})); } }\nclass Other { async use(client: S3Client) { return client.send(new ListBucketsCommand({})); } }\n';

const h = (top: string, body: string, imports = ''): Files => ({
  'handler.ts': `${SDK}${imports}\n${P}${top}\nexport const handler = async (event: any) => {\n const client = new S3Client({});\n ${body}\n};\n`,
});

const open: Readonly<Record<string, Files>> = {
  'a map, or another': h(
    'const strategies = new Map<string, any>();',
    'const s = strategies.get(event.kind) ?? new Plain();\n return s.use(client);',
  ),
  'a filled map, or another': h(
    "const strategies = new Map<string, any>([['a', new Other()]]);",
    'const s = strategies.get(event.kind) ?? new Plain();\n return s.use(client);',
  ),
  'a map, or another, in its place': h(
    'const strategies = new Map<string, any>();',
    'return (strategies.get(event.kind) || new Plain()).use(client);',
  ),
  'a package that chooses': h(
    '',
    'const s = event.kind ? pick(event.kind) : new Plain();\n return s.use(client);',
    "import { pick } from '@acme/pick';",
  ),
  'a choice of something unknown': h(
    'declare const found: any;',
    'const s = event.kind ? found : new Plain();\n return s.use(client);',
  ),
  'a variable that is given something else': h(
    '',
    'let s: any = new Plain();\n if (event.k) s = event.make();\n return s.use(client);',
  ),
  'a table with a copy of one of a package': h(
    'const table: any = { plain: new Plain(), ...more };',
    'return table[event.kind].use(client);',
    "import { more } from '@acme/more';",
  ),
  'a table with a member of a package': h(
    'const table: any = { plain: new Plain(), more };',
    'return table[event.kind].use(client);',
    "import { more } from '@acme/more';",
  ),
  'a table that is filled by name': h(
    'const table: any = { plain: new Plain() };\nexport const register = (n: string, s: any) => { table[n] = s; };',
    'return table[event.kind].use(client);',
  ),
  'a table, or what the event brings ': h(
    'const table: any = { plain: new Plain() };',
    'return (table[event.kind] ?? event.other).use(client);',
  ),
  'a table that is filled at once': h(
    'const table: any = { plain: new Plain() };\nObject.assign(table, more);',
    'return table[event.kind].use(client);',
    "import { more } from '@acme/more';",
  ),
  'a list that is filled': h(
    'const list: any[] = [new Plain()];\nlist.push(more);',
    'return list[event.i].use(client);',
    "import { more } from '@acme/more';",
  ),
  'a list that is gone through': h(
    'const list: any[] = [new Plain(), more];',
    'for (const s of list) await s.use(client);',
    "import { more } from '@acme/more';",
  ),
  'what is found in a list': h(
    'const list: any[] = [more];',
    'const s = list.find((x) => x.k === event.k) ?? new Plain();\n return s.use(client);',
    "import { more } from '@acme/more';",
  ),
  'a function of the event': h(
    '',
    'const use = event.use ?? ((c: S3Client) => c.send(new ListBucketsCommand({})));\n return use(client);',
  ),
  'a registry of a package': h(
    'const fns: any = { a: (c: S3Client) => c.send(new ListBucketsCommand({})) };',
    'const use = registry.get(event.k) ?? fns.a;\n return use(client);',
    "import { registry } from '@acme/more';",
  ),
  'a function that gives one': h(
    'const pick = (k: string) => known.get(k) ?? new Plain();\nconst known = new Map<string, any>();',
    'return pick(event.k).use(client);',
  ),
  'a function that gives one early': h(
    'const known = new Map<string, any>();\nfunction pick(k: string) { if (known.has(k)) return known.get(k); return new Plain(); }',
    'return pick(event.k).use(client);',
  ),
  'a parameter that has a default': h(
    'const run = (client: any, s: any = new Plain()) => s.use(client);',
    'return run(client, event.s);',
  ),
  'a call that may not be': h(
    'const strategies = new Map<string, any>();',
    'const s = strategies.get(event.kind) ?? new Plain();\n return s?.use?.(client);',
  ),
};
const known: Readonly<Record<string, Files>> = {
  'a new one': h('', 'return new Plain().use(client);'),
  'a choice': h('', 'const s = event.k ? new Plain() : new Other();\n return s.use(client);'),
  'a table': h('const table: any = { a: new Plain(), b: new Other() };', 'return table[event.k].use(client);'),
  'a table, or another': h(
    'const table: any = { a: new Plain(), b: new Other() };',
    'return (table[event.k] ?? new Plain()).use(client);',
  ),
  'a table, or one of it': h(
    'const table: any = { a: new Plain(), b: new Other() };',
    'const s = table[event.k] ?? table.a;\n return s.use(client);',
  ),
  'nothing, or one': h('', 'const s = undefined ?? new Plain();\n return s.use(client);'),
  'one that is made when it is needed': h('let s: Plain | undefined;', 's ??= new Plain();\n return s.use(client);'),
  'one instead of none': h('let s: any = null;', 'if (!s) s = new Plain();\n return s.use(client);'),
  'a function that gives one': h(
    'const pick = (k: string) => k ? new Plain() : new Other();',
    'return pick(event.k).use(client);',
  ),
  'a parameter': h(
    'const run = (client: any, s: any = new Plain()) => s.use(client);',
    'return run(client, new Other());',
  ),
  'a map, and a type': h(
    'const strategies = new Map<string, Plain>();',
    'const s: Plain = strategies.get(event.kind) ?? new Plain();\n return s.use(client);',
  ),
  'a field': h(
    'class App { s = new Plain(); run(client: any) { return this.s.use(client); } }\nconst app = new App();',
    'return app.run(client);',
  ),
  'a field of the constructor': h(
    'class App { constructor(private s: Plain) {} run(client: any) { return this.s.use(client); } }\nconst app = new App(new Plain());',
    'return app.run(client);',
  ),
  'a field that is injected': h(
    'class App { constructor(private readonly s: Plain) {} run(client: any) { return this.s.use(client); } }',
    'return container.resolve(App).run(client);',
    "import { container } from 'tsyringe';",
  ),
  'an interface': h(
    'interface U { use(client: any): any }\nclass A1 implements U { use(c: any) { return c.send(new ListBucketsCommand({})); } }\nconst run = (u: U, client: any) => u.use(client);',
    'return run(event.k ? new A1() : new A1(), client);',
  ),
};

describe('a client that goes to one of several', () => {
  for (const [what, files] of Object.entries(open))
    it(`is shared by suggestion where not all are known: ${what}`, async () =>
      assert.match(await fixOf(files), /^suggestion: .*receives it and may change it/));
  for (const [what, files] of Object.entries(known))
    it(`is shared safely where all are: ${what}`, async () => assert.match(await fixOf(files), /^safe: /));
});
