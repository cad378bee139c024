/** After a save: what is saved together is built together. */
export const SAVE_MS = 20;
/** Between two builds, so that neither the editor nor the machine is kept busy. */
export const PAUSE_MS = 100;
/** After packages or settings have changed: they come in numbers. */
export const INSTALL_MS = 1500;
/** After the last keystroke; before it, and while the analysis runs, nothing is built. */
const QUIET_MS = 400;
/** After the last keystroke or save, before plain zips are weighed: to walk through all their files takes long. */
const ZIP_MS = 3000;

/** What goes on in a folder, in milliseconds of one clock. */
export interface Activity {
  readonly nowMs: number;
  readonly lastEditMs: number;
  /** A file on disk is another one. */
  readonly lastChangeMs: number;
  readonly isBuilding: boolean;
  readonly isAnalysing: boolean;
}

/** Milliseconds before it is worth asking what to build; 0 for now. */
export function waitBeforeTurn({ nowMs, lastEditMs, isBuilding, isAnalysing }: Activity): number {
  if (isBuilding) return PAUSE_MS;
  return isAnalysing || nowMs - lastEditMs < QUIET_MS ? QUIET_MS : 0;
}

/** Milliseconds before plain zips may be packed; 0 for now. */
export function waitBeforeZips({ nowMs, lastEditMs, lastChangeMs }: Activity): number {
  return Math.max(0, ZIP_MS - (nowMs - Math.max(lastEditMs, lastChangeMs)));
}
