import type { evaluationPublicCuts } from './schema/index.ts'
import { handwritten, type SqlValue } from './statement.ts'

/** Statements of what was published of months of evaluations: nothing changes one that is there. */
export type PublicCutRow = typeof evaluationPublicCuts.$inferSelect

const cut = (row: Readonly<Record<string, SqlValue>>): PublicCutRow => ({
  month: String(row.month),
  cut: String(row.cut),
  madeAt: Number(row.made_at),
})

export const insertPublicCut = /* @__PURE__ */ handwritten<never, PublicCutRow>(
  'INSERT INTO evaluation_public_cuts (month, cut, made_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  ['month', 'cut', 'madeAt'],
  () => [],
)
export const publicCutOf = /* @__PURE__ */ handwritten<PublicCutRow, { readonly month: string }>(
  'SELECT month, cut, made_at FROM evaluation_public_cuts WHERE month = ?',
  ['month'],
  (rows) => rows.map(cut),
)
export const latestPublicCut = /* @__PURE__ */ handwritten<PublicCutRow, Readonly<Record<never, never>>>(
  'SELECT month, cut, made_at FROM evaluation_public_cuts ORDER BY month DESC LIMIT 1',
  [],
  (rows) => rows.map(cut),
)
/** The first month of which anything was counted; none where nothing was. */
export const countedMonths = /* @__PURE__ */ handwritten<
  { readonly first: string },
  Readonly<Record<never, never>>
>(
  `SELECT min(month) AS first FROM evaluation_counts WHERE grain = 'department' HAVING min(month) IS NOT NULL`,
  [],
  (rows) => rows.map(({ first }) => ({ first: String(first) })),
)
