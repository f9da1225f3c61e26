/**
 * What roll-ups must say, counted by the database from the events themselves: written from the definitions as they are
 * printed, with nothing of what the product counts by. Special
 * procedures and extensions are those of the made-up lives, which begin within the terms they move.
 */
const SEEN = `CREATE TABLE recount_seen AS
WITH
  days AS MATERIALIZED (SELECT day FROM recount_days),
  promised AS MATERIALIZED (SELECT item, workdays FROM recount_promised),
  event AS MATERIALIZED (SELECT * FROM recount_event),
  one AS MATERIALIZED (
    SELECT c.case_number, c.item_code AS item, c.department_code AS department, c.channel,
      (SELECT day FROM recount_event e WHERE e.case_number = c.case_number AND type = 'received') AS received,
      (SELECT data->>'delivery' FROM recount_event e WHERE e.case_number = c.case_number AND type = 'received') AS delivery,
      (SELECT day FROM recount_event e WHERE e.case_number = c.case_number AND type = 'accepted') AS accepted,
      (SELECT type FROM recount_event e WHERE e.case_number = c.case_number AND type IN ('granted', 'refused', 'returned',
         'notAccepted', 'notRequired', 'withdrawn', 'abandoned', 'grantedElsewhere', 'reopened')
       ORDER BY seq DESC LIMIT 1) AS last,
      (SELECT day FROM recount_event e WHERE e.case_number = c.case_number AND type IN ('granted', 'refused', 'returned',
         'notAccepted', 'notRequired', 'withdrawn', 'abandoned', 'grantedElsewhere', 'reopened')
       ORDER BY seq DESC LIMIT 1) AS ended,
      (SELECT day FROM recount_event e WHERE e.case_number = c.case_number AND type = 'reopened') AS reopened,
      (SELECT day FROM recount_event e WHERE e.case_number = c.case_number AND type = 'suspended') AS paused,
      (SELECT day FROM recount_event e WHERE e.case_number = c.case_number AND type = 'resumed') AS resumed,
      (SELECT day FROM recount_event e WHERE e.case_number = c.case_number AND type = 'extended') AS extended,
      (SELECT count(*) FROM recount_event e WHERE e.case_number = c.case_number AND type = 'delivered'
         AND day >= coalesce((SELECT max(day) FROM recount_event r WHERE r.case_number = c.case_number AND type = 'reopened'), '')) AS deliveries
    FROM cases c
  ),
  ended AS MATERIALIZED (
    SELECT *,
      CASE last WHEN 'granted' THEN 'granted' WHEN 'refused' THEN 'refused' WHEN 'returned' THEN 'returned'
        WHEN 'notAccepted' THEN 'notAccepted' WHEN 'notRequired' THEN 'notAccepted' WHEN 'withdrawn' THEN 'withdrawn'
        WHEN 'abandoned' THEN 'abandoned' WHEN 'grantedElsewhere' THEN 'elsewhere' END AS how,
      CASE item WHEN 'sole-trader-registration' THEN 3 WHEN 'outdoor-advertising' THEN 20 END AS law,
      (SELECT workdays FROM promised WHERE promised.item = one.item) AS promise,
      CASE WHEN item = 'sole-trader-registration' AND reopened IS NULL THEN received ELSE coalesce(reopened, accepted) END AS since
    FROM one
  ),
  timed AS MATERIALIZED (
    SELECT *,
      (SELECT count(*) FROM days WHERE day > since AND day <= ended)
        - CASE WHEN paused > since THEN (SELECT count(*) FROM days WHERE day >= paused AND day < resumed AND day <= ended) ELSE 0 END
        - CASE WHEN paused = since THEN (SELECT count(*) FROM days WHERE day > paused AND day < resumed AND day <= ended) ELSE 0 END
        AS used,
      (SELECT count(*) FROM days WHERE day > since AND day <= paused) AS until_pause,
      (SELECT count(*) FROM days WHERE day > since AND day <= ended) AS unpaused
    FROM ended
  ),
  kept AS MATERIALIZED (
    SELECT *,
      how IN ('granted', 'refused', 'notAccepted', 'returned') AS decided,
      CASE WHEN since IS NOT NULL AND law IS NOT NULL
        THEN used <= law + CASE WHEN extended IS NOT NULL THEN 10 ELSE 0 END
        WHEN item = 'elderly-allowance' THEN 1 END AS law_kept,
      CASE WHEN since IS NOT NULL AND item <> 'sole-trader-registration'
        THEN CASE WHEN until_pause > promise THEN unpaused ELSE used END <= promise END AS promise_kept
    FROM timed
  ),
  present AS MATERIALIZED (
    SELECT case_number, received AS day FROM kept WHERE channel IN ('window', 'selfService')
    UNION SELECT case_number, day FROM recount_event WHERE type = 'supplemented' AND actor_kind = 'official'
    UNION SELECT case_number, day FROM recount_event WHERE type = 'delivered' AND data->>'method' = 'direct'
  ),
  seen AS MATERIALIZED (
    SELECT kept.*,
      (SELECT count(*) FROM present p WHERE p.case_number = kept.case_number) AS days_there,
      delivery = 'window' AND deliveries = 0 AS collects,
      (SELECT count(*) FROM present p WHERE p.case_number = kept.case_number AND p.day = kept.ended) AS there_at_end,
      (SELECT count(*) FROM recount_event e WHERE e.case_number = kept.case_number AND type = 'delivered'
         AND data->>'method' <> 'electronic') AS on_paper
    FROM kept
  )
SELECT * FROM seen`

/** Each gives department, day, measure, item, channel and value of the cases it counts. */
const COUNTED = [
  `SELECT department, received, 'received', item, channel, 0 FROM recount_seen`,
  `SELECT department, accepted, 'accepted', item, channel, 0 FROM recount_seen WHERE accepted IS NOT NULL`,
  `SELECT department, ended, how, item, channel, 0 FROM recount_seen WHERE how IS NOT NULL`,
  `SELECT department, ended, 'decided', item, channel, 0 FROM recount_seen WHERE decided`,
  `SELECT department, ended, 'bound', item, channel, 0 FROM recount_seen WHERE decided AND (law_kept IS NOT NULL OR promise_kept IS NOT NULL)`,
  `SELECT department, ended, 'onTime', item, channel, 0 FROM recount_seen WHERE decided AND (law_kept IS NOT NULL OR promise_kept IS NOT NULL) AND coalesce(law_kept, 1) AND coalesce(promise_kept, 1)`,
  `SELECT department, ended, 'lawBound', item, channel, 0 FROM recount_seen WHERE decided AND law_kept IS NOT NULL`,
  `SELECT department, ended, 'lawKept', item, channel, 0 FROM recount_seen WHERE decided AND law_kept`,
  `SELECT department, ended, 'promiseBound', item, channel, 0 FROM recount_seen WHERE decided AND promise_kept IS NOT NULL`,
  `SELECT department, ended, 'promiseKept', item, channel, 0 FROM recount_seen WHERE decided AND promise_kept`,
  `SELECT department, ended, 'onSpot', item, channel, 0 FROM recount_seen WHERE decided AND channel = 'window' AND received = ended`,
  `SELECT department, ended, 'instant', item, channel, 0 FROM recount_seen WHERE decided AND (SELECT actor_kind FROM case_events e WHERE e.case_number = recount_seen.case_number AND type IN ('granted', 'refused') ORDER BY seq DESC LIMIT 1) = 'machine'`,
  `SELECT department, ended, 'oneVisit', item, channel, 0 FROM recount_seen WHERE decided AND days_there + (collects AND there_at_end = 0) <= 1`,
  `SELECT department, ended, 'online', item, channel, 0 FROM recount_seen WHERE decided AND channel IN ('web', 'app') AND days_there = 0 AND NOT collects AND on_paper = 0 AND delivery <> 'post'`,
  `SELECT department, ended, 'used', item, channel, used FROM recount_seen WHERE decided AND since IS NOT NULL`,
  `SELECT department, ended, 'againstPromise', item, channel, used - promise FROM recount_seen WHERE decided AND promise_kept IS NOT NULL`,
  `SELECT department, ended, 'saved', item, channel, law - used FROM recount_seen WHERE decided AND law IS NOT NULL AND since IS NOT NULL`,
  `SELECT s.department, date(h.decided_at / 1000, 'unixepoch', '+8 hours'), 'receivingPush', s.item, 'region/' || partner, (SELECT count(*) FROM recount_days WHERE day > date(h.transferred_at / 1000, 'unixepoch', '+8 hours') AND day <= date(h.handler_received_at / 1000, 'unixepoch', '+8 hours')) FROM handovers h JOIN recount_seen s ON s.case_number = h.case_number WHERE h.decided_at IS NOT NULL`,
  `SELECT s.department, date(h.decided_at / 1000, 'unixepoch', '+8 hours'), 'receivingTotal', s.item, 'region/' || partner, (SELECT count(*) FROM recount_days WHERE day > date(h.transferred_at / 1000, 'unixepoch', '+8 hours') AND day <= date(h.decided_at / 1000, 'unixepoch', '+8 hours')) FROM handovers h JOIN recount_seen s ON s.case_number = h.case_number WHERE h.decided_at IS NOT NULL`,
  `SELECT s.department, date(h.transferred_at / 1000, 'unixepoch', '+8 hours'), 'receivingSent', s.item, 'region/' || partner, 0 FROM handovers h JOIN recount_seen s ON s.case_number = h.case_number WHERE EXISTS (SELECT 1 FROM recount_event e WHERE e.case_number = h.case_number)`,
  `SELECT s.department, date(h.decided_at / 1000, 'unixepoch', '+8 hours'), 'receivingBound', s.item, 'region/' || partner, 0 FROM handovers h JOIN recount_seen s ON s.case_number = h.case_number JOIN recount_event e ON e.case_number = h.case_number AND e.type = 'decidedElsewhere' WHERE h.decided_at IS NOT NULL AND e.data->>'dueOn' IS NOT NULL`,
  `SELECT s.department, date(h.decided_at / 1000, 'unixepoch', '+8 hours'), 'receivingKept', s.item, 'region/' || partner, 0 FROM handovers h JOIN recount_seen s ON s.case_number = h.case_number JOIN recount_event e ON e.case_number = h.case_number AND e.type = 'decidedElsewhere' WHERE h.decided_at IS NOT NULL AND e.data->>'decidedOn' <= e.data->>'dueOn'`,
  `SELECT s.department, e.day, 'reopened', s.item, s.channel, 0 FROM recount_seen s JOIN recount_event e ON e.case_number = s.case_number AND e.type = 'reopened'`,
]

type Row = Readonly<Record<string, string | number | null>>
const EVENTS = `CREATE TABLE recount_event AS
  SELECT case_number, seq, type, actor_kind, data, at, date(at / 1000, 'unixepoch', '+8 hours') AS day
  FROM case_events`
const DAYS = 'CREATE TABLE recount_days AS SELECT value AS day FROM json_each(?)'
const PROMISED = 'CREATE TABLE recount_promised AS SELECT key AS item, value AS workdays FROM json_each(?)'

/** The counts in the order of their columns. The database takes few selections in one statement, so that it is done in steps. */
export async function recount(
  db: D1Database,
  days: readonly string[],
  promised: Readonly<Record<string, number>>,
): Promise<readonly Row[]> {
  const made = ['recount_event', 'recount_days', 'recount_promised', 'recount_seen', 'recount_counted']
  const forget = () => db.batch(made.map((table) => db.prepare(`DROP TABLE IF EXISTS ${table}`)))
  await forget()
  const results = await db.batch<Row>([
    db.prepare(EVENTS),
    db.prepare('CREATE INDEX recount_event_case ON recount_event (case_number, type)'),
    db.prepare(DAYS.replace('?', `'${JSON.stringify(days)}'`)),
    db.prepare(PROMISED.replace('?', `'${JSON.stringify(promised)}'`)),
    db.prepare(SEEN),
    db.prepare('CREATE TABLE recount_counted (department, counted_on, measure, item_code, channel, value)'),
    ...COUNTED.map((each) => db.prepare(`INSERT INTO recount_counted ${each}`)),
    db.prepare(`SELECT department, counted_on, measure, item_code, channel, value, count(*) AS n
      FROM recount_counted GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6`),
  ])
  const rows = results.at(-1)?.results ?? []
  await forget()
  return rows
}
