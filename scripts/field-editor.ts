import { fileURLToPath } from 'node:url';
import type { Diagnostic } from 'vscode-languageserver';
import { LspClient } from '../test/support/lsp-client.js';

const usage = `Usage: npm run field:editor -- CHECKOUT…
Opens every file with findings in an editor of the simplest kind, asks for all that an editor asks for, applies the first fix of each file to the unsaved text, and waits
until the finding is gone. Writes nothing. Prints what did not go as it should.`;

const folders = process.argv.slice(2);
if (folders.length === 0) {
  console.error(usage);
  process.exit(2);
}
const total = { functions: 0, files: 0, diagnostics: 0, actions: 0, applied: 0, faults: 0 };
for (const folder of folders) await visit(folder);
console.log(total);
process.exitCode = total.faults > 0 ? 1 : 0;

async function visit(folder: string): Promise<void> {
  const client = await LspClient.start({ folders: [folder], settings: { diagnostics: 'workspace' } });
  const fault = (what: string): void => {
    total.faults += 1;
    console.log(`${folder}: ${what}`);
  };
  try {
    const { functions } = await client.functions();
    total.functions += functions.length;
    const uris = new Set(functions.flatMap(({ findings }) => findings.map(({ uri }) => uri)));
    for (const uri of uris) await visitFile(fileURLToPath(uri), client, fault);
    if ((await client.stop()) !== 0) fault('the server did not end well');
  } catch (error) {
    fault(String(error));
  } finally {
    client.process.kill();
  }
}

async function visitFile(path: string, client: LspClient, fault: (what: string) => void): Promise<void> {
  total.files += 1;
  await client.open(path);
  const diagnostics = await client.untilDiagnostics(path, (each) => each.length > 0);
  await client.lenses(path);
  for (const { range } of diagnostics) {
    total.diagnostics += 1;
    if (!(await client.hover(path, range.start.line, range.start.character))) fault(`no hover at ${path}`);
  }
  await client.actions(path, undefined, ['source.fixAll']);
  const [first] = diagnostics;
  if (first) await fix(path, first, client, fault);
  await client.close(path);
}

async function fix(
  path: string,
  diagnostic: Diagnostic,
  client: LspClient,
  fault: (what: string) => void,
): Promise<void> {
  const { start } = diagnostic.range;
  const actions = await client.actions(path, { start, end: start });
  total.actions += actions.length;
  const action = actions.find(({ title, edit }) => edit?.documentChanges?.length === 1 && !/^Disable/.test(title));
  if (!action) return;
  total.applied += 1;
  const countOf = (each: readonly Diagnostic[]): number => each.filter(({ code }) => code === diagnostic.code).length;
  const before = countOf(client.diagnosticsOf(path));
  await client.apply(action.edit!);
  try {
    await client.untilDiagnostics(path, (each) => countOf(each) < before);
  } catch {
    fault(`${path}:${start.line + 1}: "${action.title}" leaves ${diagnostic.code}`);
  }
}
