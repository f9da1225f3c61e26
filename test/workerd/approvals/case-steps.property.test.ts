import { civilDateAt } from '@tongban/calendar'
import type { CaseEvent } from '@tongban/cases'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ACTS, type Act, offeredAct } from '../../case-acts.ts'
import { checkClocks, checkLedger, checkLicences, eventOf } from '../../case-ledger.ts'
import {
  advertising,
  type Case,
  handIn,
  officialToken,
  on,
  readAs,
  renewal,
  staffSubject,
} from '../../case-steps.ts'
import { ask } from '../../kit.ts'
import { licencesIn, owedIn } from '../../licences.ts'
import { DB, must, tokenOf, worker } from '../../region.ts'

/**
 * Random steps of officials and the applicant through the door, legal and illegal, in any order and on any day, some of
 * them sent twice under one key. The ledger holds (`case-ledger.ts`), and neither a refusal nor a repetition leaves
 * anything behind. The seed is fixed, so that every run asks the same; `test/deep` draws its own.
 */
const SEED = 20_261_122

const run = fc.array(
  fc.record({
    act: fc.nat({ max: ACTS.length - 1 }),
    /** The next possible step in place of any: else nothing gets far. */
    possible: fc.boolean(),
    days: fc.nat({ max: 4 }),
    who: fc.constantFrom('1', '2'),
    twice: fc.boolean(),
  }),
  { minLength: 6, maxLength: 14 },
)
const kind = fc.constantFrom('whole', 'lacking', 'renewal')

const DAY_MS = 86_400_000
const START = Date.parse('2026-08-03T09:00:00+08:00')

async function eventsOf({ number }: Case): Promise<readonly CaseEvent[]> {
  const { results } = await DB.prepare('SELECT * FROM case_events WHERE case_number = ? ORDER BY seq')
    .bind(number)
    .all<Record<string, unknown>>()
  return results.map(eventOf)
}
const rowOf = ({ number }: Case) =>
  DB.prepare('SELECT * FROM cases WHERE case_number = ?').bind(number).first<Record<string, unknown>>()

async function send(theCase: Case, { by, step, body }: Act, who: string, key: string) {
  const token =
    by === 'applicant'
      ? await tokenOf(theCase.owner)
      : await officialToken(by, { subject: staffSubject(who === '1' ? by : `${by}-2`) })
  const path = `/approvals/v1/cases/${theCase.number}/${step}`
  return ask(worker, token, 'POST', path, body, { 'Idempotency-Key': key })
}

test('over random steps through the door, do the ledger and the chain hold, and does a refusal leave nothing?', async () => {
  const seen = { taken: 0, refused: 0, repeated: 0 }
  const statuses = new Set<number>()
  let keys = 0
  await fc.assert(
    fc.asyncProperty(run, kind, async (steps, what) => {
      let now = START
      on(civilDateAt(now))
      const theCase = await handIn((who) =>
        what === 'renewal'
          ? renewal(who, '2026-09-10')
          : advertising(who, what === 'lacking' ? { materials: [] } : {}),
      )
      for (const { act, possible, days, who, twice } of steps) {
        now += days * DAY_MS
        on(civilDateAt(now))
        const before = (await eventsOf(theCase)).length
        const chosen = possible ? await offered(theCase, act) : ACTS[act]
        if (chosen === undefined) continue
        keys += 1
        const { status } = await send(theCase, chosen, who, `key-of-run-${keys}`)
        statuses.add(status)
        const after = (await eventsOf(theCase)).length
        if (status === 200) seen.taken += after - before
        else {
          seen.refused += 1
          expect(after).toBe(before)
        }
        if (!twice) continue
        const again = await send(theCase, chosen, who, `key-of-run-${keys}`)
        expect(again.status).toBe(status)
        expect(await eventsOf(theCase)).toHaveLength(after)
        seen.repeated += 1
      }
      const events = await eventsOf(theCase)
      checkClocks(await checkLedger(theCase.number, events, await rowOf(theCase)), now)
      checkLicences(events, await licencesIn(theCase.number), await owedIn(theCase.number))
    }),
    { seed: SEED, numRuns: 8, endOnFailure: true },
  )
  expect([...statuses].filter((status) => ![200, 403, 409, 422].includes(status))).toEqual([])
  // A run in which nothing was let through, or nothing refused, would prove nothing.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(20)
}, 20_000)

/** One of the steps that the case itself says a handler or a chief may take now. */
async function offered(theCase: Case, pick: number): Promise<Act | undefined> {
  for (const role of ['handler', 'chief'] as const) {
    const { body } = must(await readAs(theCase, role), 200)
    const mine = Array.isArray(body.mine) ? body.mine.map(String) : []
    const found = offeredAct(role, mine[pick % Math.max(mine.length, 1)] ?? '')
    if (found !== undefined) return found
  }
  return undefined
}
