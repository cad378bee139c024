import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { Editor } from './editor.js';
import type { Picture } from './pictures.js';

const keptFolder = 'docs/images';
const otherFolder = '.vscode-test/images';

/** Takes one picture, and returns its path. Where a step fails, the error names the picture, and what was seen is kept beside it. */
export async function takePicture(page: Page, { name, isKept, steps }: Picture): Promise<string> {
  const path = picturePath(name, isKept);
  const editor = new Editor(page);
  try {
    await tidy(editor);
    await steps(editor);
    await page.locator('[id="status.progress"]').waitFor({ state: 'hidden' });
  } catch (error) {
    const seen = join('.vscode-test', `${name}.png`);
    await page.screenshot({ path: seen });
    throw new Error(`The picture "${name}" could not be taken; see ${seen}.`, { cause: error });
  }
  await page.screenshot({ path, animations: 'disabled' });
  return path;
}

/** Where a picture goes. */
export function picturePath(name: string, isKept = false): string {
  return join(isKept ? keptFolder : otherFolder, `${name}.png`);
}

/** What the picture before has opened is closed. */
async function tidy(editor: Editor): Promise<void> {
  await editor.press('Escape');
  await editor.press('Escape');
  await editor.runCommand('View: Close All Editors');
  if (await editor.page.locator('.part.panel').isVisible()) {
    await editor.runCommand('View: Toggle Panel Visibility');
  }
  await editor.runCommand('View: Show Explorer');
  await editor.runCommand('Notifications: Clear All Notifications');
}
