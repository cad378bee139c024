import type { ServerContext } from './context.js';
import type { Folder } from './folder.js';

/** Shows a folder's findings as its settings want them. */
export function publish(folder: Folder, { publisher, settings, asked }: ServerContext): void {
  publisher.publish(folder, asked.has(folder.uri) || settings.known(folder.uri).diagnostics === 'workspace');
}
