import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { runBin } from '../support/run-bin.js';
import { withTempFolder } from '../support/temp-folder.js';
import { validateSarif } from '../support/validate-sarif.js';

const example = 'examples/order-service';

const lint = (...args: string[]) => runBin(['lint', ...args], example);

describe('the example', () => {
  it('has six functions, and one that is not ours to read', () => {
    const { functions, unresolved } = JSON.parse(runBin(['functions', '--format', 'json'], example).stdout);
    assert.deepEqual(
      functions.map(({ name, events }: { name: string; events: string[] }) => `${name} ${events}`),
      [
        'CreateOrder http',
        'ExportOrders http',
        'GetOrder http',
        'ListOrders http',
        'NightlyReport schedule',
        'ProcessPayment sqs',
      ],
    );
    assert.deepEqual(
      unresolved.map(({ name }: { name: string }) => name),
      ['InvoicePrinter'],
    );
  });

  it('shows findings in helpers, with the call path that leads there', () => {
    const { exitCode, stdout } = lint();
    assert.equal(exitCode, 1);
    assert.match(stdout, /^src\/lib\/payment-provider\.ts$/m);
    assert.match(stdout, /handler \(src\/handlers\/process-payment\.ts:\d+\) › .*apiKey/);
    assert.match(stdout, /ms per invocation \(\w+\) · in ProcessPayment$/m);
  });

  it('has nothing that could not be analysed', () => {
    assert.deepEqual(JSON.parse(lint('--format', 'json').stdout).problems, []);
  });

  it('makes SARIF that the Multitool accepts', async () => {
    const { errors } = await validateSarif(lint('--format', 'sarif').stdout);
    assert.deepEqual(errors, []);
  });

  for (const format of ['github', 'junit', 'markdown']) {
    it(`can be reported as ${format}`, () => assert.match(lint('--format', format).stdout, /client-in-handler/));
  }

  it('has safe fixes where no tests of ours are around it, as in the copy that the demo lints', () =>
    withTempFolder({}, (folder) => {
      cpSync(example, folder, { recursive: true });
      assert.match(runBin(['lint'], folder).stdout, /\), 3 fixable with --fix, 3 more with --fix-suggestions · .*\n$/);
    }));

  it('is coloured only when asked for', () => {
    const isColored = (env: Readonly<Record<string, string>>) =>
      runBin(['lint'], example, env).stdout.includes('\u001b[');
    assert.deepEqual(
      [isColored({}), isColored({ FORCE_COLOR: '1' }), isColored({ FORCE_COLOR: '1', NO_COLOR: '1' })],
      [false, true, false],
    );
  });
});
