// Loads a handler's file as Lambda's runtime does, and tells on file descriptor 3 how long that took or what came in between. It uses no
// public built-in module that user code might load first: loading those is a part of what is measured.
import { readFileSync, writeSync } from 'node:fs';
import { createRequire, Module } from 'node:module';

// A URL where it is an ES module.
const [file, isModule, isProfiled] = process.argv.splice(2, 3);
// What the process was started with stays out of sight, as in Lambda.
process.execArgv.length = 0;

const { hrtime, nextTick, reallyExit } = process;
const nextTurn = setImmediate;
const nowUs = () => Number(hrtime.bigint() / 1000n);
let attempts = 0;
let isTold = false;

/** One line each, so that what was told before the process is killed can be read. */
function write(value) {
  const bytes = Buffer.from(`${JSON.stringify(value)}\n`);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(3, bytes, at);
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
    }
  }
}

function tell(outcome) {
  if (isTold) return;
  isTold = true;
  write({ outcome });
}

function describe(error) {
  const isObject = typeof error === 'object' && error !== null;
  const text = isObject && 'message' in error ? `${error.name ?? 'Error'}: ${error.message}` : String(error);
  return {
    kind: 'crashed',
    message: text,
    stack: isObject && typeof error.stack === 'string' ? error.stack : undefined,
    code: isObject && typeof error.code === 'string' ? error.code : undefined,
  };
}

process.on('uncaughtExceptionMonitor', (error) => tell(describe(error)));
process.exit = (code = process.exitCode ?? 0) => {
  tell({ kind: 'exited', message: String(code), stack: new Error('process.exit').stack });
  reallyExit.call(process, Number(code) || 0);
};
process.on('exit', () => tell({ kind: 'stuck', message: 'its top level waits for something that never happens' }));

function attempt(kind, target) {
  // A client that tries again and again says nothing new.
  if (++attempts <= 20) write({ attempt: { kind, target: String(target) } });
}

/** The bindings below `net`, `dns`, `dgram` and `child_process`: patched there, none of these modules has to be loaded. */
function refuseNetwork() {
  const UNREACHABLE = -101;
  const TRY_AGAIN = -3001;
  const binding = (name) => {
    try {
      return process.binding(name);
    } catch {
      return {};
    }
  };
  const replace = (owner, name, make) => {
    if (typeof owner?.[name] === 'function') owner[name] = make(owner[name]);
  };
  const { TCP } = binding('tcp_wrap');
  const { Pipe } = binding('pipe_wrap');
  const { UDP } = binding('udp_wrap');
  const { Process } = binding('process_wrap');
  const cares = binding('cares_wrap');
  const refuse = (describeTarget) => () =>
    function (request, ...rest) {
      attempt('connect', describeTarget(rest));
      nextTick(() => request.oncomplete?.(UNREACHABLE, this, request, false, false));
      return 0;
    };
  for (const name of ['connect', 'connect6'])
    replace(
      TCP?.prototype,
      name,
      refuse(([host, port]) => `${host}:${port}`),
    );
  replace(
    Pipe?.prototype,
    'connect',
    refuse(([path]) => path),
  );
  for (const name of ['send', 'send6'])
    replace(UDP?.prototype, name, () => (...args) => {
      attempt('send', `${args[4] ?? ''}:${args[3] ?? ''}`);
      return UNREACHABLE;
    });
  replace(cares, 'getaddrinfo', () => (request, host) => {
    attempt('lookup', host);
    nextTick(() => request.oncomplete(TRY_AGAIN));
    return 0;
  });
  for (const name of Object.getOwnPropertyNames(cares.ChannelWrap?.prototype ?? {}).filter((each) =>
    /^query/.test(each),
  ))
    replace(cares.ChannelWrap.prototype, name, () => (request, host) => {
      attempt('lookup', host);
      nextTick(() => request.oncomplete('ECONNREFUSED'));
      return 0;
    });
  for (const prototype of [TCP?.prototype, Pipe?.prototype])
    replace(
      prototype,
      'listen',
      (listen) =>
        function (...args) {
          attempt('listen', '');
          return listen.apply(this, args);
        },
    );
  replace(
    Process?.prototype,
    'spawn',
    (spawn) =>
      function (options) {
        attempt('spawn', options?.file);
        return spawn.call(this, options);
      },
  );
}

const require = createRequire(import.meta.url);
const load = () => (isModule === 'true' ? import(file) : require(file));

/** How long this thread was ready to run while others had the processor, in nanoseconds; only Linux tells. */
function waited() {
  try {
    return BigInt(readFileSync('/proc/self/schedstat', 'latin1').split(' ')[1]);
  } catch {
    return 0n;
  }
}

async function measure() {
  // Asked inside of the interval, and once before it so that the first answer does not take longer: what this thread waited outside of the
  // interval would be taken off the time inside, which made short loads on a busy machine negative.
  waited();
  const start = hrtime.bigint();
  const before = waited();
  await load();
  const others = waited() - before;
  const end = hrtime.bigint();
  return {
    kind: 'loaded',
    // Two clocks: the scheduler's may run ahead of Node's by some microseconds.
    ms: Math.max(0, Number(end - start - others) / 1e6),
    from: Number(start / 1000n),
    to: Number(end / 1000n),
  };
}

/** The same with a profiler, and with marks that say what runs where a profile cannot. */
async function profile() {
  const { Session } = await import('node:inspector');
  const session = new Session();
  session.connect();
  const post = (method, params) => {
    let answer;
    session.post(method, params, (error, result) => {
      if (error) throw new Error(error.message);
      answer = result;
    });
    return answer;
  };
  const marks = [];
  globalThis.__coldlensMark = (name) => marks.push({ kind: 'module', name: String(name), at: nowUs() });
  const original = Module.prototype.load;
  Module.prototype.load = function (path) {
    marks.push({ kind: 'load', name: path, at: nowUs() });
    try {
      return original.call(this, path);
    } finally {
      marks.push({ kind: 'loaded', name: path, at: nowUs() });
    }
  };
  post('Profiler.enable');
  post('Profiler.setSamplingInterval', { interval: 100 });
  post('Profiler.start');
  const { from, to, ...outcome } = await measure();
  const found = post('Profiler.stop').profile;
  return { ...outcome, profile: { profile: found, marks, from, to } };
}

refuseNetwork();
try {
  // Lambda's runtime has loaded files of both kinds when it comes to the handler.
  require('./warm.cjs');
  await import('./warm.mjs');
  const outcome = await (isProfiled === 'true' ? profile() : measure());
  // What the code began while it was loaded, it comes to in the next turn: connections, a call of process.exit.
  await new Promise(nextTurn);
  tell(outcome);
} catch (error) {
  tell(describe(error));
}
// What runs on, runs on in Lambda as well; here nobody waits for it.
reallyExit.call(process, 0);
