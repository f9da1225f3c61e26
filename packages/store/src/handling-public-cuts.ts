import type { handlingPublicCuts } from './schema/index.ts'
import { handwritten, type SqlValue } from './statement.ts'

/** Statements of what was published of months of handling: nothing changes one that is there. */
export type HandlingCutRow = typeof handlingPublicCuts.$inferSelect

const cut = (row: Readonly<Record<string, SqlValue>>): HandlingCutRow => ({
  month: String(row.month),
  cut: String(row.cut),
  madeAt: Number(row.made_at),
})

export const insertHandlingCut = /* @__PURE__ */ handwritten<never, HandlingCutRow>(
  'INSERT INTO handling_public_cuts (month, cut, made_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  ['month', 'cut', 'madeAt'],
  () => [],
)
export const handlingCutOf = /* @__PURE__ */ handwritten<HandlingCutRow, { readonly month: string }>(
  'SELECT month, cut, made_at FROM handling_public_cuts WHERE month = ?',
  ['month'],
  (rows) => rows.map(cut),
)
/** The last month that was published; none where none was. */
export const lastHandlingCut = /* @__PURE__ */ handwritten<
  Pick<HandlingCutRow, 'month'>,
  Readonly<Record<never, never>>
>('SELECT max(month) AS month FROM handling_public_cuts HAVING max(month) IS NOT NULL', [], (rows) =>
  rows.map(({ month }) => ({ month: String(month) })),
)
/** The first day of which anything was counted, while no month was published; none afterwards, and nothing is gone through for it. */
export const firstCountedDay = /* @__PURE__ */ handwritten<
  { readonly countedOn: string },
  Readonly<Record<never, never>>
>(
  `SELECT min(counted_on) AS first FROM figure_counts
     WHERE NOT EXISTS (SELECT 1 FROM handling_public_cuts) HAVING min(counted_on) IS NOT NULL`,
  [],
  (rows) => rows.map(({ first }) => ({ countedOn: String(first) })),
)
