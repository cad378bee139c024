import type { RuleMeta } from '../engine/asking/define-rule.js';
import { overlayHost } from '../engine/fixing/overlay-host.js';
import { isCodeFile } from '../lib/code-file.js';
import { folderOf, isBelow } from '../lib/paths.js';
import type { Host } from '../model/host.js';
import { Folder } from './folder.js';
import type { LiveHost } from './live-host.js';
import { createOptionsLoader } from './load-options.js';
import type { OpenDocuments } from './open-documents.js';
import { loneHost, projectRootOf } from './project-root.js';
import type { EditorSettings } from './settings.js';
import { pathOfUri, UNTITLED, uriOf } from './uris.js';

/** All folders that are analysed: those of the workspace, and those of open files that belong to none. */
export interface AnalysedFolders {
  folders(): readonly Folder[];
  /**
   * The folder that answers for a file: the innermost one, or where that has nothing to say of the file, another whose functions load it.
   */
  ownerOf(path: string): Folder | undefined;
  folderAt(uri: string): Folder | undefined;
  addFolder(uri: string): void;
  removeFolder(uri: string): void;
  /** Makes a folder for an open document that none holds. */
  admit(path: string): void;
  /** Lets go of what `admit` made for a document that is closed, and returns it. */
  release(path: string): Folder | undefined;
  /** Config files or settings may have changed. */
  forgetOptions(): void;
}

export interface WorkspaceInput {
  readonly documents: OpenDocuments;
  readonly disk: LiveHost;
  readonly rules: readonly RuleMeta[];
  readonly isTrusted: boolean;
  readonly settingsOf: (folderUri: string) => Promise<EditorSettings>;
  /** The workspace's own folders, switched off or not. */
  readonly ownUris: ReadonlySet<string>;
  readonly onChange: (folder: Folder) => void;
  readonly onEarly: (folder: Folder) => void;
}

interface OpenFolder {
  readonly folder: Folder;
  readonly forgetOptions: () => void;
}

export function createWorkspace(input: WorkspaceInput): AnalysedFolders {
  const { documents, disk, rules, isTrusted } = input;
  const entries = new Map<string, OpenFolder>();
  const folders = (): Folder[] => [...entries.values()].map(({ folder }) => folder);
  const ownerOf = (path: string): Folder | undefined => ownerAmong(folders(), path);

  const add = (root: string, uri: string, isGuest: boolean, isLone = false): void => {
    const scratch = new Map<string, string>();
    const world = worldOf(isLone, input, (path) => innermost(path, folders())?.root === root);
    const host = overlayHost(world, scratch);
    const settings = (): Promise<EditorSettings> => input.settingsOf(uri);
    const options = createOptionsLoader({ root, host, rules, isTrusted, settings });
    const folder = new Folder({
      root,
      uri,
      isGuest,
      host,
      bundling: isLone ? undefined : { disk, settings, isOpen: (path) => documents.get(path) !== undefined },
      scratch,
      loadOptions: options.load,
      openTexts: documents.texts,
      onChange: input.onChange,
      onEarly: input.onEarly,
    });
    entries.set(root, { folder, forgetOptions: options.forget });
    void folder.runner.analyzeNow();
  };
  const remove = (root: string): void => {
    entries.get(root)?.folder.dispose();
    entries.delete(root);
  };

  return {
    folders,
    ownerOf,
    folderAt: (uri) => folders().find((folder) => folder.uri === uri),
    addFolder: (uri) => {
      const root = rootOf(uri);
      // A guest becomes one of the family.
      if (entries.get(root)?.folder.isGuest) remove(root);
      if (!uri.startsWith('file:') || entries.has(root)) return;
      add(root, uri, false);
      // What stood in a wider guest's world so far no longer does.
      for (const folder of folders()) if (isBelow(root, folder.root)) folder.runner.stale();
    },
    removeFolder: (uri) => remove(rootOf(uri)),
    admit: (path) => {
      if (ownerOf(path) !== undefined || isBelowAny(path, input.ownUris)) return;
      const guest = guestRootOf(path, disk);
      if (guest) add(guest.root, uriOf(guest.root), true, guest.isLone);
    },
    release: (path) => {
      const folder = innermost(path, folders());
      if (!folder?.isGuest || [...documents.paths()].some((each) => isBelow(each, folder.root))) return undefined;
      remove(folder.root);
      return folder;
    },
    forgetOptions: () => entries.forEach(({ forgetOptions }) => void forgetOptions()),
  };
}

/** The folder that holds a file has the first word on it, and those that load it from outside the next. */
function ownerAmong(folders: readonly Folder[], path: string): Folder | undefined {
  const inner = innermost(path, folders);
  const others = folders.filter((folder) => folder !== inner && !folder.isGuest && folder.knows(path));
  if (others.length === 0 || inner?.speaksOf(path)) return inner;
  return others.find((folder) => folder.speaksOf(path)) ?? inner ?? others[0];
}

/** What a folder sees: the disk with open documents over it, or those alone. */
function worldOf(isLone: boolean, { disk, documents }: WorkspaceInput, isOwn: (path: string) => boolean): Host {
  return isLone ? loneHost(documents.texts, disk, isOwn) : overlayHost(disk, documents.texts);
}

function innermost(path: string, folders: readonly Folder[]): Folder | undefined {
  const around = folders.filter(({ root }) => isBelow(path, root));
  return around.sort((a, b) => b.root.length - a.root.length)[0];
}

/** A folder that is switched off stays so, whatever is opened in it. */
function isBelowAny(path: string, uris: ReadonlySet<string>): boolean {
  return [...uris].some((uri) => isBelow(path, rootOf(uri)));
}

function rootOf(uri: string): string {
  return pathOfUri(uri).replace(/(?<=.)\/$/, '');
}

/** Where the world of a document outside of all folders begins; none for one that means nothing without a project. */
function guestRootOf(path: string, disk: LiveHost): { readonly root: string; readonly isLone: boolean } | undefined {
  const root = isBelow(path, UNTITLED) ? undefined : projectRootOf(path, disk);
  if (root !== undefined) return { root, isLone: false };
  return isCodeFile(path) ? { root: folderOf(path), isLone: true } : undefined;
}
