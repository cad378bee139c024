import type { Host } from '../../model/host.js';

/** Texts of saved files, as a save is often told twice. */
export class SavedTexts {
  readonly #disk: Pick<Host, 'readText'>;
  readonly #texts = new Map<string, string>();

  constructor(disk: Pick<Host, 'readText'>) {
    this.#disk = disk;
  }

  /** Is the text on disk the one of the last time? What is no text is bundled as it is, and compared by nobody. */
  isSame(path: string): boolean {
    const text = this.#textOf(path);
    const isSame = text !== undefined && this.#texts.get(path) === text;
    if (text !== undefined) this.#texts.set(path, text);
    return isSame;
  }

  clear(): void {
    this.#texts.clear();
  }

  #textOf(path: string): string | undefined {
    try {
      return this.#disk.readText(path);
    } catch {
      return undefined;
    }
  }
}
