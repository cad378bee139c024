import assert from 'node:assert/strict';
import { commands, DiagnosticSeverity, workspace } from 'vscode';
import { exists, fileUri, openFile, rangeOf, replaceText } from '../support/files.js';
import { ruleOf, untilFindings } from '../support/findings.js';
import { useProject } from '../support/project.js';
import { quickFix, quickFixes, untilLenses } from '../support/providers.js';
import { TRACE, writeTracingConfig } from '../support/tracing-config.js';

const trace = fileUri(TRACE);

describe('the config of a folder that the user does not trust', () => {
  before(writeTracingConfig);
  useProject();

  it('is not run where it is code, and is used where it is JSON', async () => {
    const { document } = await openFile('src/report.ts');
    // The code would switch off the one, the JSON makes an error of the other.
    const findings = await untilFindings(document.uri, ['client-in-handler', 'await-in-loop']);
    const errors = findings.filter(({ severity }) => severity === DiagnosticSeverity.Error);
    assert.deepEqual(errors.map(ruleOf), ['await-in-loop']);
    assert.equal(await exists(trace), false);
  });

  it('is not run when everything is analyzed anew, or the config is opened', async () => {
    await commands.executeCommand('coldlens.analyzeWorkspace');
    const { document: config } = await openFile('coldlens.config.mjs');
    await replaceText(config, 'export default', '// Edited.\nexport default');
    const { document } = await openFile('src/report.ts');
    await untilFindings(document.uri, ['client-in-handler', 'await-in-loop']);
    await untilLenses(document, ['3: Report: 2 findings', '3: nodejs22.x']);
    assert.equal(await exists(trace), false);
  });

  it('is not chosen by a setting of the folder', async () => {
    assert.equal(workspace.getConfiguration('coldlens', trace).get('config'), '');
  });

  it('still allows fixes', async () => {
    const { document } = await openFile('src/report.ts');
    await untilFindings(document.uri, ['client-in-handler', 'await-in-loop']);
    const range = rangeOf(document, 'new S3Client({})');
    const [first] = await quickFixes(document, range);
    const { edit } = await quickFix(document, range, first!.title);
    assert.ok(await workspace.applyEdit(edit!));
    await untilFindings(document.uri, ['await-in-loop']);
  });
});
