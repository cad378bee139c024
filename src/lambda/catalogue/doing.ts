/** What a call of a library does to the world, as far as its name tells. `likely-read`: by its name a read, but what it is given, or what it calls, may write. */
export type Doing = 'read' | 'likely-read' | 'write' | 'local' | 'delay' | 'unknown';
