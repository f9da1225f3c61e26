import type { ShipmentRow } from '@tongban/store'
import type { Text } from '@tongban/verifier'

/** A shipment of originals on paper, as both sides show it. */
export type Paper = { readonly code: string; readonly count: number }
export type Difference = { readonly code: string; readonly sent: number; readonly received: number }

export type ShipmentView = Pick<
  ShipmentRow,
  'caseNumber' | 'partner' | 'carrier' | 'trackingNumber' | 'postDueOn' | 'sentOn' | 'receivedOn' | 'dueAt'
> & {
  readonly id: string
  /** `out`: posted here; `in`: posted there. */
  readonly direction: 'in' | 'out'
  readonly state: Text & { readonly code: string }
  readonly papers: readonly Paper[]
  /** As counted on opening; null until it is confirmed. */
  readonly counted: readonly Paper[] | null
  readonly differences: readonly Difference[]
  /** Posted after the last day that was agreed. */
  readonly postedLate: boolean
  /** The next step, to post it or to confirm it, should have been taken by now. */
  readonly overdue: boolean
}
export type ShipmentsView = { readonly shipments: readonly ShipmentView[] }

const STATES: Readonly<Record<string, Text>> = {
  planned: { zh: '待寄出', en: 'to be posted' },
  sent: { zh: '已寄出，待签收确认', en: 'posted, receipt not confirmed yet' },
  received: { zh: '已签收', en: 'received' },
}

export function shipmentView(row: ShipmentRow, now: number): ShipmentView {
  const { shipmentId, caseNumber, partner, carrier, trackingNumber, postDueOn, sentOn, receivedOn, dueAt } =
    row
  return {
    id: shipmentId,
    caseNumber,
    partner,
    direction: row.direction === 'out' ? 'out' : 'in',
    state: { code: row.state, ...(STATES[row.state] ?? { zh: row.state, en: row.state }) },
    papers: asPapers(JSON.parse(row.papers)),
    carrier,
    trackingNumber,
    postDueOn,
    sentOn,
    receivedOn,
    counted: row.counted === null ? null : asPapers(JSON.parse(row.counted)),
    differences: row.differences === null ? [] : asDifferences(JSON.parse(row.differences)),
    postedLate: postDueOn !== null && sentOn !== null && sentOn > postDueOn,
    dueAt,
    overdue: dueAt !== null && dueAt <= now,
  }
}

/** Guarantee of both: the column was written from such a list. */
const asPapers = (value: unknown) => value as readonly Paper[]
const asDifferences = (value: unknown) => value as readonly Difference[]

/** What was counted against what was posted, each code once; nothing where they agree. */
export function differencesOf(sent: readonly Paper[], received: readonly Paper[]): readonly Difference[] {
  const codes = [...new Set([...sent, ...received].map(({ code }) => code))]
  return codes
    .map((code) => ({ code, sent: countOf(sent, code), received: countOf(received, code) }))
    .filter((each) => each.sent !== each.received)
}

const countOf = (papers: readonly Paper[], code: string): number =>
  papers.filter((paper) => paper.code === code).reduce((sum, { count }) => sum + count, 0)
