import type { Connection } from 'vscode-languageserver';
import { type EditorSettings, parseSettings } from './settings.js';

/** The editor's settings for each folder, asked for once. */
export interface SettingsCache {
  of(folderUri: string): Promise<EditorSettings>;
  /** Those of a folder as far as they are known. */
  known(folderUri: string): EditorSettings;
  /** `pushed`: the whole section, from editors that cannot be asked. */
  forget(pushed: unknown): void;
}

export function createSettingsCache(connection: Connection, canConfigure: boolean, initial: unknown): SettingsCache {
  let pushed = parseSettings(initial);
  const asked = new Map<string, Promise<EditorSettings>>();
  const answers = new Map<string, EditorSettings>();
  const ask = async (scopeUri: string): Promise<EditorSettings> => {
    try {
      const settings = parseSettings(await connection.workspace.getConfiguration({ scopeUri, section: 'coldlens' }));
      answers.set(scopeUri, settings);
      return settings;
    } catch (error) {
      // The defaults will do until the next time.
      asked.delete(scopeUri);
      connection.console.warn(`The settings of ${scopeUri} are not known: ${error}`);
      return pushed;
    }
  };
  return {
    of: (folderUri) => {
      if (!canConfigure) return Promise.resolve(pushed);
      const known = asked.get(folderUri) ?? ask(folderUri);
      asked.set(folderUri, known);
      return known;
    },
    known: (folderUri) => answers.get(folderUri) ?? pushed,
    forget: (sent) => {
      if (!canConfigure) pushed = parseSettings(sent);
      asked.clear();
    },
  };
}
