export { RequestFailed, type RequestOptions } from './request.ts'
export { type FetchedStatus, fetchStatus, fetchStatusUris, fetchTrust } from './trust.ts'
export { BATCH_LIMIT, type Question, type Shown, verifyBatch, verifyOnline } from './verify-online.ts'
