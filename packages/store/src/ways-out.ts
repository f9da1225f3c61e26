import { handwritten } from './statement.ts'

/** A route out of this region with what its agreement and its partner say; see `chooseRoute`. */
export type WayOutRow = {
  readonly direction: string
  readonly itemCode: string
  readonly region: string
  readonly validFrom: string
  readonly validUntil: string | null
  readonly mode: string
  readonly office: string
  readonly agreementId: string
  readonly agreementVersion: number
  readonly version: string
  /** Working days the agreement gives to hand over, and to pass the result on; null where it says nothing. */
  readonly pushWorkdays: number | null
  readonly resultWorkdays: number | null
  readonly nameZh: string
  readonly nameEn: string
}

/** Ways by which an item leaves this region, to partners that are not suspended. */
export const waysOut = /* @__PURE__ */ handwritten<WayOutRow, { readonly itemCode: string }>(
  `SELECT r.*, json_extract(a.document, '$.limits.acceptAndPushWorkdays') AS push_workdays,
     json_extract(a.document, '$.limits.resultPostWorkdays') AS result_workdays, p.name_zh, p.name_en
   FROM exchange_routes r
   JOIN exchange_agreements a ON a.id = r.agreement_id AND a.version = r.agreement_version
   JOIN exchange_partners p ON p.region = r.region AND p.state = 'active'
   WHERE r.direction = 'out' AND r.item_code = ?`,
  ['itemCode'],
  (rows) =>
    rows.map((row) => ({
      direction: String(row.direction),
      itemCode: String(row.item_code),
      region: String(row.region),
      validFrom: String(row.valid_from),
      validUntil: textOf(row.valid_until),
      mode: String(row.mode),
      office: String(row.office),
      agreementId: String(row.agreement_id),
      agreementVersion: Number(row.agreement_version),
      version: String(row.version),
      pushWorkdays: countOf(row.push_workdays),
      resultWorkdays: countOf(row.result_workdays),
      nameZh: String(row.name_zh),
      nameEn: String(row.name_en),
    })),
)

const textOf = (value: string | number | null | undefined): string | null =>
  value === null || value === undefined ? null : String(value)
const countOf = (value: string | number | null | undefined): number | null =>
  value === null || value === undefined ? null : Number(value)
