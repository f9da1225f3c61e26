import { env } from 'cloudflare:workers'
import { openDatabase } from '@tongban/store'
import { beforeAll, expect, test } from 'vitest'
import { loadCase } from '../../../packages/services/src/cases/load.ts'
import { type RatingTold, tellEvaluated } from '../../../packages/services/src/evaluations/ratings/tell.ts'
import { type Answered, ask } from '../../kit.ts'
import { must, tokenOf } from '../../region.ts'
import {
  asApplicant,
  asOfficialOf,
  handIn,
  type Kind,
  newCases,
  publishAt,
  registerAt,
  type SimulatedCase,
  sendTo,
} from '../../simulated-cases.ts'
import { A, B, type SimulatedRegion, type Simulation, simulate } from '../../simulated-regions.ts'
import { carry, isDeep, pass, quiesce, untilQuiet } from '../../simulated-run.ts'

/** A case of two regions is rated at both: what is said of a service of the other region comes to the one that gave it. */
let sim: Simulation
beforeAll(async () => {
  sim = await simulate('evaluated')
  await publishAt(sim.b, '2026-12-24')
})

type Row = Readonly<Record<string, string | number | null>>
const rowsAt = async ({ database }: SimulatedRegion, sql: string, number: string): Promise<readonly Row[]> =>
  (await database.prepare(sql).bind(number).all<Row>()).results
const ratingsAt = (region: SimulatedRegion, number: string) =>
  rowsAt(
    region,
    'SELECT * FROM evaluations WHERE case_number = ? ORDER BY region, service_number, revision',
    number,
  )
const ordersAt = (region: SimulatedRegion, number: string) =>
  rowsAt(region, 'SELECT * FROM rectifications WHERE case_number = ?', number)
const servicesAt = async (region: SimulatedRegion, number: string) =>
  (
    await rowsAt(region, 'SELECT * FROM service_events WHERE case_number = ? ORDER BY service_number', number)
  ).map(
    ({ service_number, kind, region: from, there_number }) =>
      `${service_number} ${kind} ${from ?? 'here'} ${there_number ?? '-'}`,
  )

/** Handed in at 510116 and brought as far as it goes by itself. */
async function handedIn(kind: Kind): Promise<{ readonly theCase: SimulatedCase; readonly number: string }> {
  const [theCase] = newCases([kind])
  if (theCase === undefined) throw new Error('no case')
  await registerAt(sim.b, [theCase])
  await handIn(sim, theCase)
  await untilQuiet(sim)
  if (theCase.number === null) throw new Error('not handed in')
  return { theCase, number: theCase.number }
}

type Invited = { readonly token: string; readonly caseNumber: string; readonly serviceNumber: number }
async function tokensOf(region: SimulatedRegion, { person, number }: SimulatedCase) {
  const answer = await ask(sendTo(region), await tokenOf(person), 'GET', '/evaluations/v1/invitations')
  /** Guarantee: by the contract. */
  const services = must(answer, 200).body.services as readonly Invited[]
  return new Map(
    services
      .filter(({ caseNumber }) => caseNumber === number)
      .map(({ serviceNumber, token }) => [serviceNumber, token] as const),
  )
}
type Said = {
  readonly level: number
  readonly anonymous?: boolean
  readonly options?: readonly string[]
  readonly text?: string
}
const said = ({ anonymous = true, ...rest }: Said, token: string | undefined) => ({
  token,
  channel: 'web',
  anonymous,
  ...rest,
})
const rateWith = (region: SimulatedRegion, token: string | undefined, rating: Said): Promise<Answered> =>
  ask(sendTo(region), null, 'POST', '/evaluations/v1/evaluations', said(rating, token))

test('is the decision of the other region a service here, by its number there, and its rating entered there?', async () => {
  const { theCase, number } = await handedIn('granted')
  expect(await servicesAt(sim.b, number)).toEqual(['1 decision here -'])
  expect(await servicesAt(sim.a, number)).toEqual(['1 receipt here -', `2 decision ${B} 1`])
  const tokens = await tokensOf(sim.a, theCase)
  expect(must(await rateWith(sim.a, tokens.get(1), { level: 4 }), 201).body.order).toBeNull()
  const rating = { level: 5, options: ['510', '513'], text: '办得很快', anonymous: false }
  const path = '/evaluations/v1/evaluations'
  const token = await tokenOf(theCase.person)
  must(await ask(sendTo(sim.a), token, 'POST', path, said(rating, tokens.get(2))), 201)
  await untilQuiet(sim)
  expect(await ratingsAt(sim.a, number)).toMatchObject([
    { region: '', service_number: 1, level: 4 },
    { region: B, service_number: 1, level: 5, via_region: null },
  ])
  const there = await ratingsAt(sim.b, number)
  const [service] = await rowsAt(sim.b, 'SELECT * FROM cases WHERE case_number = ?', number)
  expect(there).toMatchObject([
    {
      region: '',
      service_number: 1,
      revision: 1,
      level: 5,
      options: '["510","513"]',
      via_region: A,
      anonymous: 0,
      evaluator: null,
      holder: service?.applicant_index,
      has_text: 1,
    },
  ])
  expect(await ordersAt(sim.b, number)).toEqual([])
  // Its own service is rated here and told nobody.
  expect(
    await rowsAt(
      sim.a,
      "SELECT seq FROM exchange_messages WHERE case_number = ? AND type = 'case.evaluated'",
      number,
    ),
  ).toHaveLength(1)
  expect(sim.surprises).toEqual([])
})

test('does a bad one open the order there alone, say nothing in the open, and stay unseen in the case by its department?', async () => {
  const { theCase, number } = await handedIn('granted')
  const token = (await tokensOf(sim.a, theCase)).get(2)
  const rating = { level: 1, options: ['115'], text: '等了很久' }
  const given = must(await rateWith(sim.a, token, rating), 201).body
  expect(given.order).toBeNull()
  await untilQuiet(sim)
  const [order] = await ordersAt(sim.b, number)
  const [entered] = await ratingsAt(sim.b, number)
  expect(order).toMatchObject({
    source: 'rating',
    source_id: entered?.id,
    level: 1,
    anonymous: 1,
    state: 'open',
  })
  expect(
    await rowsAt(
      sim.b,
      "SELECT subject FROM watched_clocks WHERE subject = ? AND kind = 'rectification'",
      String(order?.number),
    ),
  ).not.toEqual([])
  expect(await ordersAt(sim.a, number)).toEqual([])
  const [message] = await rowsAt(
    sim.b,
    "SELECT body FROM exchange_messages WHERE case_number = ? AND type = 'case.evaluated'",
    number,
  )
  /** Guarantee: it passed the schema of messages. */
  const { data } = JSON.parse(String(message?.body)) as { readonly data: object }
  expect(Object.keys(data).sort()).toEqual(['at', 'on'])
  const kept = JSON.stringify([
    ...(await rowsAt(sim.b, 'SELECT * FROM exchange_contents WHERE case_number = ?', number)),
    ...(await rowsAt(sim.b, 'SELECT * FROM evaluation_texts WHERE case_number = ?', number)),
  ])
  expect(kept).not.toContain('等了很久')
  const read = async (role: 'handler' | 'supervisor', path: string) =>
    must(await asOfficialOf(sim.b, role, 'GET', path, undefined, { department: 'civil-affairs' }), 200).text
  const timeline = `/exchange/v1/cases/${number}/timeline`
  expect(await read('handler', timeline)).not.toContain('case.evaluated')
  expect(await read('supervisor', timeline)).toContain('case.evaluated')
  expect(await read('handler', `/approvals/v1/cases/${number}`)).not.toContain('case.evaluated')
  // The same once more, as a client sends what was not answered: nothing is told twice.
  must(await rateWith(sim.a, token, rating), 201)
  await untilQuiet(sim)
  expect(await ratingsAt(sim.b, number)).toHaveLength(1)
})

test('is a supplement that was handled there a service that is rated here?', async () => {
  const { theCase, number } = await handedIn('lacking')
  must((await asApplicant(sim, theCase, 'supplement')) ?? fallen(), 200)
  await untilQuiet(sim)
  expect(await servicesAt(sim.b, number)).toEqual(['1 receipt here -', '2 supplement here -'])
  expect(await servicesAt(sim.a, number)).toEqual([
    '1 receipt here -',
    '2 supplement here -',
    `3 supplement ${B} 2`,
  ])
  const tokens = await tokensOf(sim.a, theCase)
  must(await rateWith(sim.a, tokens.get(3), { level: 2, options: ['213'] }), 201)
  await untilQuiet(sim)
  expect(await ratingsAt(sim.b, number)).toMatchObject([{ service_number: 2, level: 2, via_region: A }])
  expect(await ordersAt(sim.b, number)).toMatchObject([{ service_number: 2, level: 2 }])
})
test('are a decision by people there and its delivery each a service that is rated here?', async () => {
  const { theCase, number } = await handedIn('reviewed')
  const step = async (name: string, body: object) => {
    const there = { department: 'civil-affairs', subject: 'handler-civil' }
    must(
      await asOfficialOf(sim.b, 'handler', 'POST', `/approvals/v1/cases/${number}/${name}`, body, there),
      200,
    )
  }
  const why = { reasons: [{ text: '演示理由' }], ground: '演示条例 1' }
  await step('sign', { opinion: 'refuse' })
  await step('decide', { decision: 'refuse', ...why })
  await untilQuiet(sim)
  await step('deliver', { method: 'direct', receiver: '演示甲' })
  await untilQuiet(sim)
  expect(await servicesAt(sim.b, number)).toEqual([
    '1 receipt here -',
    '2 decision here -',
    '3 delivery here -',
  ])
  expect(await servicesAt(sim.a, number)).toEqual([
    '1 receipt here -',
    `2 decision ${B} 2`,
    `3 delivery ${B} 3`,
  ])
  const tokens = await tokensOf(sim.a, theCase)
  must(await rateWith(sim.a, tokens.get(3), { level: 3 }), 201)
  must(await rateWith(sim.a, tokens.get(2), { level: 1 }), 201)
  await untilQuiet(sim)
  expect(await ratingsAt(sim.b, number)).toMatchObject([
    { service_number: 2, level: 1 },
    { service_number: 3, level: 3 },
  ])
})
const fallen = (): never => {
  throw new Error('the region has ended')
}

test('is an amendment entered beside the first, and does one that turns bad open the order?', async () => {
  const { theCase, number } = await handedIn('granted')
  const token = (await tokensOf(sim.a, theCase)).get(2)
  must(await rateWith(sim.a, token, { level: 5 }), 201)
  await untilQuiet(sim)
  const { anonymous: _, ...amended } = said({ level: 1, options: ['113'] }, token)
  must(await ask(sendTo(sim.a), null, 'POST', '/evaluations/v1/evaluations/amend', amended), 201)
  await untilQuiet(sim)
  const [first, second] = await ratingsAt(sim.b, number)
  expect([first, second]).toMatchObject([
    { revision: 1, level: 5, via_region: A },
    { revision: 2, level: 1, via_region: A },
  ])
  expect(await ordersAt(sim.b, number)).toMatchObject([{ source_id: first?.id, level: 1 }])
})

test('where the person has rated the service there as well, does the first count and nothing break?', async () => {
  const { theCase, number } = await handedIn('granted')
  const [here, there] = [await tokensOf(sim.a, theCase), await tokensOf(sim.b, theCase)]
  must(await rateWith(sim.b, there.get(1), { level: 5 }), 201)
  must(await rateWith(sim.a, here.get(2), { level: 1 }), 201)
  await untilQuiet(sim)
  expect(await ratingsAt(sim.b, number)).toMatchObject([{ level: 5, via_region: null }])
  expect(await ordersAt(sim.b, number)).toEqual([])
  const [message] = await rowsAt(
    sim.b,
    "SELECT state, seq FROM exchange_messages WHERE case_number = ? AND type = 'case.evaluated'",
    number,
  )
  expect(message?.state).toBe('applied')
  expect(
    await rowsAt(
      sim.b,
      `SELECT 1 FROM exchange_contents WHERE case_number = ? AND direction = 'in' AND seq = ${message?.seq}`,
      number,
    ),
  ).toHaveLength(1)
})

const TOLD: Omit<RatingTold, 'at'> = {
  partner: B,
  serviceNumber: 1,
  revision: 1,
  level: 1,
  options: ['115'],
  dictionary: '2021',
  anonymous: true,
  channel: 'web',
  text: null,
  evaluatorName: null,
}
const DAY_MS = 86_400_000
const WRONG: readonly (readonly [object, string])[] = [
  // Of another level, none at all, and one twice.
  [{ options: ['510'] }, 'contentRefused'],
  [{ options: ['999'] }, 'contentRefused'],
  [{ options: ['115', '115'] }, 'contentRefused'],
  [{ level: 6 }, 'contentRefused'],
  [{ dictionary: '1999' }, 'contentRefused'],
  [{ channel: 'fax' }, 'contentRefused'],
  [{ text: '长'.repeat(501) }, 'contentRefused'],
  // Never given; and an amendment of what was never said.
  [{ serviceNumber: 7 }, 'unknownService'],
  [{ revision: 2 }, 'unknownService'],
]
/** Guarantee: a verdict is a token whose claims are JSON. */
const claimsOf = (verdict: unknown) =>
  atob(String(verdict).split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? '')

test('is a rating that cannot be one refused there, its sender told why, and the next one entered?', async () => {
  const { number } = await handedIn('granted')
  const tell = (change: object) =>
    sim.a.job(async (ctx) => {
      const loaded = await loadCase(ctx, number)
      if (!loaded.ok) throw new Error('no case')
      // A region whose programme does not check.
      const told = await tellEvaluated(ctx, loaded.value, { ...TOLD, at: ctx.clock.now(), ...change })
      const written = await openDatabase(sim.a.database).write([...told.statements])
      expect(written.ok).toBe(true)
    })
  for (const [wrong] of WRONG) await tell(wrong)
  await tell({})
  await untilQuiet(sim)
  const told = await rowsAt(
    sim.a,
    "SELECT verdict FROM exchange_messages WHERE case_number = ? AND type = 'case.evaluated' ORDER BY seq",
    number,
  )
  expect(told).toHaveLength(WRONG.length + 1)
  for (const [at, [, code]] of WRONG.entries()) expect(claimsOf(told[at]?.verdict)).toContain(code)
  expect(claimsOf(told.at(-1)?.verdict)).toContain(':accepted')
  expect(await ratingsAt(sim.b, number)).toMatchObject([{ revision: 1, level: 1, options: '["115"]' }])
  expect(await ordersAt(sim.b, number)).toHaveLength(1)
})

test('is a rating of a service whose time to be rated is over refused on arrival, and one given in time that came late entered?', async () => {
  const { number } = await handedIn('granted')
  const tell = (at: number) =>
    sim.a.job(async (ctx) => {
      const loaded = await loadCase(ctx, number)
      if (!loaded.ok) throw new Error('no case')
      const told = await tellEvaluated(ctx, loaded.value, { ...TOLD, level: 4, options: [], at })
      expect((await openDatabase(sim.a.database).write([...told.statements])).ok).toBe(true)
    })
  await sim.b.database
    .prepare('UPDATE service_events SET at = at - ? WHERE case_number = ?')
    .bind(32 * DAY_MS, number)
    .run()
  // Today, before the service was given, tomorrow; and three days ago, when it could still be rated.
  for (const days of [0, -40, 1, -3]) await tell(Date.now() + days * DAY_MS)
  await untilQuiet(sim)
  const told = await rowsAt(
    sim.a,
    "SELECT verdict FROM exchange_messages WHERE case_number = ? AND type = 'case.evaluated' ORDER BY seq",
    number,
  )
  expect(told).toHaveLength(4)
  for (const { verdict } of told.slice(0, 3)) expect(claimsOf(verdict)).toContain('ratingLate')
  expect(claimsOf(told[3]?.verdict)).toContain(':accepted')
  expect(await ratingsAt(sim.b, number)).toMatchObject([{ level: 4, via_region: A }])
})

test('does another region amend nothing that the person said here?', async () => {
  const { theCase, number } = await handedIn('granted')
  const token = (await tokensOf(sim.b, theCase)).get(1)
  must(await rateWith(sim.b, token, { level: 1, options: ['115'] }), 201)
  await sim.a.job(async (ctx) => {
    const loaded = await loadCase(ctx, number)
    if (!loaded.ok) throw new Error('no case')
    const good = { ...TOLD, level: 5, options: ['510'], revision: 2, at: ctx.clock.now() } as const
    const told = await tellEvaluated(ctx, loaded.value, good)
    expect((await openDatabase(sim.a.database).write([...told.statements])).ok).toBe(true)
  })
  await untilQuiet(sim)
  expect(await ratingsAt(sim.b, number)).toMatchObject([{ revision: 1, level: 1, via_region: null }])
})

/** More points than the way of one rating has. All of them are tried where many stories are told, else one in some. */
const MOST_POINTS = 40
const STRIDE = isDeep(env) ? 1 : 5
test.each(['a', 'b'] as const)(
  'wherever the isolate at %s ends on the way of a bad rating, is there one at each side and one order?',
  async (victim) => {
    const ended: SimulatedCase[] = []
    for (let at = 1; at <= MOST_POINTS; at += STRIDE) {
      const { theCase, number } = await handedIn('granted')
      ended.push(theCase)
      const token = (await tokensOf(sim.a, theCase)).get(2)
      sim[victim].restart({ at, when: at % 2 === 0 ? 'before' : 'after' })
      await rateWith(sim.a, token, { level: 1 }).catch(unanswered)
      await carry(sim, sim.b)
      await carry(sim, sim.a)
      const hasEnded = sim[victim].hasEnded()
      sim.a.restart()
      sim.b.restart()
      // Whoever was not answered asks again.
      must(await rateWith(sim.a, token, { level: 1 }), 201)
      pass(61_000)
      for (const { database } of [sim.a, sim.b])
        await database.prepare('UPDATE exchange_partners SET failures = 0, open_until = NULL').run()
      await untilQuiet(sim)
      expect([number, (await ratingsAt(sim.a, number)).length]).toEqual([number, 1])
      expect([number, (await ratingsAt(sim.b, number)).length]).toEqual([number, 1])
      expect([number, (await ordersAt(sim.b, number)).length]).toEqual([number, 1])
      if (!hasEnded) break
    }
    expect(ended.length).toBeGreaterThan(2)
    expect(ended.length * STRIDE).toBeLessThan(MOST_POINTS)
    await quiesce(sim, ended)
    expect(sim.surprises).toEqual([])
  },
  120_000,
)
function unanswered(error: unknown): void {
  if (!(error instanceof TypeError)) throw error
}
