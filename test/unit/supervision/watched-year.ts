import {
  addDays,
  type Calendar,
  civilDateAt,
  endOfDayAt,
  nationalCalendar,
  openCalendar,
  startOfDayAt,
} from '@tongban/calendar'
import { type Pause, reckon } from '@tongban/cases'
import type { CivilDate } from '@tongban/kernel'
import { type DatedPolicy, STANDARD_POLICY, WARNING_POLICY, type WatchedClock } from '@tongban/supervision'
import { sweepStages } from '../../../packages/services/src/supervision/sweep-stages.ts'
import { endWatch, watch, watchFirst } from '../../../packages/services/src/supervision/watch.ts'
import { walked, walkedStages } from '../../../packages/supervision/src/walked-stages.fixture.ts'
import { type Chance, seeded } from '../../seeded.ts'
import { type Fault, Lost, type MemoryDatabase, openMemoryDatabase } from './database.ts'

/**
 * A year of watched clocks: many actors begin, stop, extend and end them, calendars are amended, and cron comes late, twice,
 * side by side or not at all, and dies around any batch. Beside the product runs a ledger that reckons every stage a second
 * way and looks at every row the moment it is written. What it objects to is the result of a run.
 */
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const START = startOfDayAt(day('2026-01-05'))

export type Story = {
  readonly seed: number
  readonly days: number
  readonly clocks: number
  readonly periodMinutes: number
  /** Makes the product faulty, so that the ledger is seen to object. */
  readonly plant?: (database: MemoryDatabase) => void
  /** How often somebody acts while the sweep is at work; some times a day unless said otherwise. */
  readonly besideShare?: number
  /** In how many of the things that happen to a clock it is done. */
  readonly doneShare?: number
  /** How far the clock of the sweep runs ahead. */
  readonly aheadMs?: number
}

export type Told = {
  readonly objections: readonly string[]
  readonly given: number
  readonly withdrawn: number
  readonly stages: ReadonlySet<string>
  readonly sweeps: number
  readonly skipped: number
  readonly lost: number
  readonly latestMs: number
  readonly mostRows: number
}

/** One clock as its actors know it. */
type Acted = {
  readonly key: string
  readonly basis: WatchedClock['basis']
  readonly scope: WatchedClock['scope']
  readonly itemCode: string
  readonly unit: WatchedClock['unit']
  readonly length: number
  readonly fromOn: CivilDate
  readonly fromAt: number
  pauses: Pause[]
  extensions: { workdays: number; recordedOn: CivilDate }[]
  endedAt: number | null
}

/** What the ledger knows of a clock: the plan of now, and what was given of it. */
type Entry = {
  stages: Readonly<Record<string, number>>
  /** Nothing is due after it. */
  stoppedAt: number
  plannedAt: number
  readonly given: Map<string, { readonly id: string; readonly trueAt: number }>
  next: number
}

const POLICIES: readonly DatedPolicy[] = [
  {
    id: 'warning',
    scope: { kind: 'item', code: 'item-warning' },
    fromOn: day('2026-01-01'),
    untilOn: null,
    policy: WARNING_POLICY,
  },
  {
    id: 'four-colours',
    scope: { kind: 'item', code: 'item-colours' },
    fromOn: day('2026-01-01'),
    untilOn: null,
    policy: {
      ...STANDARD_POLICY,
      warnSharePercent: 50,
      warnWorkdaysBefore: 2,
      cards: [
        { colour: 'blue', cause: 'warnShare', bases: ['promise', 'law'], overdueWorkdays: 0 },
        { colour: 'yellow', cause: 'overdue', bases: ['promise', 'law'], overdueWorkdays: 0 },
        { colour: 'orange', cause: 'overdue', bases: ['promise', 'law'], overdueWorkdays: 2 },
        { colour: 'red', cause: 'overdue', bases: ['promise', 'law'], overdueWorkdays: 4 },
      ],
    },
  },
]
const ITEMS = ['item-plain', 'item-warning', 'item-colours'] as const
const policyOf = (itemCode: string | null) =>
  POLICIES.find(({ scope }) => scope.kind === 'item' && scope.code === itemCode)?.policy ?? STANDARD_POLICY

export async function liveYear(story: Story): Promise<Told> {
  const chance = seeded('watched-year', story.seed)
  const database = openMemoryDatabase()
  let now = START
  let calendar: Calendar = nationalCalendar
  let uuids = 0
  const ahead = story.aheadMs ?? 0
  const ctx = {
    database,
    clock: { now: () => now },
    ids: {
      uuid: () => {
        uuids += 1
        return `id-${String(uuids).padStart(9, '0')}`
      },
      random: (length: number) => new Uint8Array(length),
    },
    get calendar() {
      return calendar
    },
    policies: { held: POLICIES },
  }
  const sweeping = {
    ...ctx,
    clock: { now: () => now + ahead },
    get calendar() {
      return calendar
    },
  }
  await storePolicies(database)
  story.plant?.(database)

  const ledger = openLedger(
    database,
    () => now,
    () => calendar,
  )
  const acted: Acted[] = []
  const watchedOf = (each: Acted) => watchedClock(each, calendar, now)
  const report = { sweeps: 0, skipped: 0, lost: 0 }
  let down = 0

  /** Writes what somebody did, again until it is there; the ledger knows it the moment it is committed. */
  async function act(
    each: Acted,
    statements: () => ReturnType<typeof watch>,
    change: () => void = () => {},
  ): Promise<void> {
    change()
    const clock = watchedOf(each)
    const batch = statements()
    ledger.expects(batch, () => ledger.plans(clock, walkedStages(policyOf(clock.itemCode), clock, calendar)))
    const written = await database.write(batch)
    if (!written.ok) throw new Error(`conflict in ${written.failure.table}`)
  }
  const again = (each: Acted, change: () => void) => act(each, () => watch(ctx, [watchedOf(each)]), change)

  async function begin(): Promise<void> {
    const each = beginning(chance, acted.length, now)
    acted.push(each)
    await act(each, () => watchFirst(ctx, [watchedOf(each)]))
  }

  /** By whoever has a clock; where they act beside the sweep, by whoever is just about to hear from it. */
  async function something(isBeside = false): Promise<void> {
    const due = isBeside
      ? database
          .rows("SELECT clock_key FROM watched_clocks WHERE next_at <= ? AND kind = 'case' LIMIT 50", now)
          .map((row) => row.clock_key)
      : []
    const all = acted.filter(({ endedAt }) => endedAt === null)
    const met = all.filter(({ key }) => due.includes(key))
    const open = met.length > 0 ? met : all
    if (open.length === 0) return
    const each = chance.pick(open)
    const today = civilDateAt(now)
    const pause = each.pauses.at(-1)
    const choice = chance.fraction()
    if (choice < (story.doneShare ?? 0.16)) {
      // Done; now and then written down a day or two later.
      const late = chance.happens(0.2) ? chance.below(3) * DAY_MS : 0
      await again(each, () => {
        each.endedAt = Math.max(each.fromAt, now - late)
      })
    } else if (pause?.open === true) {
      await again(each, () => {
        each.pauses = [...each.pauses.slice(0, -1), { ...pause, untilOn: today, open: false }]
      })
    } else if (choice < 0.5 && each.unit === 'workday') {
      const fromOn = addDays(today, -(chance.happens(0.3) ? chance.below(3) : 0))
      await again(each, () => {
        each.pauses.push({ fromOn, untilOn: today, open: true, recordedOn: today })
      })
    } else if (choice < 0.75) {
      await again(each, () => {
        each.extensions.push({ workdays: 1 + chance.below(10), recordedOn: today })
      })
    } else await again(each, () => {})
  }

  /** Signed for or replied to, in time or not. */
  async function answer(): Promise<void> {
    const waiting = database.rows(
      "SELECT subject, clock_key FROM watched_clocks WHERE kind = 'notice' AND status = 'running' ORDER BY subject LIMIT 40",
    )
    if (waiting.length === 0) return
    const { subject, clock_key } = chance.pick(waiting)
    const [kind, key] = [`notice/${subject}`, String(clock_key)]
    const batch = [endWatch(ctx, { kind: 'notice', subject: String(subject), keys: [key] })]
    ledger.expects(batch, () => ledger.ends(`${kind}/${key}`))
    const written = await database.write(batch)
    if (!written.ok) throw new Error('conflict')
  }

  /** A day off or a day of work is ordered for the weeks to come, and every open clock is reckoned again. */
  async function amend(): Promise<void> {
    const days = Array.from({ length: 3 }, () => addDays(civilDateAt(now), 1 + chance.below(25)))
    calendar = amended(
      calendar,
      days.filter((on) => on.startsWith('2026')),
      chance.happens(0.6),
    )
    for (const each of acted) if (each.endedAt === null) await again(each, () => {})
  }

  /** At any of the moments at which the sweep waits for its database. */
  async function besideTheSweep(): Promise<void> {
    for (let moments = chance.below(16); moments > 0; moments -= 1) await null
    await withoutFaults(database, () => something(true))
  }

  const share = story.periodMinutes / (24 * 60)
  async function cron(): Promise<void> {
    const times = chance.happens(0.03) ? 2 : 1
    const runs = Array.from({ length: times }, async () => {
      try {
        const { more } = await sweepStages(sweeping)
        report.sweeps += 1
        if (!more) return true
      } catch (error) {
        if (!(error instanceof Error) || !(error instanceof Lost)) throw error
        report.lost += 1
      }
      return false
    })
    database.fault = () => (chance.happens(0.004) ? chance.pick<Fault>(['before', 'after']) : null)
    const beside = chance.happens(story.besideShare ?? share * 3) ? besideTheSweep() : Promise.resolve()
    const [caughtUp] = await Promise.all([Promise.all(runs), beside])
    database.fault = () => null
    if (caughtUp.includes(true)) ledger.complete(now + ahead)
  }

  const ticks = (story.days * DAY_MS) / (story.periodMinutes * MINUTE_MS)
  for (let tick = 0; tick < ticks && !ledger.isFull(); tick += 1) {
    now = START + tick * story.periodMinutes * MINUTE_MS + chance.below(MINUTE_MS / 2)
    if (acted.length < story.clocks && chance.happens((share * story.clocks) / (story.days * 0.9)))
      await begin()
    if (chance.happens(share * 3)) await something()
    if (chance.happens(share * 3)) await answer()
    if (chance.happens(share / 45)) await amend()
    if (down === 0 && chance.happens(share / 20))
      down = 1 + chance.below((4 * DAY_MS) / (story.periodMinutes * MINUTE_MS))
    if (down > 0) down -= 1
    if (down > 0 || chance.happens(0.02)) {
      report.skipped += 1
      continue
    }
    await cron()
  }
  return { ...report, ...ledger.told(), mostRows: database.figures.mostRows }
}

/** Actors hear of what is lost and try again; here they are not the matter. */
async function withoutFaults(database: MemoryDatabase, work: () => Promise<void>): Promise<void> {
  const { fault } = database
  database.fault = () => null
  try {
    await work()
  } finally {
    database.fault = fault
  }
}

type Row = Readonly<Record<string, string | number | null>>

/** Nobody needs to read more of them. */
const MOST_OBJECTIONS = 20
/** What is the same in the clock of every receipt and every reply. */
const OF_NOTICE = {
  kind: 'notice',
  subject: '',
  key: '',
  basis: 'supervision',
  law: '',
  scope: 'whole',
  department: 'city-management',
  person: null,
  unit: 'workday',
  provisional: false,
  status: 'running',
  stoppedAt: null,
} as const

/** The ledger: what must be there and what must not, row by row as they are written. */
function openLedger(database: MemoryDatabase, now: () => number, calendarOf: () => Calendar) {
  const entries = new Map<string, Entry>()
  const objections: string[] = []
  const stages = new Set<string>()
  let given = 0
  let withdrawn = 0
  let latestMs = 0
  const last = { supervision_notices: 0, supervision_cards: 0 }
  const expected = new Map<unknown, () => void>()
  const object = (what: string) => {
    if (objections.length < MOST_OBJECTIONS) objections.push(what)
  }
  const entryOf = (name: string) => {
    const known = entries.get(name)
    if (known !== undefined) return known
    const made: Entry = {
      stages: {},
      stoppedAt: Number.POSITIVE_INFINITY,
      plannedAt: now(),
      given: new Map(),
      next: Number.POSITIVE_INFINITY,
    }
    entries.set(name, made)
    return made
  }
  const advance = (entry: Entry) => {
    entry.next = Math.min(
      Number.POSITIVE_INFINITY,
      ...Object.entries(entry.stages).flatMap(([stage, at]) =>
        entry.given.has(stage) || at > entry.stoppedAt ? [] : [at],
      ),
    )
  }
  const take = (table: keyof typeof last, row: Row) => {
    const stage = String(row.stage)
    const name = `${row.kind}/${row.subject}/${row.clock_key}`
    const entry = entryOf(name)
    const at = entry.stages[stage]
    const [trueAt, writtenAt] = [Number(row.true_at), Number(row.written_at)]
    const what = `${name} ${stage}`
    if (entry.given.has(stage)) object(`twice: ${what}`)
    if (at === undefined) object(`not planned: ${what}`)
    else if (at !== trueAt) object(`another instant: ${what}, ${trueAt}, not ${at}`)
    if (trueAt > now()) object(`early: ${what}`)
    if (trueAt > entry.stoppedAt) object(`after it stopped: ${what}`)
    if (writtenAt < trueAt) object(`written before it was true: ${what}`)
    entry.given.set(stage, { id: String(row.id), trueAt })
    stages.add(stage)
    given += 1
    latestMs = Math.max(latestMs, writtenAt - trueAt)
    advance(entry)
    if (table === 'supervision_notices' && row.number !== null && row.kind !== 'notice') owed(row)
  }
  /** The receipt and the reply of a notice are watched from the moment it is written. */
  const owed = (row: Row) => {
    const clocks = database.rows(
      "SELECT * FROM watched_clocks WHERE kind = 'notice' AND subject = ?",
      String(row.number),
    )
    if (clocks.length !== 2) object(`not watched: ${row.number}`)
    const itemCode = String(row.item_code)
    const level = policyOf(itemCode).levels.find(({ stage }) => stage === row.stage)
    for (const clock of clocks) {
      const isSign = clock.clock_key === 'sign'
      const within = (isSign ? level?.signWithinWorkdays : level?.replyWithinWorkdays) ?? 0
      const dueOn = walked(calendarOf(), civilDateAt(Number(row.deliver_at)), within)
      const dueAt = endOfDayAt(dueOn)
      if (clock.due_at !== dueAt || (isSign ? row.sign_by : row.reply_by) !== dueAt)
        object(`another day: ${row.number} ${clock.clock_key}`)
      const entry = entryOf(`notice/${row.number}/${clock.clock_key}`)
      const { fromAt, fromOn } = { fromAt: Number(clock.from_at), fromOn: day(String(clock.from_on)) }
      entry.stages = walkedStages(
        policyOf(itemCode),
        { ...OF_NOTICE, itemCode, step: String(row.stage), fromAt, fromOn, length: within, dueOn, dueAt },
        calendarOf(),
      )
      advance(entry)
    }
  }
  database.committed = (batch) => {
    expected.get(batch)?.()
    expected.delete(batch)
    for (const [table, colour, written] of [
      ['supervision_notices', 'stage', 'written_at'],
      ['supervision_cards', 'colour', 'proposed_at'],
    ] as const) {
      const rows = database.rows(
        `SELECT *, rowid AS place, ${colour} AS stage, ${written} AS written_at FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT 1000`,
        last[table],
      )
      for (const row of rows) {
        last[table] = Number(row.place)
        take(table, row)
      }
    }
  }
  return {
    /** What the ledger is to know the moment this batch is committed. */
    expects(batch: readonly unknown[], change: () => void) {
      expected.set(batch, change)
    },
    /** The plan of a clock from now on: what it does not bear out has to be withdrawn in the same batch. */
    plans(clock: WatchedClock, planned: Readonly<Record<string, number>>) {
      const name = `${clock.kind}/${clock.subject}/${clock.key}`
      const entry = entryOf(name)
      entry.stages = planned
      entry.stoppedAt = clock.stoppedAt ?? Number.POSITIVE_INFINITY
      entry.plannedAt = now()
      const until = Math.min(now(), entry.stoppedAt)
      for (const [stage, { id }] of entry.given) {
        const at = planned[stage]
        const [row] = database.rows(
          `SELECT state FROM supervision_notices WHERE id = ?1 UNION ALL SELECT state FROM supervision_cards WHERE id = ?1`,
          id,
        )
        const isTrue = at !== undefined && at <= until
        if ((row?.state === 'withdrawn') === isTrue)
          object(`${isTrue ? '' : 'not '}withdrawn: ${name} ${stage}`)
        if (isTrue) continue
        entry.given.delete(stage)
        withdrawn += 1
        const ended = database.rows(
          "SELECT w.subject, w.clock_key FROM supervision_notices n JOIN watched_clocks w ON w.kind = 'notice' AND w.subject = n.number WHERE n.id = ?",
          id,
        )
        for (const each of ended) this.withdraws(`notice/${each.subject}/${each.clock_key}`)
      }
      advance(entry)
    },
    ends(name: string) {
      const entry = entryOf(name)
      entry.stoppedAt = Math.min(entry.stoppedAt, now())
      advance(entry)
    },
    /** Nobody owes an answer to what was withdrawn. */
    withdraws(name: string) {
      const entry = entryOf(name)
      entry.stoppedAt = Number.NEGATIVE_INFINITY
      advance(entry)
    },
    /** Cron has been by and has caught up: nothing that was due is missing, but what changed under its hands. */
    complete(at: number) {
      for (const [name, entry] of entries)
        if (entry.next <= at && entry.plannedAt < now()) object(`missing: ${name} due ${entry.next}`)
    },
    isFull: () => objections.length === MOST_OBJECTIONS,
    told: () => ({ objections, stages, given, withdrawn, latestMs }),
  }
}

function beginning(chance: Chance, index: number, now: number): Acted {
  const unit = chance.happens(0.1) ? 'hour' : chance.happens(0.15) ? 'day' : 'workday'
  const fromOn = civilDateAt(now)
  return {
    key: `decision/${index}`,
    basis: chance.pick(['law', 'promise', 'promise', 'agreement', 'localLaw'] as const),
    scope: chance.happens(0.2) ? 'stage' : 'whole',
    itemCode: chance.pick(ITEMS),
    unit,
    length: unit === 'hour' ? 2 + chance.below(70) : chance.below(25),
    fromOn,
    fromAt: unit === 'hour' ? now : startOfDayAt(fromOn),
    pauses: [],
    extensions: [],
    endedAt: null,
  }
}

function watchedClock(each: Acted, calendar: Calendar, now: number): WatchedClock {
  const { unit, length, fromOn, fromAt, extensions, endedAt } = each
  const tomorrow = addDays(civilDateAt(now), 1)
  const until = endedAt === null ? tomorrow : civilDateAt(endedAt)
  const pauses = each.pauses.map((pause) =>
    pause.open ? { ...pause, untilOn: until, open: endedAt === null } : pause,
  )
  const limit =
    unit === 'workday'
      ? ({ unit, value: length } as const)
      : unit === 'hour'
        ? ({ unit, value: length } as const)
        : ({ unit: 'calendarDay', value: length, roll: 'none' } as const)
  const { due, stands, extendedBy } = reckon(calendar, { fromOn, fromAt, length: limit, pauses, extensions })
  const since = startOfDayAt(pauses.at(-1)?.fromOn ?? fromOn)
  const status = endedAt !== null ? 'ended' : stands ? 'stands' : 'running'
  return {
    kind: 'case',
    subject: `case-${each.key}`,
    key: each.key,
    step: 'decision',
    basis: each.basis,
    law: '承诺办结时限',
    scope: each.scope,
    itemCode: each.itemCode,
    department: 'city-management',
    person: null,
    fromAt,
    fromOn,
    unit,
    length: length + extendedBy,
    dueOn: due.on,
    dueAt: due.at,
    provisional: due.provisional,
    status,
    stoppedAt: status === 'ended' ? endedAt : status === 'stands' ? Math.min(now, since) : null,
  }
}

/** The calendar with these days off, or worked. */
function amended(calendar: Calendar, days: readonly CivilDate[], rest: boolean): Calendar {
  const earlier = ARRANGED.get(calendar) ?? []
  const arranged = [...earlier, ...days.map((on) => ({ on, rest }))]
  const latest = new Map(arranged.map(({ on, rest: isRest }) => [on, isRest] as const))
  const of = (isRest: boolean) => [...latest].filter(([, each]) => each === isRest).map(([on]) => on)
  const notice = { title: '试验', number: null, issuedOn: '2026-01-01', url: null }
  const years = Object.fromEntries(
    nationalCalendar.publishedYears.map((year) => [
      String(year),
      [{ notice: { ...notice, title: `${year}` }, ...daysOf(year) }],
    ]),
  )
  const opened = openCalendar({
    version: `amended-${arranged.length}`,
    region: '510116',
    years,
    local: [{ notice, rest: of(true), work: of(false) }],
  })
  if (!opened.ok) throw new Error(`the calendar cannot be opened: ${JSON.stringify(opened.failure)}`)
  ARRANGED.set(opened.value, arranged)
  return opened.value
}
const ARRANGED = new WeakMap<Calendar, readonly { readonly on: CivilDate; readonly rest: boolean }[]>()

/** The days of a year that differ from the plain week, read off the national calendar. */
function daysOf(year: number): { readonly rest: readonly string[]; readonly work: readonly string[] } {
  const known = DAYS.get(year)
  if (known !== undefined) return known
  const table = nationalCalendar.year(year)
  const isWork = new Set(table.workdays)
  const all = Array.from({ length: table.before.length - 1 }, (_, offset) => offset)
  const on = (offset: number) => civilDateAt((table.firstDay + offset) * DAY_MS)
  const isWeekday = (offset: number) => new Date((table.firstDay + offset) * DAY_MS).getUTCDay() % 6 !== 0
  const made = {
    rest: all.filter((offset) => isWeekday(offset) && !isWork.has(offset)).map(on),
    work: all.filter((offset) => !isWeekday(offset) && isWork.has(offset)).map(on),
  }
  DAYS.set(year, made)
  return made
}
const DAYS = new Map<number, { readonly rest: readonly string[]; readonly work: readonly string[] }>()

async function storePolicies(database: MemoryDatabase): Promise<void> {
  const insert = (id: string, scope: string, policy: string) => ({
    sql: `INSERT INTO supervision_policies (id, scope_kind, scope, from_on, policy, state, proposed_by, proposed_at)
          VALUES (?, 'item', ?, '2026-01-01', ?, 'published', 'a', 0)`,
    params: [id, scope, policy],
    decode: () => [],
  })
  const written = await database.write(
    POLICIES.map(({ id, scope, policy }) =>
      insert(id, scope.kind === 'item' ? scope.code : '', JSON.stringify(policy)),
    ),
  )
  if (!written.ok) throw new Error('no policies')
}

/** Guarantee: the text is written out here. */
function day(text: string): CivilDate {
  return text as CivilDate
}
