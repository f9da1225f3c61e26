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
export const eventTextsPlace = (caseNumber: string, seq: number) => ({
  table: 'event_texts',
  column: 'texts_enc',
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
export const caseKeyPlace = (caseNumber: string) => ({
  table: 'case_keys',
  column: 'key_enc',
  row: caseNumber,
})
export const outboxPlace = (id: string) => ({ table: 'outbox', column: 'payload_enc', row: id })
/** The cases of one page of a report on rules that come out differently. */
export const flipsPlace = (ruleId: string, baseId: string, page: number) => ({
  table: 'rule_report_pages',
  column: 'flips_enc',
  row: `${ruleId}/${baseId}/${page}`,
})
