import type { Failure, FailureCode } from '@tongban/kernel'

/**
 * One sample of every failure, for what must speak of failures before one has happened: the API document, the page
 * of problems and the tests. A new failure does not compile without its sample.
 */
export const PROBLEM_SAMPLES = {
  notAuthenticated: { code: 'notAuthenticated', reason: 'missing' },
  signatureRefused: { code: 'signatureRefused', reason: 'missing', serverTime: 0 },
  noAgreement: { code: 'noAgreement' },
  versionNotSupported: { code: 'versionNotSupported', supported: ['1'] },
  suiteNotSupported: { code: 'suiteNotSupported', supported: ['intl-1'] },
  notAllowed: { code: 'notAllowed', need: '…' },
  invalidInput: { code: 'invalidInput', errors: [] },
  notJson: { code: 'notJson' },
  notBytes: { code: 'notBytes' },
  notAForm: { code: 'notAForm' },
  formForged: { code: 'formForged' },
  bodyTooLarge: { code: 'bodyTooLarge', limitBytes: 1_048_576 },
  bodyIncomplete: { code: 'bodyIncomplete' },
  tooManyRequests: { code: 'tooManyRequests', retryAfterSeconds: 10 },
  quotaUsedUp: { code: 'quotaUsedUp', quota: 1000, retryAfterSeconds: 3600 },
  notFound: { code: 'notFound', what: 'route' },
  methodNotAllowed: { code: 'methodNotAllowed' },
  itemNotInForce: { code: 'itemNotInForce', itemCode: '…', from: null, until: null },
  noRulesInForce: { code: 'noRulesInForce', itemCode: '…' },
  idempotencyKeyMissing: { code: 'idempotencyKeyMissing' },
  idempotencyKeyReused: { code: 'idempotencyKeyReused' },
  stillRunning: { code: 'stillRunning' },
  stepNotPossible: { code: 'stepNotPossible', state: '…', possible: [] },
  receiptCodeOver: { code: 'receiptCodeOver', reason: 'used', on: '2026-11-23' },
  alreadyRated: { code: 'alreadyRated' },
  rulesRefused: { code: 'rulesRefused', errors: [] },
  reportsIncomplete: { code: 'reportsIncomplete', errors: [] },
  secondPersonNeeded: { code: 'secondPersonNeeded' },
  uploadIncomplete: { code: 'uploadIncomplete', offset: 0, size: 1 },
  filesNotConfigured: { code: 'filesNotConfigured' },
  licencesNotConfigured: { code: 'licencesNotConfigured', what: { zh: '…', en: '…' } },
  notConfigured: { code: 'notConfigured', what: { zh: '…', en: '…' } },
  erased: { code: 'erased', on: '…' },
  noRetentionBasis: { code: 'noRetentionBasis', itemCode: '…' },
  unavailable: { code: 'unavailable', what: 'database' },
  internal: { code: 'internal' },
} as const satisfies { readonly [Code in FailureCode]: Extract<Failure, { readonly code: Code }> }
