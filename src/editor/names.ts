/** How places are called: VS Code knows the workspace folders. */
export interface PlaceNames {
  path(uri: string): string;
  /** The folder's name where there are several. */
  folder(uri: string): string | undefined;
}
