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

/**
 * Results that came back for whoever applied, the newest first, with the name of the region that decided; nothing that was
 * erased, nor of a case that is still open.
 */
export type ResultTold = ToldContentRow & {
  readonly caseNumber: string
  readonly nameZh: string
  readonly nameEn: string
}
export const resultsTold = /* @__PURE__ */ handwritten<
  ResultTold,
  { readonly applicantIndex: string; readonly limit: number }
>(
  `SELECT c.case_number, c.partner, c.direction, c.seq, m.type, c.content_enc, p.name_zh, p.name_en
   FROM (SELECT case_number, received_at FROM cases WHERE applicant_index = ? AND state = 'granted'
     ORDER BY received_at DESC LIMIT 1000) k
   CROSS JOIN handovers h ON h.case_number = k.case_number AND h.role = 'receiving'
   CROSS JOIN exchange_messages m ON m.case_number = h.case_number AND m.partner = h.partner AND m.direction = 'in'
     AND m.type = 'case.result-delivered' AND m.state = 'applied'
   CROSS JOIN exchange_contents c ON c.case_number = m.case_number AND c.partner = m.partner
     AND c.direction = m.direction AND c.seq = m.seq AND c.content_enc <> ''
   CROSS JOIN exchange_partners p ON p.region = c.partner
   ORDER BY k.received_at DESC, c.case_number, c.seq DESC LIMIT ?`,
  ['applicantIndex', 'limit'],
  (rows) =>
    rows.map((row) => ({
      caseNumber: String(row.case_number),
      partner: String(row.partner),
      direction: String(row.direction),
      seq: Number(row.seq),
      type: String(row.type),
      contentEnc: String(row.content_enc),
      nameZh: String(row.name_zh),
      nameEn: String(row.name_en),
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
