import { type Extension, extensions } from 'vscode';

/** Coldlens, active. */
export async function activeExtension(): Promise<Extension<unknown>> {
  const extension = extensions.getExtension('coldlens.coldlens');
  if (!extension) {
    throw new Error('VS Code does not know coldlens.coldlens.');
  }
  await extension.activate();
  return extension;
}
