import { handwritten, type SqlValue } from './statement.ts'

/** Open findings about the region's own machinery: jobs that stand still, years without a calendar. Few, by their index. */
type Row = { readonly subject: string }
const subjects = (rows: readonly Readonly<Record<string, SqlValue>>[]): readonly Row[] =>
  rows.map(({ subject }) => ({ subject: String(subject) }))

const OPEN = `SELECT subject FROM supervision_findings INDEXED BY supervision_findings_once
  WHERE kind = 'job' AND ended_at IS NULL AND cause =`

export const openJobFindings = /* @__PURE__ */ handwritten<Row, Record<never, never>>(
  () => `${OPEN} 'jobStopped' LIMIT 1000`,
  [],
  subjects,
)
export const openCalendarFindings = /* @__PURE__ */ handwritten<Row, Record<never, never>>(
  () => `${OPEN} 'calendarMissing' LIMIT 1000`,
  [],
  subjects,
)
