export { type Proposed, propose } from './exchange/agreements.ts'
export {
  type CaseHead,
  type CaseTimeline,
  readEvidence,
  readHead,
  readMessages,
  readRoutes,
  readTimeline,
  type ToldRoute,
} from './exchange/cases.ts'
export { type Delivered, type Disposition, deliver } from './exchange/deliver.ts'
export { type AskBody, type Line, type LineOptions, openLine, type Told } from './exchange/line.ts'
export { type Description, describe, type ExchangePartner, publishedKeys } from './exchange/partner.ts'
export { type Submission, submittedMessage } from './exchange/submit.ts'
export { RequestFailed, type RequestOptions } from './request.ts'
export { type FetchedStatus, fetchStatus, fetchStatusUris, fetchTrust } from './trust.ts'
export { BATCH_LIMIT, type Question, type Shown, verifyBatch, verifyOnline } from './verify-online.ts'
