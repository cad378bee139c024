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

/** What package managers write last into node_modules. */
const INSTALLED = /\/node_modules\/\.(package-lock\.json|modules\.yaml|yarn-state\.yml|yarn-integrity)$/;

/** Installing packages changes thousands of files that the server never reports on; one of them tells that it is done. */
export function isOfTheProject(uri: string): boolean {
  return !/\/(node_modules|\.git)\//.test(uri) || INSTALLED.test(uri);
}
