import { checkAll, HANDLER } from './check.js';

const ROUTE = 'export const GET = async () => Response.json({});\nexport async function POST() {}\n';
const DEFAULT = 'export default async function () {}\n';
const EVENT = 'export default defineEventHandler(async () => 1);\n';
const dependsOn = (...names: string[]) =>
  JSON.stringify({ dependencies: Object.fromEntries(names.map((name) => [name, '*'])) });

const NEXT = {
  'app/api/notes/[id]/route.ts': ROUTE,
  'app/page.tsx': DEFAULT,
  'app/form/page.tsx': "'use client';\nexport default function Form() {}\n",
  'src/app/layout.jsx': DEFAULT,
  'app/actions.ts':
    "// what forms do\n'use server';\nexport async function save() {}\nexport async function drop() {}\n",
  'app/lib/helper.ts': 'export const help = () => 1;\n',
  'pages/api/old.ts': DEFAULT,
  'pages/old.tsx': 'export async function getServerSideProps() {}\nexport default function Old() {}\n',
  'pages/old.test.tsx': 'export async function getServerSideProps() {}\n',
  'middleware.ts': 'export function middleware() {}\nexport const config = {};\n',
  '.next/server/app/page.js': DEFAULT,
};

describe('functions of frameworks of pages and routes', () => {
  checkAll([
    {
      title: 'finds what Next.js serves where a component of SST deploys it',
      files: {
        ...Object.fromEntries(Object.entries(NEXT).map(([path, text]) => [`web/${path}`, text])),
        'sst.config.ts': `export default $config({
  async run() {
    new sst.aws.Nextjs('Site', { path: 'web' });
  },
});
`,
      },
      functions: [
        'app/actions drop @ sst.config.ts:3 framework -> web/app/actions.ts:4#drop 1024MB 20s x86_64 [http]',
        'app/actions save @ sst.config.ts:3 framework -> web/app/actions.ts:3#save 1024MB 20s x86_64 [http]',
        'app/api/notes/[id]/route GET @ sst.config.ts:3 framework -> web/app/api/notes/[id]/route.ts:1#GET 1024MB 20s x86_64 [http]',
        'app/api/notes/[id]/route POST @ sst.config.ts:3 framework -> web/app/api/notes/[id]/route.ts:2#POST 1024MB 20s x86_64 [http]',
        'app/page @ sst.config.ts:3 framework -> web/app/page.tsx:1#default 1024MB 20s x86_64 [http]',
        'middleware @ sst.config.ts:3 framework -> web/middleware.ts:1#middleware 1024MB 20s x86_64 [http]',
        'pages/api/old @ sst.config.ts:3 framework -> web/pages/api/old.ts:1#default 1024MB 20s x86_64 [http]',
        'pages/old @ sst.config.ts:3 framework -> web/pages/old.tsx:1#getServerSideProps 1024MB 20s x86_64 [http]',
        'src/app/layout @ sst.config.ts:3 framework -> web/src/app/layout.jsx:1#default 1024MB 20s x86_64 [http]',
      ],
    },
    {
      title: 'is nothing where OpenNext builds for Cloudflare, or a component is of another cloud',
      files: {
        'a/package.json': '{ "dependencies": { "next": "15", "@opennextjs/cloudflare": "1" } }',
        'a/open-next.config.ts': 'export default {};\n',
        'a/app/route.ts': 'export const GET = () => new Response();\n',
        'b/package.json': '{ "dependencies": { "next": "15", "@opennextjs/aws": "3" } }',
        'b/open-next.config.ts': "export default { default: { override: { wrapper: 'cloudflare-node' } } };\n",
        'b/app/route.ts': 'export const GET = () => new Response();\n',
        'c/package.json': '{ "dependencies": { "astro": "5" } }',
        'c/sst.config.ts': "export default $config({ async run() { new sst.cloudflare.Astro('Site'); } });\n",
        'c/src/pages/api/y.ts': 'export const GET = () => new Response();\n',
      },
    },
    {
      title: 'finds it once where several files say so',
      files: {
        'sst.config.ts': "export default $config({ async run() { new sst.aws.Nextjs('Site'); } });\n",
        'open-next.config.ts': 'export default {};\n',
        'package.json': dependsOn('next'),
        'app/page.tsx': DEFAULT,
      },
      functions: ['app/page @ open-next.config.ts:1 framework -> app/page.tsx:1#default [http]'],
    },
    {
      title: 'finds what Nitro serves, by its preset in a config',
      files: {
        'nitro.config.ts': "export default defineNitroConfig({\n  // preset: 'vercel',\n  preset: 'aws_lambda',\n});\n",
        'package.json': dependsOn('nitropack'),
        'routes/a.get.ts': EVENT,
        'server/api/b.ts': EVENT,
        'server/tasks/c.ts': 'export default defineTask({ async run() {} });\n',
        'server/utils/d.ts': DEFAULT,
      },
      functions: [
        'routes/a.get @ nitro.config.ts:3 framework -> routes/a.get.ts:1#default [http]',
        'server/api/b @ nitro.config.ts:3 framework -> server/api/b.ts:1#default [http]',
        'server/tasks/c @ nitro.config.ts:3 framework -> server/tasks/c.ts:1#default [schedule]',
      ],
    },
    {
      title: 'knows presets of Nitro in scripts, and adapters',
      files: {
        'nuxt/package.json':
          '{\n  "scripts": { "build": "NITRO_PRESET=aws-lambda nuxt build" },\n  "devDependencies": { "nuxt": "3" }\n}',
        'nuxt/server/api/a.ts': EVENT,
        'kit/package.json': dependsOn('@sveltejs/kit', 'svelte-kit-sst'),
        'kit/src/routes/(app)/notes/+page.server.ts':
          'export const load = async () => 1;\nexport const actions = {\n  default: async () => 1,\n  drop: async () => 2,\n} satisfies Actions;\n',
        'kit/src/routes/api/+server.js': ROUTE,
        'kit/src/hooks.server.ts': 'export const handle = async () => 1;\n',
        'astro/package.json': dependsOn('astro', 'astro-sst'),
        'astro/src/pages/api/a.ts': 'export const GET = async () => 1;\n',
        'remix/package.json': dependsOn('@remix-run/node', '@remix-run/architect'),
        'remix/app/routes/notes.$id.tsx':
          'export async function loader() {}\nexport const action = async () => 1;\nexport default function Notes() {}\n',
        'solid/package.json': dependsOn('@solidjs/start'),
        'solid/app.config.ts': "export default defineConfig({ server: { preset: 'aws-lambda-streaming' } });\n",
        'solid/src/routes/api/a.ts': 'export async function GET() {}\n',
      },
      functions: [
        'src/pages/api/a @ astro/package.json:1 framework -> astro/src/pages/api/a.ts:1#GET [http]',
        'src/hooks.server @ kit/package.json:1 framework -> kit/src/hooks.server.ts:1#handle [http]',
        'src/routes/(app)/notes/+page.server actions.default @ kit/package.json:1 framework -> kit/src/routes/(app)/notes/+page.server.ts:2#actions.default [http]',
        'src/routes/(app)/notes/+page.server actions.drop @ kit/package.json:1 framework -> kit/src/routes/(app)/notes/+page.server.ts:2#actions.drop [http]',
        'src/routes/(app)/notes/+page.server load @ kit/package.json:1 framework -> kit/src/routes/(app)/notes/+page.server.ts:1#load [http]',
        'src/routes/api/+server GET @ kit/package.json:1 framework -> kit/src/routes/api/+server.js:1#GET [http]',
        'src/routes/api/+server POST @ kit/package.json:1 framework -> kit/src/routes/api/+server.js:2#POST [http]',
        'server/api/a @ nuxt/package.json:2 framework -> nuxt/server/api/a.ts:1#default [http]',
        'app/routes/notes.$id action @ remix/package.json:1 framework -> remix/app/routes/notes.$id.tsx:2#action [http]',
        'app/routes/notes.$id loader @ remix/package.json:1 framework -> remix/app/routes/notes.$id.tsx:1#loader [http]',
        'src/routes/api/a @ solid/app.config.ts:1 framework -> solid/src/routes/api/a.ts:1#GET [http]',
      ],
    },
    {
      title: 'finds nothing where nothing says that it runs on Lambda, or the framework is another',
      files: {
        'a/package.json': dependsOn('next'),
        'a/app/api/route.ts': ROUTE,
        'b/package.json': dependsOn('nitropack'),
        'b/nitro.config.ts':
          "export default defineNitroConfig({\n  // preset: 'aws-lambda',\n  preset: 'node-server',\n});\n",
        'b/routes/a.ts': EVENT,
        'c/package.json': dependsOn('react'),
        'c/open-next.config.ts': '',
        'c/app/page.tsx': DEFAULT,
        'd/package.json': '{ "dependencies": 1, "devDependencies": ["next"] }',
      },
    },
    {
      title: 'reads many comments at the top of a file in no time',
      files: {
        'package.json': dependsOn('next', 'open-next'),
        'app/a.ts': `${'// // '.repeat(5000)}\n${'/* */ '.repeat(5000)}\nexport const x = 1;\n`,
        'app/page.tsx': `/* a */ // b\n'use client';\n${DEFAULT}`,
        'app/b/page.tsx': `${'/* */ '.repeat(5000)}\n${DEFAULT}`,
      },
      functions: ['app/b/page @ package.json:1 framework -> app/b/page.tsx:2#default [http]'],
    },
    {
      title: 'says so where nothing is served',
      files: {
        'sst.config.ts':
          "export default $config({ async run() { new sst.aws.Astro('Docs', { path: 'docs' }); new sst.aws.Remix('App', { path: process.env.APP }); } });\n",
        'docs/src/pages/index.astro': '',
        'package.json': dependsOn('next', 'open-next'),
      },
      unresolved: [
        'Next.js @ package.json:1: no code that Next.js serves was found in the root',
        'App @ sst.config.ts:1: the folder of its project is not static',
        'Docs @ sst.config.ts:1: no code that Astro serves was found in docs',
      ],
    },
    {
      title: 'leaves handlers beside it to their look, and reads what is half typed',
      files: {
        'package.json': dependsOn('next', '@opennextjs/aws'),
        'app/page.tsx': 'export default function Page() { return <p',
        'app/route.ts': 'export const GET = ',
        'jobs/night.ts': HANDLER,
      },
      functions: [
        'night @ jobs/night.ts:1 code -> jobs/night.ts:1#handler',
        'app/page @ package.json:1 framework -> app/page.tsx:1#default [http]',
        'app/route @ package.json:1 framework -> app/route.ts:1#GET [http]',
      ],
    },
  ]);
});

describe('tasks of Nitro', () => {
  const TASK = 'export default defineTask({ meta: { name: "clean" }, run: async () => ({ result: 1 }) });\n';
  checkAll([
    {
      title: 'are run by a schedule, beside what answers requests',
      files: {
        'nuxt/package.json': dependsOn('nuxt'),
        'nuxt/nuxt.config.ts': "export default defineNuxtConfig({ nitro: { preset: 'aws-lambda' } });\n",
        'nuxt/server/tasks/db/clean.ts': TASK,
        'nuxt/server/api/hello.get.ts': EVENT,
        'nitro/package.json': dependsOn('nitropack'),
        'nitro/nitro.config.ts': "export default defineNitroConfig({ preset: 'aws-lambda' });\n",
        'nitro/tasks/clean.ts': TASK,
        'nitro/server/tasks/late.ts': TASK,
      },
      functions: [
        'server/tasks/late @ nitro/nitro.config.ts:1 framework -> nitro/server/tasks/late.ts:1#default [schedule]',
        'tasks/clean @ nitro/nitro.config.ts:1 framework -> nitro/tasks/clean.ts:1#default [schedule]',
        'server/api/hello.get @ nuxt/nuxt.config.ts:1 framework -> nuxt/server/api/hello.get.ts:1#default [http]',
        'server/tasks/db/clean @ nuxt/nuxt.config.ts:1 framework -> nuxt/server/tasks/db/clean.ts:1#default [schedule]',
      ],
    },
  ]);
});

describe('Remix on Architect', () => {
  const PACKAGE = '{ "dependencies": { "@remix-run/architect": "2", "@remix-run/react": "2" } }';
  const ARC = '@app\nx\n@http\n/*\n  method any\n  src server\n@aws\nruntime nodejs20.x\nmemory 512\ntimeout 20\n';
  const SERVER = `import { createRequestHandler } from '@remix-run/architect';
import * as build from '@remix-run/dev/server-build';
export const handler = createRequestHandler({ build });
`;
  const ROUTE = 'export const loader = async () => 1;\nexport default () => null;\n';
  const FACTS = 'nodejs20.x 512MB 20s arm64 [http]';
  checkAll([
    {
      title: 'lists once what it serves, with the settings of the function that renders it',
      files: { 'package.json': PACKAGE, 'app.arc': ARC, 'server/index.js': SERVER, 'app/routes/_index.jsx': ROUTE },
      functions: [`app/routes/_index @ app.arc:4 framework -> app/routes/_index.jsx:1#loader ${FACTS}`],
    },
    {
      title: 'lists it once where a build makes the function that renders it',
      files: { 'package.json': PACKAGE, 'app.arc': ARC, 'app/routes/_index.jsx': ROUTE },
      functions: [`app/routes/_index @ app.arc:4 framework -> app/routes/_index.jsx:1#loader ${FACTS}`],
    },
    {
      title: 'keeps other functions of the manifest',
      files: {
        'package.json': PACKAGE,
        'app.arc': `${ARC}@events\nmade\n`,
        'server/index.js': SERVER,
        'src/events/made/index.js': HANDLER,
        'app/routes/_index.jsx': ROUTE,
      },
      functions: [
        `app/routes/_index @ app.arc:4 framework -> app/routes/_index.jsx:1#loader ${FACTS}`,
        'made @ app.arc:12 architect -> src/events/made/index.js:1#handler nodejs20.x 512MB 20s arm64 [sns]',
      ],
    },
  ]);
});
