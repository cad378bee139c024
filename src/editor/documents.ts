const languages = [
  'typescript',
  'javascript',
  'typescriptreact',
  'javascriptreact',
  'yaml',
  'json',
  'jsonc',
  'terraform',
];

/** What the server wants to know the unsaved text of. */
export const DOCUMENTS = languages.flatMap((language) => ['file', 'untitled'].map((scheme) => ({ language, scheme })));

/** Installing packages changes thousands of files that the server never reports on. */
export function isOfTheProject(uri: string): boolean {
  return !/\/(node_modules|\.git)\//.test(uri);
}
