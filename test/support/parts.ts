export interface Part {
  /** What it holds, for the map in docs/architecture.md. */
  readonly holds: string;
  /** Parts of `src` that it may import, besides itself and the open parts. */
  readonly mayUse: readonly string[];
  /** What to do instead of importing another one. */
  readonly instead: string;
}

/** Parts that all others may use. They do not use each other but as the table says. */
export const openParts: readonly string[] = ['lib', 'model', 'derived'];

/** Every arrow between the parts of `src`, from the bottom up. A part is a folder, or a file that stands in `src` itself. */
export const parts: Readonly<Record<string, Part>> = {
  lib: {
    holds: 'small helpers that know nothing of the product',
    mayUse: [],
    instead: 'Helpers know nothing of the product; put what does where it is needed.',
  },
  model: {
    holds: 'the data that everybody shares: functions, findings, problems, bundles, starts, options, the host',
    mayUse: [],
    instead: 'Model is plain data that everybody shares; put what needs more where it is needed.',
  },
  derived: {
    holds: 'small questions about that data: the version of Node.js of a function, whether a figure is a lower bound',
    mayUse: ['lib', 'model'],
    instead: 'This answers small questions about the data of src/model alone.',
  },
  words: {
    holds: 'how data is written, the same in every face: sizes, times, ranges, lists, places',
    mayUse: [],
    instead: 'Words say how data is written; hand the data over.',
  },
  ast: {
    holds: 'small questions about syntax trees; the one parser',
    mayUse: [],
    instead: 'Questions about nodes know nothing of Lambda; ask them in src/lambda.',
  },
  sources: {
    holds: 'the one reader of package.json, tsconfig and module names',
    mayUse: ['ast'],
    instead: 'Sources say where imports lead, and know nothing of what is imported.',
  },
  project: {
    holds: 'which functions there are: readers of deployment files, and code shape',
    mayUse: ['ast', 'sources'],
    instead: 'Discovery reads deployment files; move shared questions about code to src/ast.',
  },
  lambda: {
    holds: 'facts about the code that handlers reach',
    mayUse: ['ast', 'sources'],
    instead: 'Facts know no rules and no deployment files; take what they need as a parameter.',
  },
  bundle: {
    holds: 'builds each function as its deploy tool would, or packs its files, and says whose the bytes are',
    mayUse: ['words', 'sources'],
    instead: 'Hand over plain data from src/model.',
  },
  coldstart: {
    holds: 'the estimate of a start out of what a function ships',
    mayUse: ['words'],
    instead: 'Hand over plain data from src/model.',
  },
  measure: {
    holds: 'starts functions in processes and says whose the time is',
    mayUse: ['sources', 'bundle', 'coldstart'],
    instead: 'This puts builds, starts and profiles together; processes come through the Starter.',
  },
  engine: {
    holds: 'asks rules, and turns what they say into findings; comments; fixes in memory',
    mayUse: ['ast', 'lambda'],
    instead: 'The engine runs any rules; take them as a parameter.',
  },
  fixes: {
    holds: 'drafts of edits: a file for each rule that has a fix, and folders for each kind of change',
    mayUse: ['ast', 'sources', 'lambda'],
    instead: 'A fix drafts edits from facts; put a new fact into src/lambda.',
  },
  rules: {
    holds: 'a file for each rule, and the figures that rules give',
    mayUse: ['words', 'ast', 'lambda', 'engine', 'fixes'],
    instead: 'A rule is a query over facts; add the fact to src/lambda and ask for it.',
  },
  transforms: {
    holds: 'rewrites of a whole file, and of package.json',
    mayUse: [],
    instead: 'A transformation takes a text and gives a text.',
  },
  core: {
    holds: 'the use cases: analyze, fix, list, bundle, estimate, measure, and the session of an editor',
    mayUse: [
      'words',
      'ast',
      'sources',
      'lambda',
      'project',
      'bundle',
      'coldstart',
      'engine',
      'rules',
      'measure',
      'transforms',
    ],
    instead: 'Use cases know no faces; return data to them.',
  },
  config: {
    holds: 'config files → `Options`',
    mayUse: [],
    instead: 'Config takes rules as plain metadata; declare what it needs of them in raw-config.ts.',
  },
  host: {
    holds: 'the outside world on Node: files, git, processes',
    mayUse: [],
    instead: 'The host is the outside world and nothing else.',
  },
  codelens: {
    holds: 'what lenses, hovers and cards say',
    mayUse: ['words'],
    instead: 'A view-model is made of plain data; hand it over.',
  },
  report: {
    holds: 'result → text, a formatter a file; the data of the page',
    mayUse: ['words'],
    instead: 'A formatter reads only the result; put what it lacks into the result.',
  },
  page: {
    holds: 'the page of bundles and starts; runs in a browser',
    mayUse: ['words'],
    instead: 'The page runs in a browser and has only what the report puts into it.',
  },
  server: {
    holds: 'the language server and its memory',
    mayUse: [
      'words',
      'ast',
      'core',
      'bundle',
      'coldstart',
      'config',
      'host',
      'codelens',
      'rules',
      'engine',
      'report',
      'transforms',
    ],
    instead: 'The server is a thin face; do the work in src/core and return data.',
  },
  cli: {
    holds: 'the command line: flags, what each command prints and writes, reports it reads again, exit codes',
    mayUse: [
      'words',
      'sources',
      'core',
      'bundle',
      'coldstart',
      'config',
      'host',
      'report',
      'rules',
      'engine',
      'server',
    ],
    instead: 'The command line is a thin face; do the work in src/core and return data.',
  },
  editor: {
    holds: 'the client in VS Code',
    mayUse: ['words', 'host'],
    instead: 'The editor speaks to the server; send it a request.',
  },
  'extension.ts': {
    holds: 'what VS Code activates',
    mayUse: ['editor'],
    instead: 'The extension only starts src/editor.',
  },
};
