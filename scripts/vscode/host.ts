import { browserHost } from './host-browser.js';
import { desktopHost } from './host-desktop.js';
import type { Profile } from './make-profile.js';

/** A VS Code that tests can run in. */
export interface VscodeHost {
  /** For `runTests`. */
  readonly executablePath: string;
  /** The same, for a run in restricted mode. */
  readonly restrictedPath: string;
  readonly env: Readonly<Record<string, string>>;
  installExtension(vsix: string, profile: Profile): void;
}

/** `COLDLENS_VSCODE` chooses. Where there is no screen, VS Code runs in a headless browser. */
export function chooseHost(): Promise<VscodeHost> | VscodeHost {
  const { COLDLENS_VSCODE, DISPLAY, WAYLAND_DISPLAY } = process.env;
  const hasScreen = process.platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY);
  const choice = COLDLENS_VSCODE || (hasScreen ? 'desktop' : 'browser');
  if (choice === 'desktop') {
    return desktopHost();
  }
  if (choice === 'browser' && process.platform === 'linux' && process.arch === 'x64') {
    return browserHost();
  }
  throw new Error(`COLDLENS_VSCODE is "desktop", or, on Linux x64, "browser"; it is "${choice}".`);
}
