/** Where each encrypted field of a case stands; the same words as in the store's list of encrypted columns. */
export const applicationPlace = (caseNumber: string) => ({
  table: 'cases',
  column: 'application_enc',
  row: caseNumber,
})
export const recordPlace = (caseNumber: string, seq: number) => ({
  table: 'decisions',
  column: 'record_enc',
  row: `${caseNumber}/${seq}`,
})
export const documentPlace = (documentNumber: string) => ({
  table: 'documents',
  column: 'facts_enc',
  row: documentNumber,
})
export const answerPlace = (scope: string, key: string) => ({
  table: 'idempotency_keys',
  column: 'answer_enc',
  row: `${scope}/${key}`,
})
export const outboxPlace = (id: string) => ({ table: 'outbox', column: 'payload_enc', row: id })
