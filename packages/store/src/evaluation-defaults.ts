import { VISIT } from './evaluations.ts'
import { handwritten } from './statement.ts'

/** Statements of invitations that ran out, and of the default ratings that some regions note apart. */
type Place = { readonly at: number; readonly caseNumber: string; readonly serviceNumber: number }
export type ServedRow = Place & {
  /** Nobody has rated it, nor the visit at a window it was part of. */
  readonly isSilent: boolean
}

const SILENT = `s.region IS NULL AND NOT EXISTS (SELECT 1 FROM evaluations e WHERE e.case_number = s.case_number
     AND e.region = '' AND e.service_number = s.service_number)
   AND NOT EXISTS (SELECT 1 FROM evaluations v WHERE s.window IS NOT NULL AND v.visit IS NOT NULL AND v.visit = ${VISIT})`
/** Of a case that is no longer there nothing is owed. */
const SERVICES = 'service_events s CROSS JOIN cases c ON c.case_number = s.case_number'

/** Services after one of them, in the order in which they were given, until an instant. */
export const servedUntil = /* @__PURE__ */ handwritten<
  ServedRow,
  Place & { readonly before: number; readonly limit: number }
>(
  () => `SELECT s.at, s.case_number, s.service_number, ${SILENT} AS silent FROM ${SERVICES}
   WHERE (s.at, s.case_number, s.service_number) > (?, ?, ?) AND s.at < ?
   ORDER BY s.at, s.case_number, s.service_number LIMIT ?`,
  ['at', 'caseNumber', 'serviceNumber', 'before', 'limit'],
  (rows) =>
    rows.map((row) => ({
      at: Number(row.at),
      caseNumber: String(row.case_number),
      serviceNumber: Number(row.service_number),
      isSilent: row.silent === 1,
    })),
)

/** Notes the silence of those of these services that nobody has rated meanwhile, each once; answers those that are new. */
export const insertDefaults = /* @__PURE__ */ handwritten<
  { readonly caseNumber: string },
  /** JSON list of `{caseNumber, serviceNumber}`. */
  { readonly services: string; readonly now: number }
>(
  () => `INSERT INTO evaluation_defaults (case_number, service_number, department, at)
   SELECT s.case_number, s.service_number, s.department_code, ? FROM json_each(?) j
   CROSS JOIN service_events s ON s.case_number = j.value ->> 'caseNumber' AND s.service_number = j.value ->> 'serviceNumber'
   CROSS JOIN cases c ON c.case_number = s.case_number WHERE ${SILENT}
   ON CONFLICT DO NOTHING RETURNING case_number`,
  ['now', 'services'],
  (rows) => rows.map((row) => ({ caseNumber: String(row.case_number) })),
)
