import type { Host } from '../model/host.js';

/** The text of a file of any size, as `readText` leaves large ones alone; without its byte order mark. @throws {UnreadableFileError} */
export async function readLongText(path: string, host: Pick<Host, 'readBytes'>): Promise<string> {
  return new TextDecoder().decode(await host.readBytes(path));
}
