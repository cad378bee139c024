import assert from 'node:assert/strict';
import { ConfigurationTarget, commands, extensions, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ColdlensApi } from '../../src/extension.js';
import { FUNCTIONS_REQUEST, type FunctionsView, type InitializationOptions } from '../../src/model/protocol.js';
import { eventually } from './support/eventually.js';

const running = 2;

describe('the extension in a Lambda project', () => {
  let api: ColdlensApi;

  const runningClient = () =>
    eventually('a running server', () => {
      const client = api.client();
      return client?.state === running ? client : undefined;
    });
  const functionsOf = (client: LanguageClient) => client.sendRequest<FunctionsView>(FUNCTIONS_REQUEST);

  before(async () => {
    api = await extensions.getExtension<ColdlensApi>('coldlens.coldlens')!.activate();
    console.log(`    activating took ${api.activationMs.toFixed(1)} ms`);
  });

  it('registers every command that it declares', async () => {
    const declared: readonly { command: string }[] =
      extensions.getExtension('coldlens.coldlens')!.packageJSON.contributes.commands;
    const registered = await commands.getCommands(true);
    assert.deepEqual(
      declared.filter(({ command }) => !registered.includes(command)),
      [],
    );
  });

  it('has its settings', () => {
    const settings = workspace.getConfiguration('coldlens');
    const values = ['enable', 'run', 'codeLens.findings', 'rules', 'config'].map((name) => settings.get(name));
    assert.deepEqual(values, [true, 'onType', true, {}, '']);
  });

  it('starts the server, and trusts as the user does', async () => {
    const { clientOptions } = await runningClient();
    const options: InitializationOptions = clientOptions.initializationOptions();
    assert.deepEqual(options, { hasCommands: true, isTrusted: true });
  });

  it('analyzes on command, and knows the functions then', async () => {
    await commands.executeCommand('coldlens.analyzeWorkspace');
    const { functions } = await functionsOf(await runningClient());
    assert.deepEqual(functions.map(({ name }) => name).toSorted(), ['CreateOrder', 'ShipOrders']);
  });

  it('starts the server again when it crashed', async () => {
    const crashed = await runningClient();
    crashed.serverProcess!.kill('SIGKILL');
    const client = await eventually('another server', async () => {
      const next = await runningClient();
      return next === crashed ? undefined : next;
    });
    await eventually(
      'the functions again',
      async () => (await functionsOf(client)).functions.length === 2 || undefined,
    );
  });

  it('restarts the server on command', async () => {
    const former = await runningClient();
    await commands.executeCommand('coldlens.restartServer');
    assert.notEqual(await runningClient(), former);
  });

  it('stops where it is switched off, and starts when it is switched on', async () => {
    const settings = workspace.getConfiguration('coldlens');
    await settings.update('enable', false, ConfigurationTarget.Workspace);
    await eventually('an end of the server', () => api.client() === undefined || undefined);
    await settings.update('enable', undefined, ConfigurationTarget.Workspace);
    await runningClient();
  });
});
