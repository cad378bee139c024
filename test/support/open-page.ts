import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { withTempFolder } from './temp-folder.js';

/**
 * Opens a page from a file, as a person would, and fails when it says something on the console, throws, or asks for anything
 * but itself.
 */
export async function withPage<T>(
  browser: Browser,
  html: string,
  use: (page: Page) => Promise<T>,
  options: BrowserContextOptions = {},
): Promise<T> {
  return withTempFolder({}, async (folder) => {
    const file = join(folder, 'report.html');
    writeFileSync(file, html);
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(5000);
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(String(error.stack)));
    page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
    page.on('request', (request) => {
      if (request.url() !== pathToFileURL(file).href) complaints.push(`request: ${request.url()}`);
    });
    try {
      await page.goto(pathToFileURL(file).href);
      const result = await use(page);
      if (complaints.length > 0) throw new Error(complaints.join('\n'));
      return result;
    } finally {
      await context.close();
    }
  });
}
