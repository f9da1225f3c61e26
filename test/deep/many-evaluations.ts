import type { MemoryDatabase } from '../unit/supervision/database.ts'

/**
 * The roll-ups of a year of ten million ratings, as a large city would have them: fifty departments of twenty windows and forty
 * items each, every item at five windows and rated by four channels. The finest counts are written, the others summed from them.
 */
export const SHAPE = { departments: 50, windows: 20, items: 40, windowsOfItem: 5, channels: 4, months: 12 }
export const RATINGS_OF_CELL = 21

const { departments, windows, items, windowsOfItem, channels, months } = SHAPE
const CELLS = departments * items * windowsOfItem * channels * months
/** 10,080,000. */
export const RATINGS = CELLS * RATINGS_OF_CELL

const SEQUENCE = (count: number) =>
  `(WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${count}) SELECT i FROM n)`
const letters = (sql: string) => `char(97 + (${sql}) % 26) || char(97 + (${sql}) / 26)`
export const departmentCode = (at: number) =>
  `department-${String.fromCharCode(97 + (at % 26))}${String.fromCharCode(97 + Math.floor(at / 26))}`
const MONTH = `printf('2026-%02d', 1 + m.i)`
const CHANNELS = `CASE c.i WHEN 0 THEN 'web' WHEN 1 THEN 'app' WHEN 2 THEN 'pad' ELSE 'qr' END`
const DEPARTMENT = `'department-' || ${letters('d.i')}`
const WINDOW = `'window-' || ((p.i * 3 + w.i) % ${windows})`
const ITEM = `'item-' || ${letters('d.i')} || '-' || ${letters('p.i')}`
const PLACES = `${SEQUENCE(departments)} d, ${SEQUENCE(items)} p, ${SEQUENCE(windowsOfItem)} w, ${SEQUENCE(months)} m`
const SEED = '(d.i * 7 + p.i * 11 + w.i * 13 + m.i * 17 + c.i)'

const OTHER_GRAINS = {
  department: ["''", "''"],
  window: ['"window"', "''"],
  item: ["''", 'item_code'],
} as const

export function fillCounts({ rows }: Pick<MemoryDatabase, 'rows'>): void {
  rows('PRAGMA synchronous = OFF')
  rows('PRAGMA cache_size = -400000')
  rows('BEGIN')
  rows(`INSERT INTO evaluation_counts (grain, department, "window", item_code, channel, month, rated, level1, level2, level3,
      level4, level5, excluded, opened, mended, mended_on_time, overdue, called_back, closed)
    SELECT 'cell', ${DEPARTMENT}, ${WINDOW}, ${ITEM}, ${CHANNELS}, ${MONTH}, ${RATINGS_OF_CELL}, ${SEED} % 7 = 0, ${SEED} % 5 = 0,
      1, 4, ${RATINGS_OF_CELL} - 5 - (${SEED} % 7 = 0) - (${SEED} % 5 = 0), 0, (${SEED} % 7 = 0) + (${SEED} % 5 = 0), ${SEED} % 7 = 0,
      ${SEED} % 7 = 0, ${SEED} % 35 = 0, ${SEED} % 7 = 0, ${SEED} % 7 = 0 FROM ${PLACES}, ${SEQUENCE(channels)} c`)
  rows(`INSERT INTO evaluation_counts (grain, department, "window", item_code, channel, month, invited)
    SELECT 'cell', ${DEPARTMENT}, ${WINDOW}, ${ITEM}, '', ${MONTH}, 200 FROM ${PLACES}`)
  const columns = rows(`SELECT name FROM pragma_table_info('evaluation_counts') WHERE pk = 0`).map(
    ({ name }) => String(name),
  )
  for (const [grain, [window, item]] of Object.entries(OTHER_GRAINS))
    rows(`INSERT INTO evaluation_counts (grain, department, "window", item_code, channel, month, ${columns.join(', ')})
      SELECT '${grain}', department, ${window}, ${item}, channel, month, ${columns.map((name) => `sum(${name})`).join(', ')}
      FROM evaluation_counts WHERE grain = 'cell' GROUP BY 2, 3, 4, 5, 6`)
  // Two of the forty options beside each rating; sixteen are usual.
  for (const [grain, [window, item]] of Object.entries(OTHER_GRAINS))
    rows(`INSERT INTO evaluation_option_counts (grain, department, "window", item_code, channel, month, code, n)
      SELECT '${grain}', department, ${window}, ${item}, ${grain === 'department' ? 'channel' : "''"}, month, code, sum(n) FROM
        (SELECT department, "window", item_code, channel, month, o.i, 5 - (o.i % 5) || '' || (8 + (5 * (o.i % 5 = 0) + o.i) % 8 + 2) AS code,
           2 * rated / 16 AS n FROM evaluation_counts, ${SEQUENCE(16)} o WHERE grain = 'item' AND rated > 0 AND '${grain}' <> 'window'
         UNION ALL
         SELECT department, "window", item_code, channel, month, o.i, 5 - (o.i % 5) || '' || (8 + (5 * (o.i % 5 = 0) + o.i) % 8 + 2),
           2 * rated / 16 FROM evaluation_counts, ${SEQUENCE(16)} o WHERE grain = 'window' AND rated > 0 AND '${grain}' = 'window')
      GROUP BY 2, 3, 4, 5, 6, 7`)
  rows('COMMIT')
}
