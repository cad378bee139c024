import { basename } from 'node:path';
import type { Locator, Page } from 'playwright-core';

const LIMIT_MS = 20_000;
const ATTEMPTS = 5;

/** VS Code as a person uses it. Every step waits for what it brings about, and fails when that does not come. */
export class Editor {
  constructor(readonly page: Page) {
    page.setDefaultTimeout(LIMIT_MS);
  }

  async waitFor(selector: string): Promise<Locator> {
    const found = this.page.locator(selector).first();
    await found.waitFor({ state: 'visible' });
    return found;
  }

  async press(keys: string): Promise<void> {
    await this.page.keyboard.press(keys);
  }

  /** Presses again when nothing came of it: VS Code drops a request while it still loads what answers. */
  async pressUntil(keys: string, selector: string): Promise<void> {
    const wanted = this.page.locator(selector).first();
    for (let attempt = 1; attempt < ATTEMPTS; attempt++) {
      await this.press(keys);
      const wait = wanted.waitFor({ state: 'visible', timeout: LIMIT_MS / ATTEMPTS });
      if (
        await wait.then(
          () => true,
          () => false,
        )
      )
        return;
      await this.press('Escape');
    }
    await this.press(keys);
    await this.waitFor(selector);
  }

  /** Opens a file of the workspace by its path. */
  async openFile(path: string): Promise<void> {
    await this.press('Control+P');
    await this.choose(path, basename(path));
    await this.waitFor(`.tab.active[data-resource-name="${basename(path)}"]`);
    await this.waitFor('.monaco-editor .view-line');
  }

  async goToLine(line: number, column = 1): Promise<void> {
    await this.press('Control+G');
    await this.choose(`${line}:${column}`, `line ${line}`);
    await this.waitFor(`.statusbar-item:has-text("Ln ${line}, Col ${column}")`);
  }

  /** Runs a command of the command palette by its title. */
  async runCommand(title: string): Promise<void> {
    await this.press('F1');
    await this.choose(title);
  }

  /** Types into the list of choices that is open, and takes the choice with these words once it is the selected one. */
  async choose(text: string, words = text): Promise<void> {
    const input = await this.waitFor('.quick-input-widget input[type="text"]');
    const [prefix] = (await input.inputValue()).match(/^[>:]?/)!;
    await input.fill(prefix + text);
    const choice = await this.waitFor(`.quick-input-list .monaco-list-row.focused:has-text("${words}")`);
    await this.press('Enter');
    await choice.waitFor({ state: 'hidden' });
  }
}
