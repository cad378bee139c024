/** How places are called: VS Code knows the workspace folders. */
export interface Names {
  path(uri: string): string;
  /** The folder's name where there are several. */
  folder(uri: string): string | undefined;
}
