/**
 * The port to wherever the bytes of files lie. It knows names and bytes; what they mean, who may have them and how they
 * are sealed is decided before. A name is written once and never with other content, because it holds the digest of
 * what it names.
 */
export interface FileStore {
  put(name: string, bytes: Uint8Array): Promise<void>
  get(name: string): Promise<Uint8Array<ArrayBuffer> | null>
  /** Names that are not there are passed over. */
  delete(names: readonly string[]): Promise<void>
  /** Every name that begins so. */
  list(prefix: string): Promise<readonly string[]>
}
