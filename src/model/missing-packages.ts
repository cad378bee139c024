/** What a figure leaves out, so that it is a lower bound and nothing else. */
export interface Lacking {
  /** Packages that are imported and not there. */
  readonly missing?: readonly string[];
  /** Of these, what is installed and not built. */
  readonly notBuilt?: readonly string[];
  /** Layers whose folder is not there, where what they bring would count. */
  readonly missingLayers?: readonly string[];
  /** Nobody knows what is loaded, where that counts. */
  readonly hasUnknownReach?: boolean;
}

/** What own code imports and the package does not hold. */
export interface NotPackaged {
  /** What nothing brings. */
  readonly lost?: readonly string[];
  /** What a layer may bring whose content is not known. */
  readonly leftToLayers?: readonly string[];
}
