import { civilDateAt, nationalCalendar } from '@tongban/calendar'
import { type CaseEvent, clocksOf, eventHash, foldEvents } from '@tongban/cases'
import { claimOf, findItem, regionProfile } from '@tongban/catalogue'
import { GENESIS } from '@tongban/kernel'
import { stepPolicyOf } from '@tongban/services'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  advertising,
  asOwner,
  type Case,
  CHECK,
  DESIGN,
  handIn,
  on,
  PARTIES,
  readAs,
  reasons,
  take,
} from '../../case-steps.ts'
import type { Answered } from '../../kit.ts'
import { DB, must } from '../../region.ts'

/**
 * Random steps of officials and the applicant through the door, legal and illegal, in any order and on any day. Ledger:
 * I1 a case for each receipt, I2 its row is the fold of its events without a gap, I7 time elapsed is the working time
 * of what ran and nothing is late early, I9 the chain verifies from its head. A refusal leaves nothing behind.
 */
const WHY = { reasons: reasons(), ground: '演示条例 1' }
const HEARING = {
  place: '演示会议室',
  chair: { subject: 'chair', name: '演示主持' },
  officials: ['演示人员1'],
  participants: ['演示邻居'],
  statements: ['没有意见'],
}
type Act = (theCase: Case, subject: string) => Promise<Answered>
const official =
  (role: Parameters<typeof take>[1], step: string, body?: object): Act =>
  (theCase, subject) =>
    take(theCase, role, step, body, { subject: `${role}-${subject}` })
const applicant =
  (step: string, body?: object): Act =>
  (theCase) =>
    asOwner(theCase, step, body)

const ACTS: readonly Act[] = [
  official('handler', 'accept'),
  official('handler', 'request-supplement', { reasons: reasons() }),
  applicant('supplement', { materials: [DESIGN] }),
  official('handler', 'return', { reasons: reasons() }),
  official('handler', 'not-required', { reasons: reasons() }),
  official('chief', 'assign', { to: 'demo-510116-city-management-handler' }),
  official('handler', 'inspect', CHECK),
  official('handler', 'notify-party', PARTIES),
  official('handler', 'party-statement', { statement: '没有意见', party: '演示邻居' }),
  applicant('hearing-request', {}),
  official('handler', 'hearing', HEARING),
  official('handler', 'suspend', { ground: 'hearing', neededWorkdays: 3 }),
  official('handler', 'suspend', { ground: 'expertReview', neededWorkdays: 5 }),
  official('chief', 'resume', {}),
  official('head', 'extend', { workdays: 10, reasons: reasons() }),
  official('handler', 'sign', { opinion: 'grant' }),
  official('chief', 'sign', { opinion: 'grant' }),
  official('chief', 'send-back', { reasons: reasons() }),
  official('chief', 'decide', { decision: 'grant' }),
  official('chief', 'decide', { decision: 'refuse', ...WHY }),
  official('handler', 'deliver', { method: 'direct', receiver: '演示' }),
  official('head', 'annul', WHY),
  official('chief', 'reopen', { ...WHY, orderedBy: '演示政府', order: '1 号' }),
  applicant('withdraw'),
  applicant('refer'),
]
const run = fc.array(
  fc.record({
    act: fc.nat({ max: ACTS.length - 1 }),
    /** The next possible step in place of any: else nothing gets far. */
    possible: fc.boolean(),
    days: fc.nat({ max: 4 }),
    who: fc.constantFrom('1', '2'),
  }),
  { minLength: 6, maxLength: 14 },
)

const DAY_MS = 86_400_000
const START = Date.parse('2026-08-03T09:00:00+08:00')

async function eventsOf({ number }: Case): Promise<readonly CaseEvent[]> {
  const { results } = await DB.prepare(
    'SELECT seq, type, at, actor_kind, actor_subject, data, hash FROM case_events WHERE case_number = ? ORDER BY seq',
  )
    .bind(number)
    .all<Record<string, string | number>>()
  return results.map(({ actor_kind: actorKind, actor_subject: actorSubject, data, ...row }) => ({
    ...asEvent(row),
    ...asEvent({ actorKind, actorSubject }),
    data: JSON.parse(String(data)),
  }))
}
/** Guarantee: the columns of the table of events. */
const asEvent = (row: object) => row as CaseEvent

const policy = () => {
  const item = findItem('outdoor-advertising', '2026-08-03')
  const region = regionProfile('510116')
  if (!item.ok || !region.ok) throw new Error('the catalogue has no such item or region')
  const claim = claimOf(region.value, item.value)
  if (!claim.ok) throw new Error('the region does not claim it')
  return stepPolicyOf({ calendar: nationalCalendar }, item.value, claim.value)
}

async function checkLedger(theCase: Case, now: number) {
  const events = await eventsOf(theCase)
  const row = await DB.prepare('SELECT * FROM cases WHERE case_number = ?')
    .bind(theCase.number)
    .first<Record<string, string | number | null>>()
  const fold = foldEvents(events)
  expect(events.filter(({ type }) => type === 'received')).toHaveLength(1)
  expect(row).toMatchObject({
    state: fold.state,
    seq: fold.seq,
    head_hash: fold.headHash,
    accepted_on: fold.acceptedOn,
    decided_on: fold.decidedOn,
    closed_on: fold.closedOn,
    assigned_to: fold.assignedTo,
  })
  let previous = GENESIS
  for (const { hash, ...content } of events) {
    expect(await eventHash(theCase.number, content, previous)).toBe(hash)
    previous = hash
  }
  for (const clock of clocksOf(policy().plan, fold, nationalCalendar, now)) {
    const end = clock.endedOn ?? civilDateAt(now)
    if (clock.breach !== null) expect(end > clock.dueOn, clock.key).toBe(true)
    if (clock.status === 'running' && clock.breach === null && clock.length.unit === 'workday')
      expect(clock.elapsed + clock.left).toBe(clock.length.value + clock.extendedBy)
  }
  return events
}

test('over random steps through the door, do the ledger and the chain hold, and does a refusal leave nothing?', async () => {
  const seen = { taken: 0, refused: 0 }
  const statuses = new Set<number>()
  await fc.assert(
    fc.asyncProperty(run, fc.boolean(), async (steps, lacking) => {
      let now = START
      on(civilDateAt(now))
      const theCase = await handIn((who) => advertising(who, lacking ? { materials: [] } : {}))
      for (const { act, possible, days, who } of steps) {
        now += days * DAY_MS
        on(civilDateAt(now))
        const before = (await eventsOf(theCase)).length
        const chosen = possible ? await offered(theCase, act) : ACTS[act]
        const { status } = chosen === undefined ? { status: 409 } : await chosen(theCase, who)
        statuses.add(status)
        const added = (await eventsOf(theCase)).length - before
        if (status === 200) seen.taken += added
        else {
          seen.refused += 1
          expect(added).toBe(0)
        }
      }
      await checkLedger(theCase, now)
    }),
    { numRuns: 10, endOnFailure: true },
  )
  expect([...statuses].filter((status) => ![200, 403, 409, 422].includes(status))).toEqual([])
  // A run in which nothing was let through, or nothing refused, would prove nothing.
  expect(seen.taken).toBeGreaterThan(5)
  expect(seen.refused).toBeGreaterThan(5)
}, 20_000)

/** One of the steps that the case itself says a handler or a chief may take now. */
async function offered(theCase: Case, pick: number): Promise<Act | undefined> {
  for (const role of ['handler', 'chief'] as const) {
    const { body } = must(await readAs(theCase, role, { subject: `${role}-1` }), 200)
    const mine = Array.isArray(body.mine) ? body.mine.map(String) : []
    const step = mine[pick % Math.max(mine.length, 1)]
    const found = step === undefined ? undefined : BODIES[step]
    if (step !== undefined && found !== undefined)
      return (each) => take(each, role, step, found === 'none' ? undefined : found, { subject: `${role}-1` })
  }
  return undefined
}
const BODIES: Readonly<Record<string, object | 'none'>> = {
  accept: 'none',
  'request-supplement': { reasons: reasons() },
  inspect: CHECK,
  'notify-party': PARTIES,
  'party-statement': { statement: '没有意见', party: '演示邻居' },
  suspend: { ground: 'testing', neededWorkdays: 2 },
  resume: {},
  sign: { opinion: 'grant' },
  decide: { decision: 'grant' },
  deliver: { method: 'direct', receiver: '演示' },
}
