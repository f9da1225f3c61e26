import { blindIndex, type FieldKeys } from '@tongban/privacy'

/** Where the encrypted fields of a file stand; the same words as in the store's list of encrypted columns. */
export const metaPlace = (fileId: string) => ({ table: 'files', column: 'meta_enc', row: fileId })
export const keyPlace = (fileId: string) => ({ table: 'files', column: 'key_enc', row: fileId })

/** Everything storage holds of a file; each part below it under its seal. */
export const objectPrefix = (address: string) => `files/${address}/`
export const objectName = (address: string, seal: string) => objectPrefix(address) + seal

/** A keyed digest of case, material and content: the same file of a case is found by it, and it tells nobody what it holds. */
export const fileAddress = (
  keys: FieldKeys,
  {
    caseNumber,
    material,
    sha256,
  }: { readonly caseNumber: string; readonly material: string; readonly sha256: string },
): Promise<string> => blindIndex(keys, 'file', `${caseNumber}|${material}|${sha256}`)
