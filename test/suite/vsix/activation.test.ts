import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { basename, join } from 'node:path';
import { workspace } from 'vscode';
import { activeExtension } from '../support/extension.js';

describe('the package', () => {
  it('activates from the extensions folder', async () => {
    const { isActive, extensionPath } = await activeExtension();
    assert.equal(isActive, true);
    assert.match(basename(extensionPath), /^coldlens\.coldlens-\d/);
  });

  it('brings a command line that works', async () => {
    const { extensionPath } = await activeExtension();
    const args = [join(extensionPath, 'bin', 'coldlens.js'), 'lint', '--format', 'json'];
    const { stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: workspace.workspaceFolders![0]!.uri.fsPath,
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      encoding: 'utf8',
    });
    assert.equal(JSON.parse(stdout || '{}').summary?.functions, 2, stderr);
  });

  it('brings an esbuild that runs', async () => {
    const { extensionPath } = await activeExtension();
    const folder = join(extensionPath, 'node_modules', '@esbuild', `${process.platform}-${process.arch}`);
    const binary = join(folder, process.platform === 'win32' ? 'esbuild.exe' : 'bin/esbuild');
    const { stdout, error } = spawnSync(binary, ['--version'], { encoding: 'utf8' });
    assert.match(stdout ?? '', /^\d+\.\d+\.\d+/, error?.message);
  });
});
