import { isCodeFile } from '../../lib/code-file.js';

/** A function that the project declares, resolved or not. */
export interface DeclaredAnywhere {
  /** Missing where it could not be resolved. */
  readonly id?: string;
  readonly declaredIn: { readonly file: string };
}

/** Whether a run knows enough to say that nothing is found in a file. */
export type IsWhole = (file: string) => boolean;

/**
 * What is in a deployment file is said once all functions that it declares are built. Code may be loaded by any function, so all
 * have to be.
 *
 * @param declared all functions of the project, whatever the run was narrowed to.
 * @param isBuilt whether the function is built as a whole, no package missing.
 */
export function wholeFiles(declared: readonly DeclaredAnywhere[], isBuilt: (id: string) => boolean): IsWhole {
  const unknown = declared.filter(({ id }) => id === undefined || !isBuilt(id));
  const files = new Set(unknown.map(({ declaredIn }) => declaredIn.file));
  return (file) => (isCodeFile(file) ? unknown.length === 0 : !files.has(file));
}
