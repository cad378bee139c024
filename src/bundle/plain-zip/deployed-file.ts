import type { FileTree, TreeFile } from '../../model/host.js';
import type { Installed } from './node-packages.js';

/** A file of a deployment package. */
export interface DeployedFile extends TreeFile {
  /** Its path in the package. */
  readonly name: string;
  /** What stands in for the file on disk: TypeScript is deployed compiled. `bytes` are those of it. */
  readonly content?: Uint8Array;
}

/** What is deployed, before anybody asked what the handler reaches of it. */
export interface PackageContents {
  readonly files: readonly DeployedFile[];
  /** The packages that the folder's package.json asks for, deployed or not. */
  readonly installed: Installed;
  /** Production dependencies that would be deployed and are not installed. */
  readonly missing: readonly string[];
  /** What the folder's package.json lists as optional and would be deployed: npm installs it where it can. */
  readonly optional: readonly string[];
  /** A sentence each. */
  readonly assumptions: readonly string[];
  /** What could not be read; paths are absolute. */
  readonly unread: FileTree['problems'];
}
