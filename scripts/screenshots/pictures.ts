import type { Editor } from './editor.js';

/** A picture of the interface: what to do until it can be taken. Its name is that of its file. */
export interface Picture {
  readonly name: string;
  /** The README shows it, so it is kept in docs/images; others are there to be looked at. */
  readonly isKept?: true;
  steps(editor: Editor): Promise<void>;
}

const createOrder = 'src/handlers/create-order.ts';
const shipOrders = 'src/handlers/ship-orders.ts';

export const pictures: readonly Picture[] = [
  {
    name: 'diagnostics',
    isKept: true,
    async steps(editor) {
      await openHandler(editor, shipOrders);
      await editor.runCommand('Problems: Focus on Problems View');
      await editor.waitFor('.markers-panel .monaco-list-row:has-text("await-in-loop")');
    },
  },
  {
    name: 'lens',
    async steps(editor) {
      await openHandler(editor, createOrder);
    },
  },
  {
    name: 'quick-fix',
    isKept: true,
    async steps(editor) {
      await openHandler(editor, createOrder);
      await editor.goToLine(6, 22);
      await editor.pressUntil('Control+.', '.action-widget .monaco-list-row:has-text("Promise.all")');
    },
  },
  {
    name: 'hover',
    async steps(editor) {
      await openHandler(editor, createOrder);
      await editor.goToLine(6, 22);
      await editor.runCommand('Show or Focus Hover');
      await editor.waitFor('.monaco-hover:has-text("sequential-awaits"):has-text("Quick Fix")');
    },
  },
  {
    name: 'functions',
    isKept: true,
    async steps(editor) {
      await openHandler(editor, createOrder);
      await (await editor.waitFor('.activitybar .action-item:has([aria-label^="Coldlens"])')).click();
      await (await editor.waitFor('.monaco-list-row[aria-label^="CreateOrder"]')).click();
      await editor.press('ArrowRight');
      await editor.waitFor('.monaco-list-row[aria-level="2"]');
    },
  },
  {
    name: 'editor-bundle',
    isKept: true,
    async steps(editor) {
      await openHandler(editor, shipOrders);
      await editor.runCommand('View: Toggle Primary Side Bar Visibility');
      await (await editor.waitFor('.codelens-decoration a:has-text("zipped")')).click();
      const page = editor.page.frameLocator('iframe.webview.ready').frameLocator('iframe[title="Bundle Map"]');
      await page.locator('[role=treeitem]').first().waitFor({ state: 'visible' });
      await editor.waitFor('.codelens-decoration a:has-text("only through this import")');
      await editor.page.mouse.move(0, 0);
    },
  },
  {
    name: 'editor-cold-start',
    isKept: true,
    async steps(editor) {
      await openHandler(editor, shipOrders);
      await editor.runCommand('View: Toggle Primary Side Bar Visibility');
      await editor.waitFor('.codelens-decoration a:has-text("only through this import")');
      // A lens that is just replaced by its next version leads nowhere.
      await editor.page.waitForTimeout(2000);
      await (await editor.waitFor('.codelens-decoration a:has-text("cold start about")')).click();
      const page = editor.page.frameLocator('iframe.webview.ready').frameLocator('iframe[title="Cold Start"]');
      await page.locator('.icicle [role=treeitem]').nth(1).waitFor({ state: 'visible' });
      // The lens shall be seen as a whole.
      for (let step = 0; step < 3; step++) await editor.runCommand('Increase Editor Width');
      await page.locator('.stack-legend').scrollIntoViewIfNeeded();
      await editor.page.mouse.move(0, 0);
    },
  },
  {
    name: 'hover-cold-start',
    async steps(editor) {
      await openHandler(editor, shipOrders);
      await editor.waitFor('.codelens-decoration a:has-text("cold start about")');
      await editor.goToLine(6, 15);
      await editor.runCommand('Show or Focus Hover');
      await editor.waitFor('.monaco-hover:has-text("Cold start")');
    },
  },
  {
    name: 'walkthrough',
    async steps(editor) {
      await editor.runCommand('Welcome: Open Walkthrough...');
      await editor.choose('Get Started with Coldlens');
      await editor.waitFor('.getting-started-step.expanded');
    },
  },
];

/** Opens the file of a handler, with all that Coldlens shows in it. */
async function openHandler(editor: Editor, path: string): Promise<void> {
  await editor.openFile(path);
  await editor.waitFor('.squiggly-warning');
  await editor.waitFor('.codelens-decoration a:has-text("finding")');
}
