/** Files that a framework serves, and which of their exports. */
export interface ServedFiles {
  /** Relative to the folder of the project. */
  readonly glob: string;
  readonly exports: readonly string[];
  /** Only files that begin with the directive; the same, but every export. */
  readonly directive?: 'use server';
  /** Only what a call of this name makes. */
  readonly madeBy?: string;
  /** What calls it, where that is no request. */
  readonly event?: 'schedule';
  /** Not files with such a text. */
  readonly unless?: RegExp;
}

/** A framework whose files are the handlers. */
export interface FrameworkPreset {
  readonly name: string;
  /** Packages that a project with it depends on. */
  readonly packages: readonly string[];
  /** Packages that put it on Lambda and do nothing else. */
  readonly adapters: readonly string[];
  /** Files, without their ending, that are there only when it is deployed so. */
  readonly marks: readonly string[];
  /** Files, without their ending, that may name a preset of Nitro. */
  readonly configs: readonly string[];
  /** Components of SST, and constructs of other packages. */
  readonly components: readonly string[];
  /** What runs once, before anything is served, is left out: plug-ins of Nitro, `register` of Next.js, `init` of SvelteKit. */
  readonly served: readonly ServedFiles[];
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const CODE = '{ts,js,mts,mjs}';
const WITH_JSX = '{ts,tsx,js,jsx}';
const ACTIONS: ServedFiles = { glob: `**/*.${WITH_JSX}`, exports: [], directive: 'use server' };
/** Files of Next.js that make what browsers and search engines ask for beside pages. */
const METADATA = '{opengraph-image,twitter-image,icon,apple-icon,robots,sitemap,manifest}';
const NITRO_FOLDERS = '{api,routes,middleware}';

/** By the documentation of each: Next.js 15 and 16, Nitro 2 and 3, Remix 2 and React Router 7, SvelteKit 2, Astro 5, SolidStart 1. */
export const PRESETS: readonly FrameworkPreset[] = [
  {
    name: 'Nitro',
    packages: ['nitropack', 'nitro'],
    adapters: [],
    marks: [],
    configs: ['nitro.config'],
    components: ['Nitro'],
    served: [
      { glob: `server/${NITRO_FOLDERS}/**/*.${CODE}`, exports: ['default'] },
      { glob: `${NITRO_FOLDERS}/**/*.${CODE}`, exports: ['default'] },
      { glob: `{,server/}tasks/**/*.${CODE}`, exports: ['default'], event: 'schedule' },
    ],
  },
  {
    name: 'Nuxt',
    packages: ['nuxt'],
    adapters: [],
    marks: [],
    configs: ['nuxt.config'],
    components: ['Nuxt'],
    served: [
      { glob: `server/${NITRO_FOLDERS}/**/*.${CODE}`, exports: ['default'] },
      { glob: `server/tasks/**/*.${CODE}`, exports: ['default'], event: 'schedule' },
    ],
  },
  {
    name: 'Next.js',
    packages: ['next'],
    adapters: ['@opennextjs/aws', 'open-next'],
    marks: ['open-next.config'],
    configs: [],
    components: ['Nextjs', 'NextjsSite'],
    served: [
      { glob: `{,src/}app/**/route.${WITH_JSX}`, exports: METHODS },
      { glob: `{,src/}app/**/{page,layout}.${WITH_JSX}`, exports: ['default', 'generateMetadata'] },
      {
        glob: `{,src/}app/**/{not-found,forbidden,unauthorized,loading,template,default}.${WITH_JSX}`,
        exports: ['default'],
      },
      {
        glob: `{,src/}app/**/${METADATA}.${WITH_JSX}`,
        exports: ['default', 'generateImageMetadata', 'generateSitemaps'],
      },
      { glob: `{,src/}pages/api/**/*.${WITH_JSX}`, exports: ['default'] },
      { glob: `{,src/}pages/**/*.${WITH_JSX}`, exports: ['getServerSideProps'] },
      { glob: '{,src/}middleware.{ts,js}', exports: ['middleware', 'default'] },
      { glob: '{,src/}proxy.{ts,js}', exports: ['proxy', 'default'] },
      ACTIONS,
    ],
  },
  {
    name: 'React Router',
    packages: ['@remix-run/react', '@remix-run/node', '@react-router/node', '@react-router/dev'],
    adapters: ['@remix-run/architect', '@react-router/architect'],
    marks: [],
    configs: [],
    components: ['Remix', 'RemixSite', 'React'],
    served: [
      { glob: `app/**/*.${WITH_JSX}`, exports: ['loader', 'action'] },
      { glob: `app/entry.server.${WITH_JSX}`, exports: ['default', 'handleDataRequest', 'handleError'] },
    ],
  },
  {
    name: 'SvelteKit',
    packages: ['@sveltejs/kit'],
    adapters: [
      'svelte-kit-sst',
      'sveltekit-adapter-aws',
      '@foladayo/sveltekit-adapter-lambda',
      '@yarbsemaj/adapter-lambda',
    ],
    marks: [],
    configs: [],
    components: ['SvelteKit', 'SvelteKitSite'],
    served: [
      { glob: 'src/routes/**/+server.{ts,js}', exports: [...METHODS, 'fallback'] },
      { glob: 'src/routes/**/[+]{page,layout}.server.{ts,js}', exports: ['load', 'actions.*'] },
      // What runs in the browser as well, unless nothing of the page runs on the server.
      {
        glob: 'src/routes/**/[+]{page,layout}.{ts,js}',
        exports: ['load'],
        unless: /\b(ssr\s*=\s*false|prerender\s*=\s*true)\b/,
      },
      { glob: 'src/hooks.server.{ts,js}', exports: ['handle', 'handleFetch', 'handleError'] },
    ],
  },
  {
    name: 'Astro',
    packages: ['astro'],
    adapters: ['astro-sst', '@astro-aws/adapter'],
    marks: [],
    configs: [],
    components: ['Astro', 'AstroSite'],
    served: [
      { glob: 'src/pages/**/*.{ts,js}', exports: [...METHODS, 'ALL'] },
      { glob: 'src/middleware{,/index}.{ts,js}', exports: ['onRequest'] },
    ],
  },
  {
    name: 'SolidStart',
    packages: ['@solidjs/start', 'solid-start'],
    adapters: [],
    marks: [],
    configs: ['app.config'],
    components: ['SolidStart', 'SolidStartSite'],
    served: [{ glob: `src/routes/**/*.${WITH_JSX}`, exports: METHODS }, ACTIONS],
  },
  {
    name: 'TanStack Start',
    packages: ['@tanstack/react-start', '@tanstack/solid-start', '@tanstack/start'],
    adapters: [],
    marks: [],
    configs: ['app.config', 'vite.config'],
    components: ['TanStackStart'],
    served: [
      { glob: `{app,src}/routes/**/*.${WITH_JSX}`, exports: ['Route', 'ServerRoute', 'APIRoute'] },
      { glob: `{app,src}/**/*.${WITH_JSX}`, exports: [], madeBy: 'createServerFn' },
      ACTIONS,
    ],
  },
];
