import { numberOrNull } from './cells.ts'
import { handwritten } from './statement.ts'

/**
 * How far each table has been read for the roll-ups of evaluations: all cursors are held and moved in the batch of what was
 * counted, so that of two runs at once the second writes nothing.
 */
export type EvaluationCursor = { readonly name: string; readonly through: number; readonly version: string }
type Rows = { readonly rows: string }
const none = () => []

type Names = { readonly names: string }
/** Without a row there is nothing to move. */
export const makeEvaluationCursors = /* @__PURE__ */ handwritten<never, Names & { readonly now: number }>(
  `INSERT INTO event_cursors (name, through, version, moved_at) SELECT value, 0, '', ?2 FROM json_each(?1) WHERE true
   ON CONFLICT DO NOTHING`,
  ['names', 'now'],
  none,
)
export const evaluationCursors = /* @__PURE__ */ handwritten<
  EvaluationCursor & { readonly caughtUpAt: number | null },
  Names
>('SELECT * FROM event_cursors WHERE name IN (SELECT value FROM json_each(?))', ['names'], (rows) =>
  rows.map((row) => ({
    name: String(row.name),
    through: Number(row.through),
    version: String(row.version),
    caughtUpAt: numberOrNull(row.caught_up_at),
  })),
)
/** Conflicts unless all stand where they were read: of two runs at once the second writes nothing. */
export const holdEvaluationCursors = /* @__PURE__ */ handwritten<never, Rows>(
  `INSERT INTO event_cursors (name, through, version, moved_at)
   SELECT c.name, c.through, c.version, c.moved_at FROM json_each(?) j JOIN event_cursors c ON c.name = j.value ->> 'name'
   WHERE c.through <> j.value ->> 'through' OR c.version <> j.value ->> 'version'`,
  ['rows'],
  none,
)
export const moveEvaluationCursors = /* @__PURE__ */ handwritten<
  never,
  Rows & { readonly now: number; readonly caughtUpAt: number | null }
>(
  `UPDATE event_cursors SET through = j.value ->> 'through', version = j.value ->> 'version', moved_at = ?2,
     caught_up_at = coalesce(?3, caught_up_at)
   FROM json_each(?1) j WHERE event_cursors.name = j.value ->> 'name'`,
  ['rows', 'now', 'caughtUpAt'],
  none,
)

/** Everything is to be counted anew, and until it is there is no instant before which all is counted. */
export const forgetEvaluationCounts = (names: Names) => [
  ...COUNTED.map((table) => ({ sql: `DELETE FROM ${table}`, params: [], decode: none })),
  forgetCaughtUp(names),
]
const COUNTED = ['evaluation_counts', 'evaluation_option_counts', 'evaluation_order_figures'] as const
const forgetCaughtUp = /* @__PURE__ */ handwritten<never, Names>(
  'UPDATE event_cursors SET caught_up_at = NULL WHERE name IN (SELECT value FROM json_each(?))',
  ['names'],
  none,
)
