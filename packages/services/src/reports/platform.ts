import type { Delivery } from '../notices/notifier.ts'

/**
 * The port to a platform that is reported to 上报. It knows a report by its id, takes it in once, and answers with the number
 * of its receipt 回执 or with why it does not take it.
 */
export type Reported =
  | { readonly state: 'received'; readonly receiptNumber: string }
  /** It will not be taken as it is; `reason` is the platform's code or the status of its answer. */
  | { readonly state: 'refused'; readonly reason: string }
  | Extract<Delivery, { readonly state: 'retry' }>

export interface ReportPlatform<Report extends { readonly id: string }> {
  /** Never rejects for a reason outside this program. A reason carries nothing personal. */
  report(report: Report): Promise<Reported>
}
