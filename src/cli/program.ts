import { Command, Option } from 'commander';
import type { FormatName } from '../report/index.js';
import { appendValue, ids, numberFrom, oneOf, warningCount, wholeFrom } from './arguments.js';
import type { BundleFlags } from './bundle.js';
import type { ColdStartFlags } from './cold-start.js';
import type { FunctionsFlags } from './functions.js';
import type { CliIo } from './io.js';
import type { LintFlags } from './lint.js';
import type { LspFlags } from './lsp.js';

const formats: readonly FormatName[] = ['stylish', 'json', 'sarif', 'github', 'junit', 'markdown'];

/** The commands and their options. `finish` receives the exit code of the one that ran. */
export function createProgram(io: CliIo, version: string, finish: (exitCode: number) => void): Command {
  const program = new Command('coldlens')
    .description('Shows what an AWS Lambda function will cost in time and money before it is deployed')
    .version(version, '-v, --version', 'print the version')
    .helpCommand(false)
    .addHelpText(
      'after',
      '\nExit codes: 0 no findings at or above the threshold, 1 findings, 2 Coldlens could not do its job.',
    );
  addLint(program, io, finish);
  addFunctions(program, io, finish);
  addBundle(program, io, finish);
  addColdStart(program, io, finish);
  program
    .command('explain')
    .description('explain a rule: why it exists, examples, options')
    .argument('<rule>', 'rule id')
    .addOption(noColor())
    .action(async (rule: string, flags) => finish(await (await import('./explain.js')).explain(rule, flags, io)));
  program
    .command('lsp')
    .description('start the language server for an editor')
    .option('--stdio', 'communicate over standard input and output')
    .option('--node-ipc', 'communicate over the IPC channel of the Node.js process that started this one')
    .option('--socket <port>', 'connect to the socket on which the editor listens')
    .option('--clientProcessId <id>', 'exit when the process with this id exits')
    .action(async (flags: LspFlags) => finish(await (await import('./lsp.js')).lsp(flags)));
  program
    .command('init')
    .description('write a commented coldlens.config.json into the current folder')
    .action(async () => finish(await (await import('./init.js')).init(io)));
  return program;
}

function addLint(program: Command, io: CliIo, finish: (exitCode: number) => void): void {
  const command = program
    .command('lint')
    .description('find the functions, follow them through the code, and report what makes them slow')
    .argument('[paths...]', 'files or folders to report on (default: the current folder)')
    .addOption(formatOf(formats, 'stylish'))
    .option('--rule <id>', 'run only this rule (repeatable)', appendValue)
    .option('--bundle', 'also build the functions and report findings about their bundles')
    .option('--timing', 'print the time of each phase and rule to stderr')
    .option('--fix', 'apply safe fixes, then report what remains')
    .option(
      '--fix-suggestions <rules>',
      'also apply suggestions from these rules: comma-separated ids (repeatable)',
      ids,
    )
    .option('--fix-dry-run', 'print the fixes as a unified diff and write nothing')
    .option('--fix-dependencies', 'with fixes: update package.json to match what the fixed files import')
    .option('--force', 'apply fixes even with uncommitted changes');
  written(failing(command))
    .addHelpText('after', '\nWithout --severity, everything is reported; errors and warnings fail the run.')
    .action(async (paths: string[], flags: LintFlags) =>
      finish(await (await import('./lint.js')).lint(paths, flags, io)),
    );
}

function addFunctions(program: Command, io: CliIo, finish: (exitCode: number) => void): void {
  program
    .command('functions')
    .description('list the functions that were found, and the declarations that could not be resolved')
    .argument('[paths...]', PATHS)
    .addOption(formatOf(['table', 'json'], 'table'))
    .addOption(config())
    .addOption(noColor())
    .action(async (paths: string[], flags: FunctionsFlags) =>
      finish(await (await import('./functions.js')).functions(paths, flags, io)),
    );
}

function addBundle(program: Command, io: CliIo, finish: (exitCode: number) => void): void {
  const command = program
    .command('bundle')
    .description('build every function as its deploy tool would, and report what makes up its size')
    .argument('[paths...]', PATHS)
    .addOption(formatOf(REPORTS, 'table'))
    .option(
      '--artifact <file>',
      'analyse this built file through its source map instead of building (repeatable)',
      appendValue,
    )
    .option('--cross-check', 'check the sizes in each bundle against a source map, and report differences')
    .option('--compare <base>', 'report what changed since a commit, or since a report written with --format json')
    .option('--rule <id>', 'run only this rule (repeatable)', appendValue);
  written(failing(choosing(command))).action(async (paths: string[], flags: BundleFlags) =>
    finish(await (await import('./bundle.js')).bundle(paths, flags, io)),
  );
}

function addColdStart(program: Command, io: CliIo, finish: (exitCode: number) => void): void {
  const command = program
    .command('coldstart')
    .description('estimate how long the cold start of every function takes, part by part, or measure it')
    .argument('[paths...]', PATHS)
    .addOption(formatOf(REPORTS, 'table'))
    .option('--measure', 'also start each function in separate processes; this runs project code')
    .option('--runs <count>', 'with --measure: how many starts to time (default: 10)', wholeFrom(1, 1000))
    .option(
      '--limit <ms>',
      'with --measure: how many milliseconds one start may take (default: 10000)',
      wholeFrom(100, 600_000),
    )
    .option('--keep-profiles <folder>', 'with --measure: write the CPU profile of each function to this folder')
    .option(
      '--invocations <count>',
      'invocations per month; also report what their cold starts cost',
      wholeFrom(1, 1e15),
    )
    .option(
      '--cold-share <percent>',
      'with --invocations: the percentage of them that start cold (default: 1)',
      numberFrom(0, 100),
    )
    .option(
      '--gb-second-price <usd>',
      'with --invocations: price per GB-second (default: us-east-1 list price)',
      numberFrom(0),
    );
  written(failing(choosing(command))).action(async (paths: string[], flags: ColdStartFlags) =>
    finish(await (await import('./cold-start.js')).coldStart(paths, flags, io)),
  );
}

const PATHS = 'files or folders to look at (default: the current folder)';
const REPORTS = ['table', 'json', 'markdown', 'html'] as const;

function formatOf(names: readonly string[], usual: string): Option {
  return new Option('--format <name>', names.join(', ')).argParser(oneOf(names)).default(usual);
}

/** Which functions to build, and with which changes. */
function choosing(command: Command): Command {
  return command
    .option('--function <name>', 'only this function (repeatable)', appendValue)
    .option(
      '--what-if <change>',
      'also build with this change and report what it saves: advice, minify, without:PACKAGE, OLD=NEW … (repeatable)',
      appendValue,
    );
}

/** What is reported, and what fails the run. */
function failing(command: Command): Command {
  const levels = ['info', 'warning', 'error'];
  return command
    .addOption(
      new Option(
        '--severity <level>',
        `report and fail on findings at or above this level: ${levels.join(', ')}`,
      ).argParser(oneOf(levels)),
    )
    .option('--max-warnings <count>', 'allow this many warnings; -1: any number (default: 0)', warningCount)
    .option('--quiet', 'report errors only; warnings then fail the run only above a given --max-warnings');
}

/** Where the report goes, and whose settings it follows. */
function written(command: Command): Command {
  return command
    .option('-o, --output-file <path>', 'write the report to this file instead of stdout')
    .addOption(config())
    .addOption(noColor());
}

function config(): Option {
  return new Option('--config <path>', 'use this config file and look for no other');
}

function noColor(): Option {
  return new Option('--no-color', 'print without colours, as with NO_COLOR=1');
}
