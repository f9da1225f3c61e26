import { eventHash } from '@tongban/cases'
import { NO_MESSAGE_BEFORE } from '@tongban/exchange'
import { GENESIS, sha256Hex } from '@tongban/kernel'
import { eventOf } from './case-ledger.ts'
import { isPersonal } from './personal.ts'
import type { SimulatedCase } from './simulated-cases.ts'
import type { Simulation } from './simulated-regions.ts'

/**
 * What holds of two regions once nothing is under way between them, whatever went wrong before. Ledger: I1 a case that
 * was handed in exists once on each side it concerns; I2 its row is the fold of its chain; I3 a grant has one licence; I4
 * what one has sent is what the other has stored, once; I5 it is owned by one of them; I10 nothing personal stands outside
 * its place. Answers what does not hold, in words; nothing is what is hoped for.
 */
type Row = Readonly<Record<string, unknown>>
type Side = {
  readonly cases: ReadonlyMap<string, readonly Row[]>
  readonly events: ReadonlyMap<string, readonly Row[]>
  readonly handovers: ReadonlyMap<string, readonly Row[]>
  readonly messages: ReadonlyMap<string, readonly Row[]>
  readonly licences: ReadonlyMap<string, readonly Row[]>
  readonly owed: ReadonlyMap<string, readonly Row[]>
  readonly grants: ReadonlyMap<string, readonly Row[]>
  readonly alarms: readonly Row[]
}

/** A message may be refused for one of these where an act here crossed one there. */
const CROSSED = ['alreadyDecided', 'notAsked']
/** What was told of a case that had been given back meanwhile. */
const GIVEN_BACK = ['unknownCase']
/** Alarms that faults on the line, and an older database, are meant to raise. */
const ON_THE_LINE = ['forgedAnswer', 'clockSkew', 'ownReturned', 'verdictRefused']
/** States of a case that is over where it was handled, as the receiving region shows them. */
const OVER = ['granted', 'refused', 'notAccepted', 'withdrawn', 'abandoned', 'returned']

async function sideOf(database: D1Database): Promise<Side> {
  const tables = {
    cases: 'SELECT case_number, state, seq, head_hash FROM cases',
    events: 'SELECT * FROM case_events ORDER BY case_number, seq',
    handovers: 'SELECT * FROM handovers',
    messages: 'SELECT * FROM exchange_messages ORDER BY case_number, direction, seq',
    licences: 'SELECT case_number, identifier, state FROM licences',
    owed: 'SELECT case_number FROM licences_owed',
    grants: 'SELECT case_number FROM grants',
    alarms: 'SELECT kind, subject, facts FROM exchange_alarms WHERE resolved_at IS NULL',
  }
  const results = await database.batch<Row>(Object.values(tables).map((sql) => database.prepare(sql)))
  const [cases, events, handovers, messages, licences, owed, grants, alarms] = results.map(
    ({ results }) => results,
  )
  const byCase = (rows: readonly Row[] = []) => Map.groupBy(rows, ({ case_number }) => String(case_number))
  return {
    cases: byCase(cases),
    events: byCase(events),
    handovers: byCase(handovers),
    messages: byCase(messages),
    licences: byCase(licences),
    owed: byCase(owed),
    grants: byCase(grants),
    alarms: alarms ?? [],
  }
}

export type Audited = {
  readonly wrong: readonly string[]
  readonly figures: {
    readonly cases: number
    readonly messages: number
    readonly licences: number
    readonly outcomes: Readonly<Record<string, number>>
  }
}

export async function auditBoth(sim: Simulation, handedIn: readonly SimulatedCase[]): Promise<Audited> {
  const wrong: string[] = [...sim.surprises]
  const here = await sideOf(sim.a.database)
  const there = await sideOf(sim.b.database)
  const numbers = handedIn.flatMap(({ number }) => (number === null ? [] : [number]))
  if (numbers.length !== handedIn.length)
    wrong.push(`${handedIn.length - numbers.length} were never answered`)
  if (new Set(numbers).size !== numbers.length) wrong.push('a number was given twice')
  const isHandedIn = new Set(numbers)
  for (const [name, side] of [
    ['here', here],
    ['there', there],
  ] as const) {
    for (const rows of [side.cases, side.handovers, side.messages, side.licences, side.grants])
      for (const number of rows.keys())
        if (!isHandedIn.has(number)) wrong.push(`${name}: rows of ${number}, which nobody handed in`)
  }
  const outcomes: Record<string, number> = {}
  let messages = 0
  let licences = 0
  for (const { number, kind } of handedIn) {
    if (number === null) continue
    const found = [...(await wrongIn(number, here, there))]
    const [row] = here.cases.get(number) ?? []
    const outcome = String(row?.state)
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    messages += there.messages.get(number)?.length ?? 0
    licences += there.licences.get(number)?.length ?? 0
    wrong.push(...found.map((each) => `${kind} ${number}: ${each}`))
  }
  // I5: whatever was handed in here is in exactly one hand.
  if (Object.values(outcomes).reduce((sum, each) => sum + each, 0) !== numbers.length)
    wrong.push('the sum is wrong')
  for (const [name, { alarms }] of [
    ['here', here],
    ['there', there],
  ] as const)
    for (const { kind, subject, facts } of alarms) {
      const isMeant =
        ON_THE_LINE.includes(String(kind)) ||
        [...CROSSED, ...GIVEN_BACK].some((code) => String(facts).includes(`"${code}"`))
      if (!isMeant) wrong.push(`${name}: alarm ${kind} ${subject} ${facts}`)
    }
  wrong.push(...(await personalOutside(sim)))
  return { wrong, figures: { cases: numbers.length, messages, licences, outcomes } }
}

async function wrongIn(number: string, here: Side, there: Side): Promise<readonly string[]> {
  const wrong: string[] = []
  const say = (isRight: boolean, text: string) => {
    if (!isRight) wrong.push(text)
  }
  const [rowHere] = here.cases.get(number) ?? []
  const [rowThere] = there.cases.get(number) ?? []
  const [receiving] = here.handovers.get(number) ?? []
  const [handling] = there.handovers.get(number) ?? []
  say(here.cases.get(number)?.length === 1, 'no case where it was handed in')
  const [application] = (there.messages.get(number) ?? []).filter(({ type }) => type === 'case.submitted')
  // What the other could not take over at all is this region's again: no hand-over began there.
  if (handling === undefined && rowThere === undefined && application?.state === 'refused') {
    say(receiving?.custody === 'here', 'refused there, and not taken back')
    say(
      !OVER.includes(String(rowHere?.state)) || rowHere?.state === 'withdrawn',
      `${rowHere?.state} here, refused there`,
    )
    return wrong
  }
  say(
    receiving?.role === 'receiving' && handling?.role === 'handling',
    `the hand-over does not stand on both sides: ${standing(receiving, here.messages.get(number))} | ${standing(handling, there.messages.get(number))}`,
  )
  if (rowHere === undefined || receiving === undefined || handling === undefined) return wrong
  for (const [name, side, row] of [
    ['here', here, rowHere],
    ['there', there, rowThere],
  ] as const)
    if (row !== undefined)
      wrong.push(...(await wrongChain(number, side, row)).map((each) => `${name}: ${each}`))

  // I4, each direction by itself.
  const of = (side: Side, direction: string) =>
    (side.messages.get(number) ?? []).filter((row) => row.direction === direction)
  for (const [name, sent, came] of [
    ['to there', of(here, 'out'), of(there, 'in')],
    ['to here', of(there, 'out'), of(here, 'in')],
  ] as const) {
    const key = ({ seq, id, digest, type }: Row) => `${seq} ${type} ${id} ${digest}`
    say(
      sent.map(key).join() === came.map(key).join(),
      `${name}: sent ${sent.map(({ seq, type, state }) => `${seq} ${type} ${state}`)} | came ${came.map(({ seq, type, state }) => `${seq} ${type} ${state}`)}`,
    )
    say(
      sent.every(({ state }) => state === 'stored'),
      `${name}: ${sent.map(({ state, last_reason }) => `${state} ${last_reason ?? ''}`)} at its sender`,
    )
    for (const row of came) {
      const codes = rowThere === undefined ? GIVEN_BACK : CROSSED
      const isCrossed =
        row.state === 'refused' && codes.some((code) => String(row.last_reason).includes(code))
      say(
        row.state === 'applied' || isCrossed,
        `${name}: ${row.seq} ${row.type} ${row.state} ${row.last_reason ?? ''}`,
      )
      say(row.verdict !== null, `${name}: ${row.seq} has no verdict`)
    }
    // Signed anew where the first was told and its answer lost: both say the same.
    say(
      came.every((row) =>
        sent.some(({ id, verdict }) => id === row.id && saidIn(verdict) === saidIn(row.verdict)),
      ),
      `${name}: verdicts differ: sent ${sent.map(({ verdict }) => saidIn(verdict)?.slice(0, 60))} came ${came.map(({ verdict }) => saidIn(verdict)?.slice(0, 60))}`,
    )
    let previous = NO_MESSAGE_BEFORE
    for (const [at, { seq, body, digest }] of sent.entries()) {
      say(seq === at + 1, `${name}: a gap before ${seq}`)
      say((await sha256Hex(String(body))) === digest, `${name}: ${seq} is not what its digest says`)
      say(JSON.parse(String(body)).previous === previous, `${name}: ${seq} does not follow`)
      previous = String(digest)
    }
  }
  const headOf = (row: Row, direction: 'in' | 'out') =>
    `${row[`${direction}_seq`]} ${row[`${direction}_head`]}`
  say(headOf(receiving, 'out') === headOf(handling, 'in'), 'heads to there differ')
  say(headOf(receiving, 'in') === headOf(handling, 'out'), 'heads to here differ')

  // I5
  const custody = `${receiving.custody} ${handling.custody}`
  const isTold = of(there, 'out').length > 0
  // Until the handling region has said its first word, the other only knows that it has it.
  say(
    custody === 'there here' || custody === 'here there' || (custody === 'inTransit here' && !isTold),
    `custody ${custody}`,
  )
  say(
    custody === 'here there' ? rowThere === undefined : rowThere !== undefined,
    'a case where it is not owned, or none where it is',
  )
  const stateThere = rowThere === undefined ? null : String(rowThere.state)
  // Given back, it is the receiving region's own again, whatever is done with it there.
  const expected =
    stateThere === null ? ['received', 'withdrawn'] : [OVER.includes(stateThere) ? stateThere : 'transferred']
  say(expected.includes(String(rowHere.state)), `${rowHere.state} here, ${stateThere} there`)
  if (stateThere !== null && isTold) {
    say(receiving.accepted_at === handling.accepted_at, 'accepted_at differs')
    // Where no message says when it came, the receiving region has the instant of the first.
    if (of(there, 'out').some(({ body }) => JSON.parse(String(body)).data.handlerReceivedAt !== undefined))
      say(receiving.handler_received_at === handling.handler_received_at, 'handler_received_at differs')
    say(
      limitIn(receiving.deadline) === limitIn(handling.deadline),
      `deadlines differ: ${receiving.deadline} ${handling.deadline}`,
    )
  }
  // By a clock that stands behind, it cannot have been received after it came.
  for (const name of ['received_at', 'transferred_at'])
    say(
      receiving[name] === handling[name] || handling[name] === handling.handler_received_at,
      `${name} differs: ${receiving[name]} ${handling[name]}`,
    )

  // What was told stands in the timeline of the receiving region, in the order in which it was told.
  const told = (here.events.get(number) ?? []).flatMap(({ data }) => {
    const { told: seq, message } = JSON.parse(String(data))
    return seq === undefined ? [] : [`${seq} ${message}`]
  })
  const applied = of(here, 'in')
    .filter(({ state }) => state === 'applied')
    .map(({ seq, digest }) => `${seq} ${digest}`)
  say(
    [...new Set(told)].join() === applied.join(),
    `timeline here: ${[...new Set(told)].map((each) => each.slice(0, 3))} of ${applied.map((each) => each.slice(0, 3))}`,
  )

  // I3
  const licences = there.licences.get(number) ?? []
  const isGranted = stateThere === 'granted'
  say(licences.length === (isGranted ? 1 : 0), `${licences.length} licences of a case that is ${stateThere}`)
  say(
    (there.grants.get(number)?.length ?? 0) === (isGranted ? 1 : 0),
    'a grant without its row, or a row without its grant',
  )
  say(
    !here.licences.has(number) && !here.grants.has(number) && !there.owed.has(number),
    'a licence or a grant where it has no place',
  )
  const closing = (here.events.get(number) ?? []).filter(({ type }) => type === 'grantedElsewhere')
  say(closing.length === (isGranted ? 1 : 0), `${closing.length} results`)
  for (const { data } of closing)
    say(
      JSON.parse(String(data)).licences.join() === licences.map(({ identifier }) => identifier).join(),
      'the licence that came is not the one that was issued',
    )
  return wrong
}

const standing = (handover: Row | undefined, messages: readonly Row[] = []): string =>
  `${handover?.role ?? 'none'} ${handover?.custody ?? ''} ${handover?.out_seq ?? ''} ${messages.map(({ direction, seq, type, state, last_reason: why }) => `${direction} ${seq} ${type} ${state} ${why ?? ''}`)}`

function saidIn(verdict: unknown): string | null {
  const payload = typeof verdict === 'string' ? verdict.split('.')[1] : undefined
  if (payload === undefined) return null
  const { events } = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))
  return JSON.stringify(events)
}

/** The limit both show; none that runs is as good as none that was told. */
function limitIn(deadline: unknown): string {
  const { dueOn = null, state = 'none', calendar } = JSON.parse(String(deadline ?? '{}')) ?? {}
  return state === 'none' ? 'none' : `${state} ${dueOn} ${calendar}`
}

async function wrongChain(number: string, { events, cases }: Side, row: Row): Promise<readonly string[]> {
  const wrong: string[] = []
  if (cases.get(number)?.length !== 1) wrong.push('not one case')
  const chain = (events.get(number) ?? []).map(eventOf)
  if (chain.filter(({ type }) => type === 'received').length !== 1) wrong.push('not received once')
  let previous = GENESIS
  for (const [at, { hash, ...content }] of chain.entries()) {
    if (content.seq !== at + 1) wrong.push(`gap before event ${content.seq}`)
    if ((await eventHash(number, content, previous)) !== hash)
      wrong.push(`event ${content.seq} is not what its hash says`)
    previous = hash
  }
  if (row.seq !== chain.length || row.head_hash !== previous)
    wrong.push('its row is not the end of its chain')
  return wrong
}

/** I10: who applied is named in clear nowhere in either database. */
async function personalOutside({ a, b }: Simulation): Promise<readonly string[]> {
  const wrong: string[] = []
  for (const { code, database } of [a, b]) {
    const { results: tables } = await database
      .prepare(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*'",
      )
      .all<{ name: string }>()
    for (const { name } of tables) {
      const { results } = await database.prepare(`SELECT * FROM "${name}"`).all()
      if (results.some((row) => isPersonal(Object.values(row).join(' '))))
        wrong.push(`${code}: personal data in ${name}`)
    }
  }
  return wrong
}
