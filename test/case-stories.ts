import { seeded } from './seeded.ts'

/**
 * Made-up lives of many cases as rows of the database, in the order of their writing: every ending, every channel, with
 * supplements, special procedures, extensions, corrections after a decision, and cases another region decides. Only what
 * counts is in them; nobody applied for anything.
 */
type Value = string | number | null
export type Row = Readonly<Record<string, Value>>
export type Stories = {
  readonly cases: readonly Row[]
  readonly events: readonly Row[]
  readonly handovers: readonly Row[]
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** 09:00 in Shanghai on Monday 2 March 2026. */
const FIRST = Date.UTC(2026, 2, 2, 1)

/** Rest days and 调休 working days of 2026, from 国办发明电 of 4 November 2025, written here once more. */
const OFF = ['04-04/3', '05-01/5', '06-19/3', '09-25/3', '10-01/7', '02-15/9', '01-01/3']
const WORK = ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10']
const on = (at: number) => new Date(at + 8 * HOUR).toISOString().slice(0, 10)

/** Every working day of 2026. */
export const WORKDAYS_2026: readonly string[] = workdays()
function workdays(): readonly string[] {
  const off = new Set(
    OFF.flatMap((span) => {
      const [first = '', days = '1'] = span.split('/')
      const start = Date.parse(`2026-${first}T00:00:00Z`)
      return Array.from({ length: Number(days) }, (_, at) =>
        new Date(start + at * DAY).toISOString().slice(0, 10),
      )
    }),
  )
  const work = new Set(WORK.map((day) => `2026-${day}`))
  const all = Array.from({ length: 365 }, (_, at) => new Date(Date.UTC(2026, 0, 1) + at * DAY))
  return all
    .filter((day) => {
      const name = day.toISOString().slice(0, 10)
      return work.has(name) || (!off.has(name) && day.getUTCDay() % 6 !== 0)
    })
    .map((day) => day.toISOString().slice(0, 10))
}
const WORKDAYS = new Set(WORKDAYS_2026)

type Kind = { readonly item: string; readonly department: string; readonly registration: boolean }
const KINDS: readonly Kind[] = [
  { item: 'outdoor-advertising', department: 'city-management', registration: false },
  { item: 'sole-trader-registration', department: 'market-supervision', registration: true },
  { item: 'elderly-allowance', department: 'civil-affairs', registration: false },
]
const CHANNELS = ['web', 'app', 'window', 'selfService', 'post'] as const

export function caseStories(seed: number, count: number): Stories {
  const cases: Row[] = []
  const events: (Row & { readonly at: number })[] = []
  const handovers: Row[] = []
  for (let n = 0; n < count; n += 1) {
    const story = oneStory(seed, n)
    cases.push(story.row)
    events.push(...story.events)
    handovers.push(...story.handovers)
  }
  // As they were written: by instant, each case in its own order.
  events.sort((a, b) => a.at - b.at || Number(a.seq) - Number(b.seq))
  return { cases, events, handovers }
}

function oneStory(seed: number, n: number) {
  const chance = seeded('case-stories', seed, n)
  const kind = chance.pick(KINDS)
  const channel = chance.pick(CHANNELS)
  const delivery = chance.pick(['electronic', 'window', 'post'] as const)
  const caseNumber = `51011620260302${String(n).padStart(7, '0')}X`
  const events: (Row & { readonly at: number })[] = []
  let at = FIRST + chance.below(60) * DAY + chance.below(8) * HOUR
  const say = (type: string, actorKind: string, data: object = {}) => {
    events.push({
      case_number: caseNumber,
      seq: events.length + 1,
      type,
      at,
      actor_kind: actorKind,
      actor_subject: 'x',
      data: JSON.stringify(data),
      hash: `${n}-${events.length + 1}`,
    })
  }
  /** So many days on, at nine of the first working day from there. */
  const later = (days: number) => {
    at += days * DAY
    while (!WORKDAYS.has(on(at))) at += DAY
  }
  const row = () => ({
    case_number: caseNumber,
    item_code: kind.item,
    item_version: '1',
    situation: 'x',
    state: 'x',
    seq: events.length,
    head_hash: 'x',
    applicant_index: 'x',
    submitter_index: 'x',
    application_enc: '',
    channel,
    department_code: kind.department,
    outcome: 'x',
    received_at: events[0]?.at ?? 0,
    received_on: on(events[0]?.at ?? 0),
    updated_at: at,
  })
  const done = (handovers: readonly Row[] = []) => ({ row: row(), events, handovers })

  later(0)
  if (chance.happens(0.08)) {
    say('received', 'applicant', { delivery, channel, handlingRegion: '500112' })
    later(chance.below(3))
    const transferredAt = at
    say('transferred', 'machine')
    later(chance.below(2))
    const handlerReceivedAt = at
    say('takenOverElsewhere', 'partner')
    if (chance.happens(0.2)) return done([handover(caseNumber, kind, transferredAt, handlerReceivedAt, null)])
    later(chance.below(12))
    // The last day the partner had told, which not every one does.
    const told = n % 3 === 0 ? {} : { dueOn: on(handlerReceivedAt + 6 * DAY) }
    say('decidedElsewhere', 'partner', { decidedOn: on(at), outcome: 'granted', ...told })
    say('grantedElsewhere', 'partner')
    return done([handover(caseNumber, kind, transferredAt, handlerReceivedAt, at)])
  }
  say('received', 'applicant', { delivery, channel })
  if (kind.item === 'elderly-allowance' && chance.happens(0.5)) {
    say('accepted', 'machine')
    say('granted', 'machine')
    if (chance.happens(0.2)) {
      later(1)
      say('delivered', 'official', { method: 'direct' })
    }
    return done()
  }
  if (chance.happens(0.1)) {
    later(1)
    say('withdrawn', 'applicant')
    return done()
  }
  if (chance.happens(0.1)) {
    later(1)
    say(kind.registration ? 'returned' : chance.pick(['notAccepted', 'notRequired']), 'official')
    return done()
  }
  if (!kind.registration && chance.happens(0.3)) {
    later(chance.below(3))
    say('supplementRequested', 'official')
    later(1 + chance.below(6))
    if (chance.happens(0.1)) {
      say('abandoned', 'official')
      return done()
    }
    say('supplemented', chance.pick(['applicant', 'official']))
  }
  if (channel !== 'window' || chance.happens(0.7)) later(chance.below(3))
  say('accepted', 'official')
  if (chance.happens(0.1)) return done()
  say('referred', 'official')
  if (chance.happens(0.25) && !kind.registration) {
    later(chance.below(4))
    say('suspended', 'official', { ground: 'expertReview', neededWorkdays: 3 })
    later(1 + chance.below(5))
    say('resumed', 'official')
  }
  if (kind.item === 'outdoor-advertising' && chance.happens(0.2)) {
    later(1)
    say('extended', 'official', { workdays: 10 })
  }
  later(chance.below(kind.registration ? 6 : 30))
  say(chance.happens(0.85) ? 'granted' : 'refused', 'official')
  if (chance.happens(0.5)) {
    later(chance.below(4))
    say('delivered', 'official', { method: chance.pick(['direct', 'electronic', 'post']) })
  }
  if (chance.happens(0.05)) {
    later(2)
    say('corrected', 'official')
  }
  if (chance.happens(0.05)) {
    later(1)
    say('annulled', 'official')
    later(1)
    say('reopened', 'official')
    if (chance.happens(0.5)) {
      later(chance.below(9))
      say('granted', 'official')
    }
  }
  return done()
}

const handover = (
  caseNumber: string,
  { item }: Kind,
  transferredAt: number,
  handlerReceivedAt: number,
  decidedAt: number | null,
): Row => ({
  case_number: caseNumber,
  partner: '500112',
  role: 'receiving',
  mode: 'online',
  custody: decidedAt === null ? 'there' : 'here',
  item_code: item,
  office: 'x',
  agreement_id: 'x',
  agreement_version: 1,
  route_version: 'x',
  out_seq: 1,
  out_head: 'x',
  in_seq: 1,
  in_head: 'x',
  received_at: transferredAt,
  transferred_at: transferredAt,
  handler_received_at: handlerReceivedAt,
  accepted_at: null,
  decided_at: decidedAt,
  closed_at: decidedAt,
  passed: '[]',
  updated_at: decidedAt ?? handlerReceivedAt,
})

/** Puts rows into a table as they stand. */
export async function insertRows(db: D1Database, table: string, rows: readonly Row[]): Promise<void> {
  const names = Object.keys(rows[0] ?? {})
  for (let at = 0; at < rows.length; at += 500) {
    const some = JSON.stringify(rows.slice(at, at + 500))
    await db
      .prepare(
        `INSERT INTO ${table} (${names.join(', ')}) SELECT ${names.map((name) => `value->>'${name}'`).join(', ')} FROM json_each(?)`,
      )
      .bind(some)
      .run()
  }
}
