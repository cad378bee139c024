import { quietSettings } from '../vscode/settings.js';

/** A tidy window: what a picture does not talk about is not there. */
export const pictureSettings: Readonly<Record<string, unknown>> = {
  ...quietSettings,
  'breadcrumbs.enabled': false,
  'editor.fontSize': 13,
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.cursorBlinking': 'solid',
  'editor.stickyScroll.enabled': false,
  'remote.autoForwardPorts': false,
  'window.commandCenter': false,
  'window.menuBarVisibility': 'hidden',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.layoutControl.enabled': false,
  'workbench.navigationControl.enabled': false,
};
