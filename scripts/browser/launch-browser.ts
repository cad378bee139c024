import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from './find-browser.js';

/** A headless browser, for the workbench of VS Code and for pages of ours. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    ...findBrowser(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}
