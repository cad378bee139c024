import { type Stats, statSync } from 'node:fs';

/** Folders of what the kernel makes up when it is asked: every process with all its folders, memory, devices. Nobody deploys it. */
const FOLDERS = ['/proc', '/sys', '/dev'];

let devices: ReadonlySet<number> | undefined;

/** Told by the file system and not by the path, so that no way there matters, and a disk that is mounted below is a disk. */
export function isMadeUp({ dev }: Stats): boolean {
  devices ??= new Set(FOLDERS.flatMap(deviceOf).filter((each) => !deviceOf('/').includes(each)));
  return devices.has(dev);
}

function deviceOf(folder: string): readonly number[] {
  try {
    return process.platform === 'win32' ? [] : [statSync(folder).dev];
  } catch {
    return [];
  }
}
