import type { Row } from './table.ts'

/** The rows of notices, cards, findings and templates of supervision. */
const OFFICIALS: Row = {
  nobody: 401,
  stranger: 403,
  owner: 403,
  agent: 403,
  anyDepartment: [],
  ownDepartment: [],
  otherRoles: 403,
}
const LIST: Row = {
  ...OFFICIALS,
  anyDepartment: ['window', 'handler', 'chief', 'head', 'governmentHead', 'supervisor', 'auditor'],
}
/** Whoever mends what was rated badly, or calls back after it, has notices of their own and no cards to look at. */
const NOTICES: Row = { ...LIST, anyDepartment: [...LIST.anyDepartment, 'rectifier', 'callback'] }
/** A notice or a card: of the own department, and to oversight of every one. */
const ONE: Row = {
  ...OFFICIALS,
  anyDepartment: ['governmentHead', 'supervisor', 'auditor'],
  ownDepartment: ['window', 'handler', 'chief', 'head'],
}
const NOTICE: Row = { ...ONE, ownDepartment: [...ONE.ownDepartment, 'rectifier', 'callback'] }
/** An urging to whoever of the department holds the step; other notices are answered by its head or by supervision. */
const ANSWER: Row = {
  ...OFFICIALS,
  ownItems: ['handler', 'chief'],
  addressees: ['window', 'head', 'rectifier', 'callback', 'supervisor'],
}
const REVIEW: Row = { ...OFFICIALS, anyDepartment: ['supervisor'], ownItems: ['head'] }
const SUPERVISOR: Row = { ...OFFICIALS, anyDepartment: ['supervisor'] }

export const NOTICE_ROWS: Readonly<Record<string, Row>> = {
  'GET /supervision/v1/notices': NOTICES,
  'GET /supervision/v1/notices.csv': NOTICES,
  'POST /supervision/v1/notices': SUPERVISOR,
  'GET /supervision/v1/notices/{id}': NOTICE,
  'GET /supervision/v1/notices/{id}/document': NOTICE,
  'POST /supervision/v1/notices/{id}/sign': ANSWER,
  'POST /supervision/v1/notices/{id}/reply': ANSWER,
  'POST /supervision/v1/notices/{id}/review': REVIEW,
  'POST /supervision/v1/notices/{id}/close': REVIEW,
  'POST /supervision/v1/notices/{id}/files': ANSWER,
  'GET /supervision/v1/notices/{id}/files/{fileId}': NOTICE,
  'GET /supervision/v1/cards': LIST,
  'GET /supervision/v1/cards.csv': LIST,
  'GET /supervision/v1/cards/{id}': ONE,
  'GET /supervision/v1/cards/{id}/document': ONE,
  'POST /supervision/v1/cards/{id}/confirm': SUPERVISOR,
  'POST /supervision/v1/cards/{id}/dismiss': SUPERVISOR,
  'POST /supervision/v1/cards/{id}/appeal': {
    ...OFFICIALS,
    ownDepartment: ['head'],
    lendable: ['window', 'handler', 'chief'],
  },
  'POST /supervision/v1/cards/{id}/judge': SUPERVISOR,
  'POST /supervision/v1/cards/{id}/revoke': SUPERVISOR,
  'GET /supervision/v1/findings': LIST,
  'GET /supervision/v1/findings.csv': LIST,
  'POST /supervision/v1/findings/{id}/end': SUPERVISOR,
  'GET /supervision/v1/templates': LIST,
  'POST /supervision/v1/templates': SUPERVISOR,
  'POST /supervision/v1/templates/{id}/publish': SUPERVISOR,
  'POST /supervision/v1/templates/{id}/decline': SUPERVISOR,
  'GET /supervision/v1/reports/supervisor': {
    ...OFFICIALS,
    anyDepartment: ['supervisor', 'auditor', 'governmentHead'],
  },
}
