import type { bulletins } from './schema/index.ts'
import { handwritten, type SqlValue } from './statement.ts'

/**
 * Statements of bulletins, and of what they list that no roll-up holds: cards, lines of the bulletin, and what is over now.
 * No statement here writes a row that was published.
 */
export type BulletinRow = typeof bulletins.$inferSelect
type Row = Readonly<Record<string, SqlValue>>
const none = () => []
const text = (value: SqlValue | undefined) => (value === null || value === undefined ? null : String(value))
const integer = (value: SqlValue | undefined) =>
  value === null || value === undefined ? null : Number(value)

const bulletin = (row: Row): BulletinRow => ({
  id: String(row.id),
  kind: String(row.kind),
  period: String(row.period),
  version: Number(row.version),
  state: String(row.state),
  content: String(row.content),
  digest: String(row.digest),
  draftedAt: Number(row.drafted_at),
  corrects: text(row.corrects),
  statement: text(row.statement),
  publishedAt: integer(row.published_at),
  publishedBy: text(row.published_by),
})

/** Conflicts where there is this version of it already. */
export const insertBulletin = /* @__PURE__ */ handwritten<
  never,
  Omit<BulletinRow, 'statement' | 'publishedAt' | 'publishedBy'>
>(
  `INSERT INTO bulletins (id, kind, period, version, state, content, digest, drafted_at, corrects)
   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ['id', 'kind', 'period', 'version', 'state', 'content', 'digest', 'draftedAt', 'corrects'],
  none,
)
export const redraftBulletin = /* @__PURE__ */ handwritten<
  never,
  Pick<BulletinRow, 'id' | 'content' | 'digest' | 'draftedAt'>
>(
  `UPDATE bulletins SET content = ?, digest = ?, drafted_at = ? WHERE id = ? AND state = 'draft'`,
  ['content', 'digest', 'draftedAt', 'id'],
  none,
)
/** Answers the row as it is published, or nothing where it is no longer the draft of this digest. */
export const publishBulletinRow = /* @__PURE__ */ handwritten<
  BulletinRow,
  Pick<BulletinRow, 'id' | 'digest'> & {
    readonly statement: string
    readonly publishedAt: number
    readonly publishedBy: string
  }
>(
  `UPDATE bulletins SET state = 'published', statement = ?, published_at = ?, published_by = ?
   WHERE id = ? AND digest = ? AND state = 'draft' RETURNING *`,
  ['statement', 'publishedAt', 'publishedBy', 'id', 'digest'],
  (rows) => rows.map(bulletin),
)
export const bulletinById = /* @__PURE__ */ handwritten<BulletinRow, { readonly id: string }>(
  'SELECT * FROM bulletins WHERE id = ?',
  ['id'],
  (rows) => rows.map(bulletin),
)
/** The newest version of a period. */
export const latestBulletin = /* @__PURE__ */ handwritten<BulletinRow, Pick<BulletinRow, 'kind' | 'period'>>(
  'SELECT * FROM bulletins WHERE kind = ? AND period = ? ORDER BY version DESC LIMIT 1',
  ['kind', 'period'],
  (rows) => rows.map(bulletin),
)

export type ListedBulletinRow = Omit<BulletinRow, 'content'>
/** Newest first, from behind a place on; `drafts` 0 leaves drafts out. */
export const bulletinPage = /* @__PURE__ */ handwritten<
  ListedBulletinRow,
  {
    readonly kind: string
    readonly drafts: 0 | 1
    readonly beforeAt: number
    readonly beforeId: string
    readonly limit: number
  }
>(
  `SELECT id, kind, period, version, state, digest, drafted_at, corrects, statement, published_at, published_by
   FROM bulletins WHERE kind = ? AND (? = 1 OR state <> 'draft') AND (drafted_at, id) < (?, ?)
   ORDER BY drafted_at DESC, id DESC LIMIT ?`,
  ['kind', 'drafts', 'beforeAt', 'beforeId', 'limit'],
  (rows) =>
    rows.map((row) => {
      const { content: _, ...listed } = bulletin(row)
      return listed
    }),
)

export type CardCountRow = {
  readonly department: string
  readonly step: string
  readonly colour: string
  readonly state: string
  readonly n: number
}
/** Cards 红黄牌 proposed between two instants, the second excluded, by department, step, colour and what became of them. */
export const countCards = /* @__PURE__ */ handwritten<
  CardCountRow,
  { readonly from: number; readonly until: number; readonly limit: number }
>(
  `SELECT department, step, colour, state, count(*) AS n FROM supervision_cards
   WHERE proposed_at >= ? AND proposed_at < ? GROUP BY department, step, colour, state
   ORDER BY department, step, colour, state LIMIT ?`,
  ['from', 'until', 'limit'],
  (rows) =>
    rows.map((row) => ({
      department: String(row.department),
      step: String(row.step),
      colour: String(row.colour),
      state: String(row.state),
      n: Number(row.n),
    })),
)

export type BrokenLimitRow = {
  readonly kind: string
  readonly subject: string
  readonly step: string
  readonly basis: string
  readonly itemCode: string | null
  readonly department: string
  readonly post: string
  readonly dueOn: string
}
const overdue = (row: Row): BrokenLimitRow => ({
  kind: String(row.kind),
  subject: String(row.subject),
  step: String(row.step),
  basis: String(row.basis),
  itemCode: text(row.item_code),
  department: String(row.department),
  post: String(row.post),
  dueOn: String(row.due_on),
})
const OVERDUE = 'kind, subject, step, basis, item_code, department, post, due_on'
/** What runs and is over, the longest first. */
export const clocksOverNow = /* @__PURE__ */ handwritten<
  BrokenLimitRow,
  { readonly now: number; readonly limit: number }
>(
  () => `SELECT ${OVERDUE} FROM watched_clocks WHERE status = 'running' AND due_at <= ?
   ORDER BY due_at, kind, subject, clock_key LIMIT ?`,
  ['now', 'limit'],
  (rows) => rows.map(overdue),
)
export const countClocksOver = /* @__PURE__ */ handwritten<
  { readonly department: string; readonly n: number },
  { readonly now: number; readonly limit: number }
>(
  `SELECT department, count(*) AS n FROM watched_clocks WHERE status = 'running' AND due_at <= ?
   GROUP BY department ORDER BY department LIMIT ?`,
  ['now', 'limit'],
  (rows) => rows.map((row) => ({ department: String(row.department), n: Number(row.n) })),
)
/** Lines of one span: due between two instants, the second excluded, written between two others, and not withdrawn. */
export type LineSpan = {
  readonly from: number
  readonly until: number
  readonly since: number
  readonly written: number
}
/** The receipt and reply of whoever owes it gave a reason, and it was accepted before that instant. */
const EXPLAINED = `EXISTS (SELECT 1 FROM supervision_notices r CROSS JOIN notice_steps s ON s.notice = r.id AND s.type = 'accept'
     AND s.at < ? WHERE r.kind = n.kind AND r.subject = n.subject AND r.clock_key = n.clock_key AND r.level > 0
     AND r.state <> 'withdrawn')`
const IN_SPAN = `n.written_at >= ? AND n.written_at < ? AND n.stage = 'bulletin' AND n.true_at >= ? AND n.true_at < ?
     AND n.state <> 'withdrawn'`

export type BulletinLineRow = BrokenLimitRow & {
  /** When what was owed was given; null while it is not. */
  readonly stoppedAt: number | null
  readonly dueAt: number
  readonly clockKey: string
}
/** Those with a reason that was accepted, or those without, after one of them in order of their day. */
export const bulletinLines = /* @__PURE__ */ handwritten<
  BulletinLineRow,
  LineSpan & {
    readonly explained: 0 | 1
    readonly afterDueAt: number
    readonly afterKind: string
    readonly afterSubject: string
    readonly afterKey: string
    readonly limit: number
  }
>(
  () => `SELECT ${OVERDUE}, due_at, clock_key, (SELECT w.stopped_at FROM watched_clocks w WHERE w.kind = n.kind
     AND w.subject = n.subject AND w.clock_key = n.clock_key AND w.status = 'ended') AS stopped_at FROM supervision_notices n
   WHERE ${IN_SPAN} AND (due_at, kind, subject, clock_key) > (?, ?, ?, ?) AND ${EXPLAINED} = ?
   ORDER BY due_at, kind, subject, clock_key LIMIT ?`,
  [
    'since',
    'written',
    'from',
    'until',
    'afterDueAt',
    'afterKind',
    'afterSubject',
    'afterKey',
    'written',
    'explained',
    'limit',
  ],
  (rows) =>
    rows.map((row) => ({
      ...overdue(row),
      stoppedAt: integer(row.stopped_at),
      dueAt: Number(row.due_at),
      clockKey: String(row.clock_key),
    })),
)
export const countBulletinLines = /* @__PURE__ */ handwritten<
  { readonly explained: number; readonly n: number },
  LineSpan
>(
  () =>
    `SELECT ${EXPLAINED} AS explained, count(*) AS n FROM supervision_notices n WHERE ${IN_SPAN} GROUP BY 1`,
  ['written', 'since', 'written', 'from', 'until'],
  (rows) => rows.map((row) => ({ explained: Number(row.explained), n: Number(row.n) })),
)

/** Of each period of a kind between two, the second excluded: as of when its bulletins that are out were drawn up. */
export const bulletinsOut = /* @__PURE__ */ handwritten<
  { readonly period: string; readonly asOf: number },
  { readonly kind: string; readonly from: string; readonly until: string; readonly limit: number }
>(
  `SELECT period, content ->> 'asOf' AS as_of FROM bulletins WHERE kind = ? AND period >= ? AND period < ? AND state <> 'draft'
   ORDER BY period, version LIMIT ?`,
  ['kind', 'from', 'until', 'limit'],
  (rows) => rows.map((row) => ({ period: String(row.period), asOf: Number(row.as_of) })),
)
