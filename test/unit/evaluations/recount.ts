/**
 * What the roll-ups of evaluations must say, counted by the database from the rows themselves: written from the definitions as
 * they are printed, with nothing of what the product counts by. Each gives month, department, window, item, channel, measure
 * and code of what it counts.
 */
const MONTH = (at: string) => `strftime('%Y-%m', ${at} / 1000, 'unixepoch', '+8 hours')`

/** Each rating as it stands, and whether an appeal has set it aside. */
const EFFECTIVE = `CREATE TEMP TABLE effective AS
  SELECT e.*, substr(e.served_on, 1, 7) AS month, (case_number, region, service_number) IN
    (SELECT f.case_number, f.region, f.service_number FROM evaluation_exclusions x JOIN evaluations f ON f.id = x.evaluation) AS aside
  FROM evaluations e WHERE (case_number, region, service_number, revision) IN
    (SELECT case_number, region, service_number, max(revision) FROM evaluations GROUP BY 1, 2, 3)`

/** After whatever opened the order anew. */
const IN_LAST_ROUND = `s.seq > (SELECT coalesce(max(o.seq), 0) FROM rectification_steps o WHERE o.order_number = r.number
      AND (o.type = 'returned' OR o.type = 'rated' AND json_extract(o.data, '$.opensNext') = 1))`
const ORDERS = `CREATE TEMP TABLE told AS
  SELECT r.*, e.channel, coalesce(substr(e.served_on, 1, 7), substr(r.opened_on, 1, 7)) AS month,
    (SELECT count(*) FROM rectification_steps s WHERE s.order_number = r.number AND s.type = 'replied'
      AND ${IN_LAST_ROUND}) > 0 AS answered,
    (SELECT count(*) FROM rectification_steps s WHERE s.order_number = r.number AND ${IN_LAST_ROUND}
      AND (s.type = 'calledBack' OR s.type = 'unreached' AND json_extract(s.data, '$.isEnough') = 1)) > 0 AS called,
    (SELECT max(coalesce(w.stopped_at, :now) >= w.due_at) FROM watched_clocks w WHERE w.kind = 'rectification'
      AND w.subject = r.number AND substr(w.clock_key, 1, 8) = 'rectify/') = 1 AS late
  FROM rectifications r LEFT JOIN evaluations e ON e.id = r.source_id`

const RATED = `month, department, coalesce("window", ''), item_code, channel`
const ORDERED = `month, department, coalesce("window", ''), coalesce(item_code, ''), coalesce(channel, '')`
const COUNTED = [
  `SELECT ${MONTH('s.at')}, s.department_code, coalesce(s."window", ''), c.item_code, '',
     CASE WHEN s.region IS NULL THEN 'invited' ELSE 'passed_on_invited' END, '' FROM service_events s JOIN cases c USING (case_number)`,
  `SELECT ${RATED}, 'rated', '' FROM effective WHERE region = ''`,
  `SELECT ${RATED}, 'passed_on', '' FROM effective WHERE region <> ''`,
  `SELECT ${RATED}, 'excluded', '' FROM effective WHERE region = '' AND aside`,
  `SELECT ${RATED}, 'level' || level, '' FROM effective WHERE region = '' AND NOT aside`,
  `SELECT ${RATED}, 'option', o.value FROM effective, json_each(effective.options) o WHERE region = '' AND NOT aside`,
  `SELECT ${MONTH('s.at')}, d.department, coalesce(s."window", ''), c.item_code, '', 'defaults', '' FROM evaluation_defaults d
     JOIN service_events s USING (case_number, service_number) JOIN cases c USING (case_number)
     WHERE NOT EXISTS (SELECT 1 FROM evaluations e WHERE e.case_number = d.case_number AND e.region = ''
       AND e.service_number = d.service_number)`,
  `SELECT ${ORDERED}, 'opened', '' FROM told WHERE source = 'rating'`,
  `SELECT ${ORDERED}, 'mended', '' FROM told WHERE source = 'rating' AND appeal <> 'upheld' AND answered`,
  `SELECT ${ORDERED}, 'mended_on_time', '' FROM told WHERE source = 'rating' AND appeal <> 'upheld' AND answered AND NOT late`,
  `SELECT ${ORDERED}, 'overdue', '' FROM told WHERE source = 'rating' AND appeal <> 'upheld' AND late`,
  `SELECT ${ORDERED}, 'called_back', '' FROM told WHERE source = 'rating' AND appeal <> 'upheld' AND called`,
  `SELECT ${ORDERED}, 'closed', '' FROM told WHERE source = 'rating' AND state = 'closed'`,
  `SELECT ${ORDERED}, 'reopened', '' FROM told WHERE source = 'rating' AND round > 1`,
  `SELECT ${ORDERED}, 'appealed', '' FROM told WHERE source = 'rating' AND appeal <> 'none'`,
  `SELECT ${ORDERED}, 'upheld', '' FROM told WHERE source = 'rating' AND appeal = 'upheld'`,
  `SELECT ${ORDERED}, 'review_orders', '' FROM told WHERE source <> 'rating'`,
  `SELECT ${ORDERED}, 'review_orders_closed', '' FROM told WHERE source <> 'rating' AND state = 'closed'`,
  `SELECT ${MONTH('at')}, department, coalesce("window", ''), coalesce(item_code, ''), '',
     CASE kind WHEN 'thirdParty' THEN 'third_party' ELSE kind END, '' FROM evaluation_reviews`,
  `SELECT ${MONTH('found_at')}, department, '', coalesce(item_code, ''), '', 'findings', '' FROM supervision_findings
     WHERE kind = 'evaluation'`,
]

type Row = Readonly<Record<string, string | number | null>>
type Asked = { readonly rows: (sql: string, ...values: readonly (string | number)[]) => readonly Row[] }

const PLACES = {
  department: { w: "''", i: "''" },
  window: { w: 'w', i: "''" },
  item: { w: "''", i: 'i' },
  cell: { w: 'w', i: 'i' },
}

/** How many counts there are, and those that differ: in the rolled-up rows, or in what was counted here. */
export function disagreements(
  { rows }: Asked,
  now: number,
): { readonly counts: number; readonly measures: number; readonly differing: readonly Row[] } {
  for (const table of ['effective', 'told', 'recounted', 'rolled']) rows(`DROP TABLE IF EXISTS temp.${table}`)
  rows(EFFECTIVE)
  rows(ORDERS.replace(':now', String(now)))
  rows('CREATE TEMP TABLE counted (m, d, w, i, ch, measure, code)')
  for (const each of COUNTED) rows(`INSERT INTO counted ${each}`)
  rows('CREATE TEMP TABLE recounted (grain, m, d, w, i, ch, measure, code, n)')
  for (const [grain, { w, i }] of Object.entries(PLACES)) {
    // Options are not kept of cells, and by channel of whole departments only.
    const channel = grain === 'department' ? 'ch' : "CASE measure WHEN 'option' THEN '' ELSE ch END"
    const kept = grain === 'cell' ? "WHERE measure <> 'option'" : ''
    rows(`INSERT INTO recounted SELECT '${grain}', m, d, ${w}, ${i}, ${channel}, measure, code, count(*) FROM counted
      ${kept} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8`)
  }
  rows('DROP TABLE counted')
  rows('CREATE TEMP TABLE rolled (grain, m, d, w, i, ch, measure, code, n)')
  const place = 'grain, month, department, "window", item_code, channel'
  const columns = rows(`SELECT name FROM pragma_table_info('evaluation_counts') WHERE pk = 0`)
  for (const { name } of columns)
    rows(
      `INSERT INTO rolled SELECT ${place}, '${name}', '', ${name} FROM evaluation_counts WHERE ${name} <> 0`,
    )
  rows(`INSERT INTO rolled SELECT ${place}, 'option', code, n FROM evaluation_option_counts`)
  const differing = [
    ...rows(
      `SELECT 'rolled up' AS said, * FROM (SELECT * FROM rolled EXCEPT SELECT * FROM recounted) LIMIT 20`,
    ),
    ...rows(
      `SELECT 'recounted' AS said, * FROM (SELECT * FROM recounted EXCEPT SELECT * FROM rolled) LIMIT 20`,
    ),
  ]
  const [size] = rows('SELECT count(*) AS counts, count(DISTINCT measure) AS measures FROM recounted')
  return { counts: Number(size?.counts), measures: Number(size?.measures), differing }
}
