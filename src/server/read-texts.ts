import { relativePath } from '../lib/paths.js';
import type { Host } from '../model/host.js';
import type { Texts } from './folder-state.js';

/** Keeps the texts that an analysis reads: an editor's text goes on, and findings are about the one that was read. One piece of work at a time, or one inside of another. */
export class ReadTexts {
  /** The host to read through. */
  readonly host: Host;
  #texts: Map<string, string> | undefined;

  /** @param root names of files are relative to it. */
  constructor(host: Host, root: string) {
    this.host = {
      ...host,
      readText: (path) => {
        const text = host.readText(path);
        if (text !== undefined) this.#texts?.set(relativePath(root, path), text);
        return text;
      },
    };
  }

  /** What the work gives, and what it has read. */
  async of<T>(work: () => Promise<T>): Promise<readonly [result: T, texts: Texts]> {
    const texts = new Map<string, string>();
    return [await this.#into(texts, work), texts];
  }

  /** Keeps nothing of what the work reads. */
  ofNone<T>(work: () => Promise<T>): Promise<T> {
    return this.#into(undefined, work);
  }

  async #into<T>(texts: Map<string, string> | undefined, work: () => Promise<T>): Promise<T> {
    const outer = this.#texts;
    this.#texts = texts;
    try {
      return await work();
    } finally {
      this.#texts = outer;
    }
  }
}
