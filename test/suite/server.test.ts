import assert from 'node:assert/strict';
import { commands, window } from 'vscode';
import { eventually } from './support/eventually.js';
import { openFile, readFile, replaceText } from './support/files.js';
import { findingsIn, untilFindings } from './support/findings.js';
import { useProject } from './support/project.js';
import { quickFixes } from './support/providers.js';
import { api, crashServer, newServer, runningClient } from './support/server.js';
import { withSetting } from './support/settings.js';
import { withStub } from './support/stub.js';

const createOrder = 'src/handlers/create-order.ts';
const rules = ['sequential-awaits'];

/** Collects warnings instead of showing them. */
async function withWarnings(use: (warnings: readonly string[]) => Promise<void>): Promise<void> {
  const warnings: string[] = [];
  const collect = ((message: string) => {
    warnings.push(message);
    return Promise.resolve(undefined);
  }) as typeof window.showWarningMessage;
  await withStub(window, 'showWarningMessage', collect, () => use(warnings));
}

describe('a server that ends by itself', () => {
  useProject();

  it('is started again, its findings come back, and the user is told once', () =>
    withWarnings(async (warnings) => {
      const { document } = await openFile(createOrder);
      for (let crash = 0; crash < 2; crash++) {
        await untilFindings(document.uri, rules);
        await crashServer();
      }
      await untilFindings(document.uri, rules);
      assert.equal((await quickFixes(document, findingsIn(document.uri)[0]!.range)).length, 4);
      assert.deepEqual(warnings, ['The Coldlens server stopped unexpectedly and is being restarted.']);
    }));

  it('is left alone after too many crashes, until it is restarted by hand', () =>
    withWarnings(async (warnings) => {
      await newServer();
      const { document } = await openFile(createOrder);
      for (let crash = 0; crash < 3; crash++) await crashServer();
      (await runningClient()).serverProcess!.kill('SIGKILL');
      await eventually('a word that it is left alone', () => warnings.length === 2 || undefined);
      assert.match(warnings[1]!, /stopped 4 times .* will not be restarted again/);
      assert.equal((await api()).client(), undefined);
      await untilFindings(document.uri, []);
      await newServer();
      await untilFindings(document.uri, rules);
    }));

  it('is one server, however often it is restarted', async () => {
    const former = (await runningClient()).serverProcess!.pid!;
    const restarts = [1, 2, 3].map(() => commands.executeCommand('coldlens.restartServer'));
    await Promise.all(restarts);
    const { serverProcess } = await runningClient();
    await eventually('an end of the former process', () => hasEnded(former) || undefined);
    assert.equal(hasEnded(serverProcess!.pid!), false);
    const { document } = await openFile(createOrder);
    await untilFindings(document.uri, rules);
  });
});

describe('settings', () => {
  useProject();

  it('switch everything off and on again', async () => {
    const { client } = await api();
    const { document } = await openFile(createOrder);
    await untilFindings(document.uri, rules);
    const { pid } = (await runningClient()).serverProcess!;
    await withSetting('coldlens.enable', false, async () => {
      await untilFindings(document.uri, []);
      await eventually('an end of the server', () => (client() === undefined && hasEnded(pid!)) || undefined);
    });
    await untilFindings(document.uri, rules);
  });

  it('have changes looked at when they are saved', () =>
    withSetting('coldlens.run', 'onSave', async () => {
      const { document } = await openFile(createOrder);
      const [before] = await untilFindings(document.uri, rules);
      await newServer();
      await untilFindings(document.uri, rules);
      const edit = await window.activeTextEditor!.edit((builder) => {
        builder.replace(document.lineAt(6).range, '  const customer = { name: existing?.customerId };');
      });
      assert.ok(edit);
      // The server answers in order, so it has seen the edit.
      await quickFixes(document, before!.range);
      assert.equal(findingsIn(document.uri).length, 1);
      assert.ok(await document.save());
      await untilFindings(document.uri, []);
    }));

  it('allow fixes on save also then, of what was typed since', () =>
    withSetting('coldlens.run', 'onSave', () =>
      withSetting('editor.codeActionsOnSave', { 'source.fixAll.coldlens': 'explicit' }, async () => {
        const { document } = await openFile(createOrder);
        await untilFindings(document.uri, rules);
        await replaceText(document, '  await saveOrder(', '  // Typed before the save.\n  await saveOrder(');
        assert.ok(await document.save());
        assert.match(
          await readFile(document.uri),
          /await Promise\.all\(\[findOrder\(orderId\), findCustomer\(customerId\)\]\)/,
        );
      }),
    ));

  it('give rules another severity', async () => {
    const { document } = await openFile(createOrder);
    await untilFindings(document.uri, rules);
    await withSetting('coldlens.rules', { 'sequential-awaits': 'off' }, async () => {
      await untilFindings(document.uri, []);
    });
    await untilFindings(document.uri, rules);
  });
});

function hasEnded(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}
