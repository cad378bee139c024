import assert from 'node:assert/strict';
import { exists, fileUri, openFile, replaceText, writeFile } from './support/files.js';
import { untilFindings } from './support/findings.js';
import { useProject } from './support/project.js';
import { TRACE, writeTracingConfig } from './support/tracing-config.js';

describe('the config of a folder that the user trusts', () => {
  useProject();

  it('is run where it is code', async () => {
    const { document } = await openFile('src/lib/orders.ts');
    await untilFindings(document.uri, ['client-in-handler']);
    await writeTracingConfig();
    await untilFindings(document.uri, []);
    assert.equal(await exists(fileUri(TRACE)), true);
  });

  it('is followed while it is typed', async () => {
    const config = fileUri('coldlens.config.json');
    await writeFile(config, '{ "rules": {} }');
    const { document } = await openFile('src/lib/orders.ts');
    const { document: typed } = await openFile(config);
    await untilFindings(document.uri, ['client-in-handler']);
    await replaceText(typed, '{}', '{ "client-in-handler": "off" }');
    await untilFindings(document.uri, []);
    await replaceText(typed, '"client-in-handler"', '"client-in-handle"');
    await untilFindings(config, ['invalid-config']);
  });
});
