/** Where each encrypted field of a licence stands; the same words as in the store's list of encrypted columns. */
export const licenceContentPlace = (identifier: string) => ({
  table: 'licences',
  column: 'content_enc',
  row: identifier,
})
export const licenceTextsPlace = (identifier: string, seq: number) => ({
  table: 'licence_events',
  column: 'texts_enc',
  row: `${identifier}/${seq}`,
})
export const licenceKeyPlace = (identifier: string) => ({
  table: 'licence_keys',
  column: 'key_enc',
  row: identifier,
})
