/** TypeScript or JavaScript, by its name. */
export function isCodeFile(path: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(path);
}

/** The same as a glob. */
export const CODE_FILES = '**/*.{js,jsx,cjs,mjs,ts,tsx,cts,mts}';
