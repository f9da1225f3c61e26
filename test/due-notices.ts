import { canonicalJson } from '@tongban/kernel'
import { DB } from './region.ts'

/** Notices and cards as the sweep writes them, put into the database of a workerd test, and what was made of them. */
type Row = Readonly<Record<string, string | number | null>>

async function insert(table: string, row: Row): Promise<void> {
  const names = Object.keys(row)
  const places = names.map(() => '?').join(', ')
  await DB.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${places})`)
    .bind(...Object.values(row))
    .run()
}

export const rowsOf = async (sql: string, ...values: (string | number)[]) =>
  (
    await DB.prepare(sql)
      .bind(...values)
      .all<Record<string, string | number | null>>()
  ).results

const DAY_MS = 24 * 3_600_000

const facts = (subject: string, department: string) => ({
  itemCode: 'outdoor-advertising',
  subject,
  step: '审查',
  law: '行政许可法 42',
  fromOn: '2026-11-02',
  dueOn: '2026-11-20',
  length: 15,
  unit: 'workday',
  overdueWorkdays: 0,
  department,
  post: '经办人',
  provisional: false,
})

/** A notice that may be told from `at` on. */
export async function dueNotice(id: string, at: number, change: Row = {}): Promise<void> {
  const department = String(change.department ?? 'city-management')
  const subject = `case-${id}`
  await insert('supervision_notices', {
    id,
    kind: 'case',
    subject,
    clock_key: 'decide',
    stage: 'urge',
    epoch: 1,
    number: `催〔2026〕${id}号`,
    level: 1,
    step: '审查',
    basis: 'law',
    law: '行政许可法 42',
    item_code: 'outdoor-advertising',
    department,
    post: '经办人',
    person: null,
    receiver: 'person',
    due_on: '2026-11-20',
    due_at: at - DAY_MS,
    true_at: at,
    written_at: at,
    template: 'urge/1',
    facts: canonicalJson(facts(subject, department)),
    state: 'open',
    seq: 0,
    sign_by: at + DAY_MS,
    reply_by: at + 2 * DAY_MS,
    deliver_at: at,
    ...change,
  })
}

export async function dueCard(id: string, at: number, change: Row = {}): Promise<void> {
  await insert('supervision_cards', {
    id,
    number: `黄〔2026〕${id}号`,
    colour: 'yellow',
    cause: 'overdue',
    kind: 'case',
    subject: `case-${id}`,
    clock_key: 'decide',
    epoch: 1,
    step: '审查',
    basis: 'promise',
    law: '本地区承诺',
    item_code: 'outdoor-advertising',
    department: 'city-management',
    post: '经办人',
    person: null,
    facts: canonicalJson(facts(`case-${id}`, 'city-management')),
    true_at: at,
    proposed_at: at,
    state: 'proposed',
    seq: 0,
    stands_at: at + DAY_MS,
    appeal_by: at + 5 * DAY_MS,
    deliver_at: at,
    ...change,
  })
}

/** A watched clock whose next stage should have been given at `nextAt`. */
export async function watchedClock(subject: string, nextAt: number, change: Row = {}): Promise<void> {
  await insert('watched_clocks', {
    kind: 'case',
    subject,
    clock_key: 'decide',
    epoch: 1,
    step: '审查',
    basis: 'law',
    law: '行政许可法 42',
    scope: 'whole',
    item_code: null,
    department: 'city-management',
    post: '经办人',
    person: null,
    from_at: nextAt - DAY_MS,
    from_on: '2026-11-02',
    unit: 'workday',
    length: 15,
    due_on: '2026-11-20',
    due_at: nextAt,
    provisional: 0,
    status: 'running',
    stopped_at: null,
    stages: '[]',
    policy: 'standard',
    next_at: nextAt,
    changed_at: nextAt,
    ...change,
  })
}

const TABLES = [
  'supervision_notices',
  'supervision_cards',
  'watched_clocks',
  'inbox_lines',
  'inbox_messages',
  'supervision_endpoints',
  'supervision_deliveries',
  'outbox',
] as const
export const emptied = () => DB.batch(TABLES.map((table) => DB.prepare(`DELETE FROM ${table}`)))
