import type { SqlValue } from '@tongban/store'

/**
 * A month of services and all that came of them, written by the database itself: spread by remainders of primes, so that no
 * property goes with another, and over the ends of the month, so that its instants and days matter. Columns that say nothing
 * here are empty.
 */
export type Seeded = {
  readonly rows: (sql: string, ...values: readonly SqlValue[]) => readonly Record<string, SqlValue>[]
}

/** 2026-09-30T15:00Z: an hour before October in Shanghai. */
export const FIRST_AT = 1_790_780_400_000
const EVERY_MS = 27_000
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** Inserts what a query gives; a column that must be filled and is not named is empty or 0. */
function fill(
  { rows }: Seeded,
  table: string,
  columns: Readonly<Record<string, string>>,
  from: string,
): void {
  const others = rows(`SELECT name, type FROM pragma_table_info('${table}') WHERE "notnull" = 1`)
    .map(({ name, type }) => [String(name), type === 'integer' || type === 'INTEGER' ? '0' : "''"] as const)
    .filter(([name]) => columns[name] === undefined)
  const all = [...Object.entries(columns), ...others]
  rows(
    `INSERT INTO ${table} (${all.map(([name]) => `"${name}"`).join(', ')}) SELECT ${all.map(([, sql]) => sql).join(', ')} FROM ${from}`,
  )
}

const numbers = (count: number) =>
  `(WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${count}) SELECT i FROM n) AS n`
const CASE = `printf('%022d', i / 2)`
const ITEM = `'item-' || ((i / 2) * 13 % 40)`
const DEPARTMENT = `'department-' || ((i / 2) * 13 % 40 % 8)`
const WINDOW = `CASE WHEN i * 7 % 10 < 6 THEN 'window-' || (i % 6) END`
const AT = `${FIRST_AT} + i * ${EVERY_MS}`
const PARTNER = 'i % 50 = 7'
const ID = `printf('%032d', i)`
const IS_RATED = 'i * 7919 % 997 < 400'
const LEVEL = `CASE WHEN i * 31 % 100 < 2 THEN 1 WHEN i * 31 % 100 < 5 THEN 2 WHEN i * 31 % 100 < 12 THEN 3
  WHEN i * 31 % 100 < 35 THEN 4 ELSE 5 END`
const LATER_LEVEL = `1 + (i * 17 % 5)`
const optionsOf = (level: string) =>
  `CASE i % 3 WHEN 0 THEN '[]' ELSE json_array((${level}) || '10', (${level}) || '1' || (i % 4)) END`
const CHANNEL = `CASE i % 7 WHEN 0 THEN 'web' WHEN 1 THEN 'app' WHEN 2 THEN 'pad' WHEN 3 THEN 'selfService' WHEN 4 THEN 'sms'
  WHEN 5 THEN 'qr' ELSE 'hotline' END`

/** Services, ratings, silence and orders as they begin. */
export function seedServices(db: Seeded, services: number): void {
  fill(
    db,
    'cases',
    { case_number: `printf('%022d', i)`, item_code: `'item-' || (i * 13 % 40)`, channel: "'web'" },
    numbers(Math.ceil(services / 2)),
  )
  fill(
    db,
    'service_events',
    {
      case_number: CASE,
      service_number: '1 + i % 2',
      department_code: DEPARTMENT,
      at: AT,
      region: `CASE WHEN ${PARTNER} THEN '500106' END`,
      there_number: `CASE WHEN ${PARTNER} THEN 3 + i % 2 END`,
      window: WINDOW,
    },
    numbers(services),
  )
  const rated = `${numbers(services)} WHERE ${IS_RATED}`
  fill(db, 'evaluations', rating('1', LEVEL, CHANNEL), rated)
  fill(
    db,
    'evaluation_defaults',
    { case_number: CASE, service_number: '1 + i % 2', department: DEPARTMENT, at: `${AT} + 30 * ${DAY_MS}` },
    `${numbers(services)} WHERE NOT ${PARTNER} AND i % 11 = 3 AND (NOT ${IS_RATED} OR i % 5 = 0)`,
  )
  const bad = `${rated} AND (${LEVEL}) <= 2 AND NOT ${PARTNER}`
  order(db, `'ZG' || ${ID}`, bad, { source: "'rating'", source_id: ID, opened: `${AT} + ${MINUTE_MS}` })
}

const rating = (revision: string, level: string, channel: string) => ({
  id: revision === '1' ? ID : `'again' || ${ID}`,
  case_number: CASE,
  service_number: `CASE WHEN ${PARTNER} THEN 3 + i % 2 ELSE 1 + i % 2 END`,
  region: `CASE WHEN ${PARTNER} THEN '500106' ELSE '' END`,
  revision,
  level,
  options: optionsOf(level),
  channel,
  item_code: ITEM,
  department: DEPARTMENT,
  window: WINDOW,
  served_at: AT,
  served_on: `date((${AT}) / 1000, 'unixepoch', '+8 hours')`,
  at: `${AT} + ${revision} * ${MINUTE_MS}`,
})

type Order = { readonly source: string; readonly source_id: string; readonly opened: string }
function order(db: Seeded, number: string, from: string, { opened, ...source }: Order): void {
  const due = `${opened} + 20 * ${DAY_MS}`
  fill(
    db,
    'rectifications',
    {
      ...source,
      number,
      item_code: ITEM,
      department: DEPARTMENT,
      window: WINDOW,
      state: "'open'",
      seq: '1',
      round: '1',
      appeal: "'none'",
      opened_at: opened,
      opened_on: `date((${opened}) / 1000, 'unixepoch', '+8 hours')`,
      rectify_due_at: due,
    },
    from,
  )
  fill(
    db,
    'rectification_steps',
    { order_number: number, seq: '1', type: "'opened'", at: opened, data: "'{}'" },
    from,
  )
  fill(
    db,
    'watched_clocks',
    {
      kind: "'rectification'",
      subject: number,
      clock_key: "'rectify/1'",
      due_at: due,
      status: "'running'",
      stages: "'[]'",
    },
    from,
  )
}

/** What comes after: amendments, ratings of what was silence, exclusions, and how the orders went on. */
export function seedSequel(db: Seeded, services: number): void {
  const every = numbers(services)
  fill(db, 'evaluations', rating('2', LATER_LEVEL, "'sms'"), `${every} WHERE ${IS_RATED} AND i % 37 = 5`)
  // The holder rates after the silence was noted.
  fill(
    db,
    'evaluations',
    rating('1', LEVEL, "'app'"),
    `${every} WHERE NOT ${IS_RATED} AND NOT ${PARTNER} AND i % 11 = 3 AND i % 4 = 1`,
  )
  const { rows } = db
  const step = (seq: number, type: string, data: string, after: number, where: string) =>
    fill(
      db,
      'rectification_steps',
      {
        order_number: 'number',
        seq: String(seq),
        type: `'${type}'`,
        at: `opened_at + ${after} * ${DAY_MS}`,
        data: `'${data}'`,
      },
      `(SELECT *, CAST(substr(number, 3) AS INTEGER) AS i FROM rectifications) WHERE ${where}`,
    )
  const IN_TIME = 'i % 8 < 4'
  const LATE = 'i % 8 = 5'
  step(2, 'replied', '{"class":"true"}', 10, IN_TIME)
  step(2, 'replied', '{"class":"true"}', 25, LATE)
  step(3, 'calledBack', '{"result":"mended"}', 26, `(${IN_TIME} OR ${LATE}) AND i % 3 = 0`)
  step(3, 'unreached', '{"isEnough":true}', 26, `(${IN_TIME} OR ${LATE}) AND i % 3 = 1 AND i % 2 = 0`)
  step(3, 'unreached', '{"isEnough":false}', 26, `(${IN_TIME} OR ${LATE}) AND i % 3 = 1 AND i % 2 = 1`)
  step(4, 'closed', '{}', 27, `${IN_TIME} AND i % 3 = 0`)
  // Opened anew by the call-back, or by an evaluator who was not satisfied; a few of them answered once more.
  const RETURNED = `${LATE} AND i % 3 = 0`
  const DISSATISFIED = `${IN_TIME} AND i % 3 = 1 AND i % 4 = 0`
  const ANEW = `(${RETURNED} OR ${DISSATISFIED})`
  step(4, 'returned', '{}', 27, RETURNED)
  step(4, 'rated', '{"grade":"dissatisfied","opensNext":true}', 27, DISSATISFIED)
  step(5, 'replied', '{"class":"true"}', 28, `${ANEW} AND i % 5 = 0`)
  step(2, 'judged', '{"upheld":true}', 5, 'i % 8 = 6')
  const about = (where: string) =>
    `CAST(substr(number, 3) AS INTEGER) IN (SELECT i FROM ${every} WHERE ${where})`
  rows(
    `UPDATE rectifications SET state = 'closed', closed_at = opened_at + 27 * ${DAY_MS} WHERE ${about(`${IN_TIME} AND i % 3 = 0`)}`,
  )
  rows(`UPDATE rectifications SET replied_at = opened_at WHERE ${about(`${IN_TIME} OR ${LATE}`)}`)
  rows(
    `UPDATE rectifications SET called_back_at = opened_at WHERE ${about(`(${IN_TIME} OR ${LATE}) AND (i % 3 = 0 OR i % 3 = 1 AND i % 2 = 0)`)}`,
  )
  rows(`UPDATE rectifications SET round = 2, replied_at = NULL, called_back_at = NULL WHERE ${about(ANEW)}`)
  rows(`UPDATE rectifications SET replied_at = opened_at WHERE ${about(`${ANEW} AND i % 5 = 0`)}`)
  rows(`UPDATE rectifications SET state = 'setAside', appeal = 'upheld' WHERE ${about('i % 8 = 6')}`)
  rows(`UPDATE rectifications SET appeal = 'rejected' WHERE ${about(`${IN_TIME} AND i % 5 = 1`)}`)
  rows(`UPDATE watched_clocks SET status = 'ended', stopped_at = due_at - 10 * ${DAY_MS} WHERE subject IN
    (SELECT number FROM rectifications WHERE ${about(`${IN_TIME} OR i % 8 = 6`)})`)
  rows(`UPDATE watched_clocks SET status = 'ended', stopped_at = due_at + 5 * ${DAY_MS} WHERE subject IN
    (SELECT number FROM rectifications WHERE ${about(LATE)})`)
  fill(
    db,
    'evaluation_exclusions',
    { evaluation: 'source_id', order_number: 'number', class: "'malicious'" },
    `rectifications WHERE appeal = 'upheld' AND source = 'rating'`,
  )
  const spread = { department: DEPARTMENT, item_code: `CASE WHEN i % 3 <> 0 THEN ${ITEM} END` }
  fill(
    db,
    'evaluation_reviews',
    {
      ...spread,
      id: ID,
      place: ID,
      kind: `CASE i % 5 WHEN 0 THEN 'inspection' WHEN 1 THEN 'overall' WHEN 2 THEN 'experiencer' WHEN 3 THEN 'thirdParty' ELSE 'unable' END`,
      window: WINDOW,
      options: "'[]'",
      at: `${FIRST_AT} + i * 50 * ${MINUTE_MS}`,
    },
    numbers(900),
  )
  order(db, `'ZH' || ${ID}`, `${numbers(900)} WHERE i % 9 = 4`, {
    source: "'unable'",
    source_id: `'review' || ${ID}`,
    opened: `${FIRST_AT} + i * 50 * ${MINUTE_MS}`,
  })
  rows(
    "UPDATE rectifications SET state = 'closed' WHERE source <> 'rating' AND opened_at % 2 = 0 AND number LIKE '%2'",
  )
  fill(
    db,
    'supervision_findings',
    {
      ...spread,
      id: `'finding' || i`,
      cause: `CASE i % 2 WHEN 0 THEN 'burst' ELSE 'sameDevice' END`,
      kind: `CASE WHEN i % 4 = 0 THEN 'case' ELSE 'evaluation' END`,
      subject: 'i',
      facts: "'{}'",
      found_at: `${FIRST_AT} + i * 300 * ${MINUTE_MS}`,
    },
    numbers(120),
  )
}
