import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../browser/launch-browser.js';
import { npmInstall, run } from '../vscode/install-once.js';
import { picturePath } from './take.js';

/** A picture of the page that `coldlens bundle --format html` writes of the example. */
export interface PagePicture {
  readonly name: string;
  readonly isKept?: true;
  readonly colorScheme: 'light' | 'dark';
  readonly width: number;
  steps(page: Page): Promise<void>;
}

export const pagePictures: readonly PagePicture[] = [
  { name: 'bundle-report', isKept: true, colorScheme: 'dark', width: 1280, steps: selectClient },
  { name: 'bundle-report-light', colorScheme: 'light', width: 1280, steps: selectClient },
  { name: 'bundle-report-narrow', colorScheme: 'dark', width: 700, steps: selectClient },
  { name: 'bundle-report-narrow-light', colorScheme: 'light', width: 700, steps: selectClient },
  {
    name: 'bundle-report-zoomed',
    colorScheme: 'light',
    width: 1280,
    async steps(page) {
      await page.locator('[role=treeitem][aria-label^="@smithy/core "]').click();
      await page.getByRole('searchbox').fill('submodules');
      await page.locator('[role=treeitem]').first().focus();
      await page.keyboard.press('ArrowDown');
    },
  },
  { name: 'cold-start-report', isKept: true, colorScheme: 'dark', width: 1280, steps: showColdStart },
  { name: 'cold-start-report-light', colorScheme: 'light', width: 1280, steps: showColdStart },
  { name: 'cold-start-report-narrow', colorScheme: 'light', width: 700, steps: showColdStart },
  {
    name: 'cold-start-report-savings',
    colorScheme: 'light',
    width: 1280,
    async steps(page) {
      await page.locator('select').selectOption({ index: 1 });
      await showColdStart(page);
      await page.getByRole('button', { name: 'aws-sdk', exact: true }).click();
    },
  },
  {
    name: 'cold-start-report-zoomed',
    colorScheme: 'dark',
    width: 1280,
    async steps(page) {
      await showColdStart(page);
      await page.locator('[role=treeitem][aria-label^="AWS SDK "]').click();
      await page.getByRole('searchbox').fill('core');
      await page.locator('[role=treeitem]').first().focus();
      await page.keyboard.press('ArrowRight');
    },
  },
];

/** Takes them one after the other, and returns their paths. */
export async function takePagePictures(pictures: readonly PagePicture[]): Promise<readonly string[]> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'coldlens-pictures-')));
  const browser = await launchBrowser();
  const paths: string[] = [];
  try {
    const address = pathToFileURL(writeReport(folder)).href;
    for (const { colorScheme, width, name, isKept, steps } of pictures) {
      const page = await browser.newPage({ viewport: { width, height: 912 }, colorScheme });
      await page.goto(address);
      await steps(page);
      const path = picturePath(name, isKept);
      await page.screenshot({ path, fullPage: !isKept, animations: 'disabled' });
      await page.close();
      paths.push(path);
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
  return paths;
}

/** Installs a copy of the example and reports on it, as somebody would who tries it out. */
function writeReport(folder: string): string {
  cpSync('examples/order-service', folder, { recursive: true });
  npmInstall(folder, []);
  run(process.execPath, [resolve('bin/coldlens.js'), 'bundle', '--format', 'html', '-o', 'report.html'], folder);
  return join(folder, 'report.html');
}

async function showColdStart(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Cold start' }).click();
  await page.locator('.icicle [role=treeitem]').nth(1).waitFor();
  await page.mouse.move(0, 0);
}

async function selectClient(page: Page): Promise<void> {
  await page.getByRole('button', { name: '@aws-sdk/client-dynamodb', exact: true }).click();
  await page.mouse.move(0, 0);
  await page.evaluate('scrollTo(0, 0)');
}
