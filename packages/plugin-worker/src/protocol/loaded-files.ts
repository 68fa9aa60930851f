/** Of each file, by its absolute path, a version: a text that is another one after the file was written. */
export interface LoadedFiles {
  /** What was loaded; a package is there as its `package.json`. */
  files: Record<string, string>;
  /** The `package.json` files that say which format loaded files have, also those that would and are not there. */
  manifests: Record<string, string>;
}
