/** Runs in a process of its own, which `runHandler` starts: loads a handler and invokes it, as Lambda would. */

export interface Job {
  readonly file: string;
  readonly export: string;
  readonly events: readonly unknown[];
  readonly timeoutMs: number;
}

export type Result =
  | { readonly value: unknown }
  | { readonly error: { readonly name: string; readonly message: string } };

/** Sent once when the module is loaded, and then after each invocation. */
export type Answer = { readonly initMs: number } | { readonly result: Result; readonly wallMs: number };

type Handler = (event: unknown, context: unknown, callback: (error: unknown, value?: unknown) => void) => unknown;

// The starter may die without a word; nothing is to stay behind then.
process.on('disconnect', () => process.exit());
process.once('message', (job: Job) => void run(job));

let failInvocation = (_error: unknown) => {};
process.on('unhandledRejection', (error) =>
  failInvocation({ name: 'Runtime.UnhandledPromiseRejection', message: String(error) }),
);

async function run({ file, export: name, events, timeoutMs }: Job): Promise<void> {
  const load = performance.now();
  const handler = loadHandler(file, name);
  await handler.catch(() => {});
  await tell({ initMs: performance.now() - load });
  for (const event of events) {
    const start = performance.now();
    const result = await resultOf(async () => invoke(await handler, event, start + timeoutMs));
    await tell({ result, wallMs: performance.now() - start });
  }
  // At once: what the handler did not wait for is to get lost.
  process.exit();
}

function tell(answer: Answer): Promise<void> {
  return new Promise((told) => process.send!(answer, () => told()));
}

async function loadHandler(file: string, name: string): Promise<Handler> {
  const module = await import(file);
  const handler = module[name] ?? module.default?.[name];
  if (typeof handler !== 'function') throw new TypeError(`${name} is not exported, or not a function`);
  return handler;
}

/** Waits for the returned promise or for the callback, whichever the handler uses. */
function invoke(handler: Handler, event: unknown, deadline: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    failInvocation = reject;
    const context = {
      awsRequestId: 'local',
      functionName: 'local',
      functionVersion: '$LATEST',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:local',
      memoryLimitInMB: '1024',
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => Math.max(0, deadline - performance.now()),
    };
    const returned = handler(event, context, (error, value) => (error ? reject(error) : resolve(value)));
    if (handler.length < 3 || typeof (returned as Promise<unknown> | undefined)?.then === 'function') {
      // Not `resolve(returned)`: a promise that never settles would then keep a rejection elsewhere from being told.
      Promise.resolve(returned).then(resolve, reject);
    }
  });
}

/** The caller of a function sees JSON. */
async function resultOf(work: () => Promise<unknown>): Promise<Result> {
  try {
    return { value: JSON.parse(JSON.stringify(await work()) ?? 'null') };
  } catch (thrown) {
    const { name = 'Error', message = String(thrown) } = (thrown ?? {}) as Partial<Error>;
    return { error: { name: String(name), message: String(message) } };
  }
}
