import type { Places, Plain } from './data-file.js';

/** The static value that a code file exports (`module.exports =`, `export default`), run as if from `folder`. */
export type ReadCode = (file: string, folder: string, places: Places) => Plain;
