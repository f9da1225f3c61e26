import type { Json } from '@tongban/kernel'
import type { SuperiorForm } from '@tongban/supervision'
import type { ReportPlatform } from '../reports/platform.ts'

/**
 * The port to the superior platform 上级平台. A report is one row of one of the four tables.
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

export type SuperiorPlatform = ReportPlatform<SuperiorReport>
