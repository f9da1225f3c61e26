import { handwritten } from './statement.ts'

/** What partners have told of a case that is personal, in the order they told it, with the name of each. */
export type ToldContentRow = {
  readonly partner: string
  readonly direction: string
  readonly seq: number
  readonly type: string
  readonly contentEnc: string
}
export const contentsOfCase = /* @__PURE__ */ handwritten<ToldContentRow, { readonly caseNumber: string }>(
  `SELECT c.partner, c.direction, c.seq, m.type, c.content_enc FROM exchange_contents c
   JOIN exchange_messages m ON m.case_number = c.case_number AND m.partner = c.partner
     AND m.direction = c.direction AND m.seq = c.seq
   WHERE c.case_number = ? ORDER BY c.partner, c.direction, c.seq`,
  ['caseNumber'],
  (rows) =>
    rows.map((row) => ({
      partner: String(row.partner),
      direction: String(row.direction),
      seq: Number(row.seq),
      type: String(row.type),
      contentEnc: String(row.content_enc),
    })),
)

/** Names of the partner regions of a case. */
export type PartnerNameRow = { readonly region: string; readonly nameZh: string; readonly nameEn: string }
export const partnersOfCase = /* @__PURE__ */ handwritten<PartnerNameRow, { readonly caseNumber: string }>(
  `SELECT region, name_zh, name_en FROM exchange_partners
   WHERE region IN (SELECT partner FROM handovers WHERE case_number = ?) ORDER BY region`,
  ['caseNumber'],
  (rows) =>
    rows.map((row) => ({
      region: String(row.region),
      nameZh: String(row.name_zh),
      nameEn: String(row.name_en),
    })),
)
