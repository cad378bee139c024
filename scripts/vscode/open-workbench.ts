import type { Page } from 'playwright-core';
import { launchBrowser } from '../browser/launch-browser.js';
import type { Server } from './install-server.js';
import { type ServerOptions, startServer } from './start-server.js';
import { type WorkbenchContent, workbenchUrl } from './workbench-url.js';

export interface WorkbenchOptions extends WorkbenchContent, ServerOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Called before VS Code's page is loaded. */
  readonly prepare?: (page: Page) => Promise<void>;
}

export interface Workbench {
  readonly page: Page;
  close(): Promise<void>;
}

/** Starts VS Code's server and opens its workbench in a headless browser. */
export async function openWorkbench(server: Server, options: WorkbenchOptions): Promise<Workbench> {
  const { port, stop } = await startServer(server, options);
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: options.viewport ?? { width: 1280, height: 800 } });
  await options.prepare?.(page);
  await page.goto(workbenchUrl(port, options));
  return {
    page,
    async close() {
      await browser.close();
      stop();
    },
  };
}
