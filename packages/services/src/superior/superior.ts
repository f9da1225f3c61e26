import type { Json } from '@tongban/kernel'
import type { SuperiorForm } from '@tongban/supervision'
import type { Delivery } from '../notices/notifier.ts'

/**
 * The port to the superior platform 上级平台. A report is one row of one of the four tables; the platform knows it by its
 * id, takes it in once, and answers with the number of its receipt 回执 or with why it does not take it.
 */
export type SuperiorReport = {
  /** The same at every attempt. */
  readonly id: string
  readonly region: string
  readonly form: SuperiorForm
  readonly caseNumber: string
  /** Number of the event of the case: rows of a case are in its order, whenever they arrive. */
  readonly seq: number
  readonly record: { readonly [field: string]: Json }
}

export type Reported =
  | { readonly state: 'received'; readonly receiptNumber: string }
  /** It will not be taken as it is; `reason` is the platform's code or the status of its answer. */
  | { readonly state: 'refused'; readonly reason: string }
  | Extract<Delivery, { readonly state: 'retry' }>

export interface SuperiorPlatform {
  /** Never rejects for a reason outside this program. A reason carries nothing personal. */
  report(report: SuperiorReport): Promise<Reported>
}
