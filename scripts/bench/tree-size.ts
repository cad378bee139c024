import { ts } from 'ts-morph';
import { createNodeHost } from '../../src/host/node-host.js';

/** How much code there is for all contenders to read: files, lines and syntax nodes. */
export async function treeSize(folder: string): Promise<string> {
  const host = createNodeHost();
  let [files, lines, nodes] = [0, 0, 0];
  const count = (node: ts.Node) => {
    nodes++;
    ts.forEachChild(node, count);
  };
  for (const path of await host.listFiles(folder, ['**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}'])) {
    try {
      const text = host.readText(path) ?? '';
      files++;
      lines += text.split('\n').length;
      count(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
    } catch {
      // Whatever we cannot read does not count; the contenders report it in their own ways.
    }
  }
  return `${files} files, ${lines} lines, ${nodes} syntax nodes`;
}
