import { epochMs, PAGE_ROWS, rowLimit } from '@tongban/kernel/words'
import { LIST_READERS } from '@tongban/services'
import { FINDING_CAUSES } from '@tongban/supervision'
import * as z from 'zod'
import {
  byPerson,
  CSV_ROWS,
  codeOf,
  cursorQuery,
  departmentQuery,
  flagQuery,
  idParams,
  keysOf,
  named,
  nextAddress,
  subjectQuery,
} from '../lists.ts'

/** What goes in and out of findings 监察发现. */
export const FINDINGS_TAG = { zh: '监察发现', en: 'Findings' } as const
export const FINDING_READERS = LIST_READERS
export const findingParams = idParams('监察发现编号', 'a finding')

const filters = {
  cause: codeOf(keysOf(FINDING_CAUSES)),
  department: departmentQuery,
  subject: subjectQuery,
  all: flagQuery('含已终结的', 'those that have ended as well'),
  cursor: cursorQuery,
}
export const findingQuery = z.strictObject({
  ...filters,
  limit: rowLimit(PAGE_ROWS.most, PAGE_ROWS.standard),
})
export const findingCsvQuery = z.strictObject({ ...filters, limit: rowLimit(CSV_ROWS, CSV_ROWS) })

export const findingSchema = z
  .object({
    id: z.uuid(),
    cause: named,
    kind: z.string(),
    subject: z.string(),
    item: named.nullable(),
    step: named,
    law: z.string(),
    department: named.nullable(),
    post: z.string(),
    count: z.int(),
    fromAt: epochMs,
    untilAt: epochMs,
    foundAt: epochMs,
    endedAt: epochMs.nullable(),
    endedBy: byPerson.nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'Finding' })
export const findingsSchema = z
  .object({ asOf: epochMs, findings: z.array(findingSchema), next: nextAddress })
  .meta({ id: 'Findings' })
