import { numberOrNull, textOrNull } from './cells.ts'
import { declineIn, endReplacedIn, publishIn } from './dated-policies.ts'
import type { evaluationPolicies } from './schema/index.ts'
import { handwritten, type SqlValue } from './statement.ts'

/** Statements of the dated policies of evaluations 评价规则: what services go by, and the desk where they are published. */
export type EvaluationPolicyRow = typeof evaluationPolicies.$inferSelect
/** A published policy as a service goes by it. */
export type PublishedEvaluationPolicyRow = Pick<EvaluationPolicyRow, 'id' | 'fromOn' | 'untilOn' | 'policy'>

type Row = Readonly<Record<string, SqlValue>>

/**
 * Those that have begun by today, the latest first: of one day one holds, so that four hundred reach back further
 * than anything can be rated. Read in the batch of whoever asks; `evaluationPolicyOn` picks the one of a day.
 */
export const publishedEvaluationPolicies = /* @__PURE__ */ handwritten<
  PublishedEvaluationPolicyRow,
  { readonly today: string }
>(
  `SELECT id, from_on, until_on, policy FROM evaluation_policies
   WHERE state = 'published' AND from_on <= ? ORDER BY from_on DESC LIMIT 400`,
  ['today'],
  (rows) => rows.map(published),
)

const published = (row: Row): PublishedEvaluationPolicyRow => ({
  id: String(row.id),
  fromOn: String(row.from_on),
  untilOn: textOrNull(row.until_on),
  policy: String(row.policy),
})

const COLUMNS =
  'id, from_on, until_on, policy, state, replaces, proposed_by, proposed_at, approved_by, approved_at'
const policyRow = (row: Row): EvaluationPolicyRow => ({
  ...published(row),
  state: String(row.state),
  replaces: textOrNull(row.replaces),
  proposedBy: String(row.proposed_by),
  proposedAt: Number(row.proposed_at),
  approvedBy: textOrNull(row.approved_by),
  approvedAt: numberOrNull(row.approved_at),
})

export const insertEvaluationPolicy = /* @__PURE__ */ handwritten<never, EvaluationPolicyRow>(
  () => `INSERT INTO evaluation_policies (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  [
    'id',
    'fromOn',
    'untilOn',
    'policy',
    'state',
    'replaces',
    'proposedBy',
    'proposedAt',
    'approvedBy',
    'approvedAt',
  ],
  () => [],
)
export const evaluationPolicyById = /* @__PURE__ */ handwritten<EvaluationPolicyRow, { readonly id: string }>(
  () => `SELECT ${COLUMNS} FROM evaluation_policies WHERE id = ?`,
  ['id'],
  (rows) => rows.map(policyRow),
)
/** Those that hold longest first, without their words: what another may overlap. */
export const publishedEvaluationPolicyDates = /* @__PURE__ */ handwritten<
  Omit<PublishedEvaluationPolicyRow, 'policy'>,
  { readonly limit: number }
>(
  `SELECT id, from_on, until_on FROM evaluation_policies WHERE state = 'published'
   ORDER BY coalesce(until_on, '9999-12-31') DESC, from_on DESC LIMIT ?`,
  ['limit'],
  (rows) =>
    rows.map((row) => ({
      id: String(row.id),
      fromOn: String(row.from_on),
      untilOn: textOrNull(row.until_on),
    })),
)
/** By the first day, latest first; null filters leave all. */
export const evaluationPolicyPage = /* @__PURE__ */ handwritten<
  EvaluationPolicyRow,
  {
    readonly state: string | null
    readonly asOf: string | null
    readonly beforeOn: string
    readonly beforeId: string
    readonly limit: number
  }
>(
  () => `SELECT ${COLUMNS} FROM evaluation_policies
   WHERE (?1 IS NULL OR state = ?1) AND (?2 IS NULL OR (from_on <= ?2 AND coalesce(until_on, '9999-12-31') >= ?2))
     AND (from_on, id) < (?3, ?4) ORDER BY from_on DESC, id DESC LIMIT ?5`,
  ['state', 'asOf', 'beforeOn', 'beforeId', 'limit'],
  (rows) => rows.map(policyRow),
)

export const publishEvaluationPolicy = /* @__PURE__ */ publishIn('evaluation_policies', '')
export const endReplacedEvaluationPolicy = /* @__PURE__ */ endReplacedIn('evaluation_policies')
export const declineEvaluationPolicy = /* @__PURE__ */ declineIn('evaluation_policies')
