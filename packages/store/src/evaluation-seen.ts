import { textOrNull } from './cells.ts'
import type { EvaluationRow } from './evaluations.ts'
import type { SqlValue } from './statement.ts'

/** A rating as those see it who look for fabricated ones 刷评, in the words of SQL and as a row; no statement is here. */
export type Row = Readonly<Record<string, SqlValue>>

/** A rating as far as it tells who may have given it. */
export type SeenRatingRow = Pick<
  EvaluationRow,
  | 'id'
  | 'at'
  | 'servedAt'
  | 'level'
  | 'channel'
  | 'enteredBy'
  | 'device'
  | 'evaluator'
  | 'holder'
  | 'department'
  | 'window'
  | 'staff'
  | 'anonymous'
  | 'itemCode'
>
export const SEEN = `e.id, e.at, e.served_at, e.level, e.channel, e.entered_by, e.device, e.evaluator, e.holder, e.department,
  e.window, e.staff, e.anonymous, e.item_code`

export const seen = (row: Row): SeenRatingRow => ({
  id: String(row.id),
  at: Number(row.at),
  servedAt: Number(row.served_at),
  level: Number(row.level),
  channel: String(row.channel),
  enteredBy: textOrNull(row.entered_by),
  device: textOrNull(row.device),
  evaluator: textOrNull(row.evaluator),
  holder: String(row.holder),
  department: String(row.department),
  window: textOrNull(row.window),
  staff: textOrNull(row.staff),
  anonymous: Number(row.anonymous),
  itemCode: String(row.item_code),
})

/** An official by the index they are known by as a citizen. */
export type KnownOfficial = {
  readonly identity: string
  readonly official: string
  readonly department: string
}
/** Guarantee: the statements build this text of rows of their own. */
export const officialsIn = (text: SqlValue | undefined) =>
  JSON.parse(typeof text === 'string' ? text : '[]') as readonly KnownOfficial[]
/** Officials whom the matter is of, or who rated, as citizens. */
export const OFFICIALS = `(SELECT json_group_array(json_object('identity', i.identity, 'official', i.official,
     'department', i.department)) FROM official_identities i WHERE i.identity IN (e.holder, e.evaluator))`

/** So many of a department are gone through for those of one official, and for those of nobody known. */
export const OF_DEPARTMENT = 400
export const UNNAMED = (row: string) =>
  `${row}.window IS NULL AND ${row}.entered_by IS NULL AND ${row}.device IS NULL AND ${row}.evaluator IS NULL`
