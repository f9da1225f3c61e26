import { columnOf } from './compiled/compiled.ts'
import type { SqlValue, Statement } from './statement.ts'

/**
 * What is read of the roll-ups of evaluations. A question names what it tells apart and what it asks of alone; its text follows
 * from those, so that each reads one bounded span of one index. Answers come in the order of their keys, page by page.
 */
export type CountGrain = 'department' | 'window' | 'item' | 'cell'
/** What makes a group. A window and an item are those of their department. */
export type CountGrouping = 'all' | 'place' | 'channel' | 'month'
export type CountQuery = {
  readonly grain: CountGrain
  readonly grouping: CountGrouping
  readonly from: string
  readonly until: string
  readonly department: string | null
  readonly window: string | null
  readonly itemCode: string | null
  readonly channel: string | null
}
export type CountKey = {
  readonly department: string
  readonly window: string
  readonly itemCode: string
  readonly channel: string
  readonly month: string
}
export type CountRow = { readonly key: CountKey; readonly counts: Readonly<Record<string, number>> }

const KEYS = {
  all: [],
  place: ['department', '"window"', 'item_code'],
  channel: ['channel'],
  month: ['month'],
} as const satisfies Record<CountGrouping, readonly string[]>

/** An item whose department is not named is looked up in each: a few entries of the index in place of all items. */
const LOOKED_UP = `"window" = '' AND department IN (SELECT DISTINCT department FROM evaluation_counts WHERE grain = 'department')`

const filtersOf = (query: CountQuery) => {
  const asked = [
    ['department', query.department],
    ['"window"', query.window],
    ['item_code', query.itemCode],
    ['channel', query.channel],
  ] as const
  const given = asked.filter((each): each is [(typeof each)[0], string] => each[1] !== null)
  const isOfAnyDepartment = query.grain === 'item' && query.itemCode !== null && query.department === null
  return {
    sql: [
      'grain = ?',
      'month >= ?',
      'month <= ?',
      ...given.map(([column]) => `${column} = ?`),
      ...(isOfAnyDepartment ? [LOOKED_UP] : []),
    ].join(' AND '),
    params: [query.grain, query.from, query.until, ...given.map(([, value]) => value)],
  }
}

const keyOf = (row: Readonly<Record<string, SqlValue>>): CountKey => ({
  department: String(row.department ?? ''),
  window: String(row.window ?? ''),
  itemCode: String(row.item_code ?? ''),
  channel: String(row.channel ?? ''),
  month: String(row.month ?? ''),
})
/** The parts of a key by which its groups are told apart. */
export const keyParts = (grouping: CountGrouping, key: CountKey): readonly string[] => {
  if (grouping === 'place') return [key.department, key.window, key.itemCode]
  return grouping === 'all' ? [] : [key[grouping]]
}

/** Sums of the named columns by group, behind a key, in order of keys. */
export function evaluationCountGroups(
  columns: readonly string[],
  query: CountQuery,
  { after, limit }: { readonly after: readonly string[] | null; readonly limit: number },
): Statement<CountRow> {
  const keys = KEYS[query.grouping]
  const filters = filtersOf(query)
  const names = columns.map(columnOf)
  const list = keys.join(', ')
  const isGrouped = keys.length > 0
  const behind = after === null || !isGrouped ? '' : ` AND (${list}) > (${keys.map(() => '?').join(', ')})`
  const sums = names.map((name) => `sum(${name}) AS ${name}`).join(', ')
  return {
    sql: `SELECT ${isGrouped ? `${list}, ` : ''}${sums} FROM evaluation_counts WHERE ${filters.sql}${behind}
   ${isGrouped ? `GROUP BY ${list} ORDER BY ${list} ` : ''}LIMIT ?`,
    params: [...filters.params, ...(behind === '' ? [] : (after ?? [])), limit],
    decode: (rows) =>
      rows.map((row) => ({
        key: keyOf(row),
        counts: Object.fromEntries(columns.map((name, at) => [name, Number(row[names[at] ?? ''] ?? 0)])),
      })),
  }
}

export type OptionCountRow = { readonly key: CountKey; readonly code: string; readonly n: number }
/** The options ticked most in each group between two keys, both included; equal ones in order of code. */
export function evaluationTopOptions(
  query: CountQuery,
  {
    first,
    last,
    top,
    limit,
  }: {
    readonly first: readonly string[]
    readonly last: readonly string[]
    readonly top: number
    readonly limit: number
  },
): Statement<OptionCountRow> {
  const keys = KEYS[query.grouping]
  const filters = filtersOf(query)
  const list = keys.join(', ')
  const isGrouped = keys.length > 0
  const marks = keys.map(() => '?').join(', ')
  const within = isGrouped ? ` AND (${list}) >= (${marks}) AND (${list}) <= (${marks})` : ''
  const part = isGrouped ? `${list}, ` : ''
  return {
    sql: `SELECT * FROM (SELECT *, row_number() OVER (${isGrouped ? `PARTITION BY ${list} ` : ''}ORDER BY n DESC, code) AS place
     FROM (SELECT ${part}code, sum(n) AS n FROM evaluation_option_counts WHERE ${filters.sql}${within} GROUP BY ${part}code))
   WHERE place <= ? ORDER BY ${part}place LIMIT ?`,
    params: [...filters.params, ...(isGrouped ? [...first, ...last] : []), top, limit],
    decode: (rows) => rows.map((row) => ({ key: keyOf(row), code: String(row.code), n: Number(row.n) })),
  }
}
