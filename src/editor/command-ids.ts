import { COMMANDS } from '../model/protocol.js';

/** Ids of all commands. package.json declares those that a user can start; a test compares the two. */
export const COMMAND_IDS = {
  ...COMMANDS,
  analyzeWorkspace: 'coldlens.analyzeWorkspace',
  restartServer: 'coldlens.restartServer',
  toggleGrouping: 'coldlens.toggleGrouping',
  showOutput: 'coldlens.showOutput',
  openDocs: 'coldlens.openDocs',
} as const;

/** Whether Coldlens was launched; the view and most commands are shown only then. */
export const ACTIVE_CONTEXT = 'coldlens.active';

export const FUNCTIONS_VIEW = 'coldlens.functions';
