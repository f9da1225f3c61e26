import { blindIndex, type FieldKeys } from '@tongban/privacy'

/**
 * Under which index a registry record is kept: the identity number, permit number or account it is about, or
 * several of them together. The database never sees the keys themselves.
 */
export function subjectIndexOf(keys: FieldKeys, parts: readonly string[]): Promise<string> {
  return blindIndex(keys, 'registry', parts.join('|'))
}

/** How the row of a registry record is named in its authenticated data. */
export const registryPlace = (source: string, subjectIndex: string) => ({
  table: 'registry_records',
  column: 'record_enc',
  row: `${source}/${subjectIndex}`,
})
