import { resolve } from 'node:path';
import { pagePictures, takePagePictures } from './screenshots/page-pictures.js';
import { type Picture, pictures } from './screenshots/pictures.js';
import { pictureSettings } from './screenshots/settings.js';
import { takePicture } from './screenshots/take.js';
import { installServer } from './vscode/install-server.js';
import { makeProfile } from './vscode/make-profile.js';
import { openWorkbench } from './vscode/open-workbench.js';

/** `npm run screenshots [-- NAME…]`: pictures of the extension and of reports, for the documentation. */
const names = process.argv.slice(2);
const all = [...pictures, ...pagePictures].map(({ name }) => name);
const unknown = names.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`Usage: npm run screenshots [-- NAME…]\nPictures: ${all.join(', ')}`);
  process.exit(2);
}
const isChosen = ({ name }: { readonly name: string }): boolean => names.length === 0 || names.includes(name);

const ofPages = pagePictures.filter(isChosen);
if (ofPages.length > 0) {
  console.log((await takePagePictures(ofPages)).join('\n'));
}
const ofEditor = pictures.filter(isChosen);
if (ofEditor.length > 0) {
  await takeEditorPictures(ofEditor);
}

async function takeEditorPictures(chosen: readonly Picture[]): Promise<void> {
  const profile = makeProfile('orders', pictureSettings);
  const { page, close } = await openWorkbench(installServer(), {
    ...profile,
    extensionDevelopmentPath: resolve('.'),
    hasWorkspaceTrust: false,
    viewport: { width: 1280, height: 640 },
  });
  try {
    await page.locator('.monaco-workbench .activitybar').waitFor({ timeout: 60_000 });
    // What only the browser adds to the status bar.
    await page.addStyleTag({
      content: '[id="status.workbench.keyboardLayout"], [id="status.forwardedPorts"] { display: none !important }',
    });
    for (const picture of chosen) {
      console.log(`${await takePicture(page, picture)}${picture.isKept ? ', which the README shows' : ''}`);
    }
  } finally {
    await close();
    profile.remove();
  }
}
