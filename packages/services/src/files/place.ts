/** Where the encrypted fields of a file stand; the same words as in the store's list of encrypted columns. */
export const metaPlace = (fileId: string) => ({ table: 'files', column: 'meta_enc', row: fileId })
export const keyPlace = (fileId: string) => ({ table: 'files', column: 'key_enc', row: fileId })

/** Everything storage holds of a file; each part below it under its seal. */
export const objectPrefix = (address: string) => `files/${address}/`
export const objectName = (address: string, seal: string) => objectPrefix(address) + seal
