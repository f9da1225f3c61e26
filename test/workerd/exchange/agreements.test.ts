import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { tellAgreements } from '../../../packages/services/src/agreements/tell.ts'
import { routeFor } from '../../../packages/services/src/routes/route-for.ts'
import { connectCall } from '../../../workers/exchange/src/connect.ts'
import {
  type AgreeingRegion,
  agreeingRegions,
  askOver,
  kidsOf,
  type Line,
  partnerInput,
  register,
  succeed,
} from '../../agreeing-regions.ts'
import type { Answered } from '../../kit.ts'

/** Agreements between two real regions: drawn up, confirmed, signed by both, amended, ended, over a line that breaks. */
let a: AgreeingRegion
let b: AgreeingRegion
let line: Line

beforeAll(async () => {
  ;({ a, b, line } = await agreeingRegions())
  await register(a, b)
  await register(b, a)
})
beforeEach(() => {
  line.isCut = false
  line.losesAnswers = false
})

const exchangeContext = (bindings: object) => connectCall(bindings, () => undefined)

let count = 0
const nextId = () => {
  count += 1
  return `chuanyu-${String(count).padStart(2, '0')}`
}

const ITEM = {
  itemCode: 'elderly-allowance',
  receivedBy: '510116',
  handledBy: '500112',
  modes: ['online', 'collect'],
  office: 'civil-affairs',
  from: '2026-12-01',
  until: null,
}
const terms = (id: string, change: object = {}) => ({
  id,
  partner: '500112',
  items: [ITEM, { ...ITEM, receivedBy: '500112', handledBy: '510116' }],
  duties: {
    receiving: { zh: '形式审查、身份核对', en: 'checks form and identity' },
    handling: { zh: '受理、审查、决定、送达', en: 'accepts, examines, decides and delivers' },
  },
  limits: {},
  noticeDays: 30,
  from: '2026-12-01',
  until: null,
  ...change,
})

type Version = {
  readonly version: number
  readonly state: string
  readonly digest: string
  readonly ownSignature: string | null
  readonly partnerSignature: string | null
  readonly untold: string | null
  readonly inForce: { readonly from: string; readonly until: string | null } | null
  readonly effectiveAt: number | null
}
/** Guarantee: the door answers by its contract. */
const asVersion = ({ body }: Answered) => body as unknown as Version
const versionsOf = async (region: AgreeingRegion, id: string) => {
  const { body } = succeed(await region.as('auditor', 'GET', `/v1/agreements/${id}`))
  return body.versions as readonly Version[]
}
const last = async (region: AgreeingRegion, id: string) => (await versionsOf(region, id)).at(-1)
const stored = async ({ database }: AgreeingRegion, id: string) => {
  const { results } = await database
    .prepare('SELECT version, document, digest FROM exchange_agreements WHERE id = ? ORDER BY version')
    .bind(id)
    .all()
  return results
}

const propose = async (id: string, change: object = {}) =>
  asVersion(succeed(await a.as('admin', 'POST', '/v1/agreements', terms(id, change))))
const confirm = (region: AgreeingRegion, id: string, { digest }: { readonly digest: string }) =>
  region.as('governmentHead', 'POST', `/v1/agreements/${id}/confirm`, { digest })
const countersign = async (id: string) => {
  const asked = asVersion(succeed(await b.as('admin', 'POST', `/v1/agreements/${id}/countersign`)))
  return asVersion(succeed(await confirm(b, id, asked)))
}
/** In force on both sides. */
async function agreed(change: object = {}, id = nextId()) {
  const draft = await propose(id, change)
  succeed(await confirm(a, id, draft))
  await countersign(id)
  return id
}

const routesOf = async (region: AgreeingRegion, query: string) => {
  const { body } = succeed(await region.as('window', 'GET', `/v1/routes?${query}`))
  return body.routes as readonly { direction: string; version: string; agreement: string; mode: string }[]
}

test('is an agreement drawn up, confirmed by a second person, signed by both, and the same bytes on both sides?', async () => {
  const id = nextId()
  const draft = await propose(id)
  expect(draft).toMatchObject({ state: 'draft', version: 1, ownSignature: null, untold: null })
  expect(await versionsOf(a, id)).toHaveLength(1)
  expect((await b.as('admin', 'GET', `/v1/agreements/${id}`)).status).toBe(404)

  const own = await a.as('admin', 'POST', `/v1/agreements/${id}/confirm`, { digest: draft.digest })
  expect(own).toMatchObject({ status: 409, body: { code: 'secondPersonNeeded' } })
  const other = await confirm(a, id, { digest: 'a'.repeat(64) })
  expect(other).toMatchObject({ status: 422, body: { errors: [{ pointer: '/digest' }] } })

  succeed(await confirm(a, id, draft))
  expect(await last(a, id)).toMatchObject({ state: 'proposedHere', untold: null })
  expect(await last(b, id)).toMatchObject({
    state: 'proposedThere',
    digest: draft.digest,
    ownSignature: null,
  })
  expect(await routesOf(a, 'on=2026-12-01')).toEqual([])

  await countersign(id)
  const here = await last(a, id)
  const there = await last(b, id)
  expect(here).toMatchObject({ state: 'inForce', untold: null, inForce: { from: '2026-12-01', until: null } })
  expect(there).toMatchObject({ state: 'inForce', untold: null, effectiveAt: here?.effectiveAt })
  expect([here?.ownSignature, here?.partnerSignature]).toEqual([there?.partnerSignature, there?.ownSignature])
  expect(await stored(a, id)).toEqual(await stored(b, id))

  const out = await routesOf(a, 'on=2026-12-01&item=elderly-allowance')
  expect(out.map(({ direction, mode }) => `${direction} ${mode}`).toSorted()).toEqual([
    'in collect',
    'in online',
    'out collect',
    'out online',
  ])
  const versions = (list: readonly { version: string }[]) => list.map(({ version }) => version).toSorted()
  expect(versions(await routesOf(b, 'on=2026-12-01'))).toEqual(versions(out))
  expect(await routesOf(a, 'on=2026-11-30')).toEqual([])
})

test('does the same proposal again change nothing, here or there?', async () => {
  const id = await agreed()
  const again = await a.as('admin', 'POST', '/v1/agreements', terms(id))
  expect(again).toMatchObject({ status: 201, body: { version: 1, state: 'inForce' } })
  const actsIn = async ({ database }: AgreeingRegion) =>
    (
      await database
        .prepare('SELECT act, seq, at FROM exchange_acts WHERE subject = ? ORDER BY seq')
        .bind(`agreement/${id}`)
        .all()
    ).results
  const done = [await actsIn(a), await actsIn(b)]
  // Asked for again, also at once, and told again by the partner that has it.
  const asked = await Promise.all([1, 2].map(() => a.as('admin', 'POST', '/v1/agreements', terms(id))))
  expect(asked.map(({ status }) => status)).toEqual([201, 201])
  const { document, ownSignature } =
    (await a.database
      .prepare('SELECT document, own_signature AS ownSignature FROM exchange_agreements WHERE id = ?')
      .bind(id)
      .first<{ document: string; ownSignature: string }>()) ?? {}
  const told = { act: 'propose', document: JSON.parse(document ?? ''), signature: ownSignature }
  for (let time = 0; time < 2; time += 1)
    expect(
      await askOver(a, b, {
        method: 'POST',
        path: '/cx/1/agreements',
        body: { ...told, countersignature: null },
      }),
    ).toMatchObject({ status: 200, body: { id, version: 1, state: 'inForce' } })
  expect([await actsIn(a), await actsIn(b)]).toEqual(done)
  const before = [await stored(a, id), await stored(b, id)]
  succeed(await a.as('admin', 'POST', `/v1/agreements/${id}/send`))
  expect([await stored(a, id), await stored(b, id)]).toEqual(before)
  expect(await versionsOf(a, id)).toHaveLength(1)
  expect(await last(b, id)).toMatchObject({ state: 'inForce' })
})

test('a proposal under an id in use with a third region, or that names others: is it refused in the same words?', async () => {
  const id = nextId()
  const draft = await propose(id)
  await a.database.prepare("UPDATE exchange_agreements SET partner = '110101' WHERE id = ?").bind(id).run()
  const { results } = await a.database
    .prepare('SELECT document FROM exchange_agreements WHERE id = ?')
    .bind(id)
    .all<{ document: string }>()
  const document = JSON.parse(results[0]?.document ?? '')
  const tell = (change: object) =>
    askOver(b, a, {
      method: 'POST',
      path: '/cx/1/agreements',
      body: {
        act: 'propose',
        document: { ...document, ...change },
        signature: 'a.b.c',
        countersignature: null,
      },
    })
  const [taken, named] = [await tell({}), await tell({ id: '110101-510116' })]
  expect(taken).toMatchObject({ status: 422, body: { errors: [{ pointer: '/document/id' }] } })
  expect(named.body.errors).toEqual(taken.body.errors)
  // An official here is told before anybody signs; a notice of what is another's is none.
  expect(await a.as('admin', 'POST', '/v1/agreements', terms(id))).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/id' }] },
  })
  const end = { act: 'end', id, version: 1, digest: draft.digest, signature: 'a.b.c' }
  expect((await askOver(b, a, { method: 'POST', path: '/cx/1/agreements', body: end })).status).toBe(404)
  // One that names both, in whatever order, is nobody else's.
  expect(await tell({ id: '510116-500112-2026' })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/signature' }] },
  })
})

test('is a proposal kept while the partner cannot be reached, and told when it can?', async () => {
  line.isCut = true
  const id = nextId()
  const draft = await propose(id)
  succeed(await confirm(a, id, draft))
  expect(await last(a, id)).toMatchObject({
    state: 'proposedHere',
    untold: 'propose',
    lastReason: 'network',
  })
  expect((await b.as('admin', 'GET', `/v1/agreements/${id}`)).status).toBe(404)
  line.isCut = false
  succeed(await a.as('admin', 'POST', `/v1/agreements/${id}/send`))
  expect(await last(a, id)).toMatchObject({ state: 'proposedHere', untold: null, lastReason: null })
  expect(await last(b, id)).toMatchObject({ state: 'proposedThere' })
})

test('is a signature whose way back was cut off taken from the next answer?', async () => {
  const id = nextId()
  succeed(await confirm(a, id, await propose(id)))
  line.isCut = true
  await countersign(id)
  expect(await last(a, id)).toMatchObject({ state: 'proposedHere' })
  line.isCut = false
  // What it asks for is the state there, and the answer brings it.
  succeed(await a.as('admin', 'POST', `/v1/agreements/${id}/send`))
  expect(await last(a, id)).toMatchObject({ state: 'inForce' })
  // The partner's own telling finds it so, though its first answer was lost.
  line.losesAnswers = true
  succeed(await b.as('admin', 'POST', `/v1/agreements/${id}/send`))
  expect(await last(b, id)).toMatchObject({ untold: 'countersign' })
  line.losesAnswers = false
  succeed(await b.as('admin', 'POST', `/v1/agreements/${id}/send`))
  expect(await last(b, id)).toMatchObject({ state: 'inForce', untold: null })
  expect(await stored(a, id)).toEqual(await stored(b, id))
})

test('is another document under the same id and version refused, and stays what was there?', async () => {
  const id = nextId()
  line.isCut = true
  succeed(await confirm(a, id, await propose(id)))
  const theirs = asVersion(
    succeed(
      await b.as('admin', 'POST', '/v1/agreements', { ...terms(id, { noticeDays: 7 }), partner: '510116' }),
    ),
  )
  succeed(await confirm(b, id, theirs))
  line.isCut = false
  succeed(await a.as('admin', 'POST', `/v1/agreements/${id}/send`))
  expect(await last(a, id)).toMatchObject({
    state: 'proposedHere',
    untold: 'propose',
    lastReason: 'status 409 stepNotPossible',
  })
  expect(await last(b, id)).toMatchObject({ state: 'proposedHere', digest: theirs.digest })
  // One side takes its own back, both propose on under the next number.
  succeed(await a.as('admin', 'POST', `/v1/agreements/${id}/decline`, { reason: '以对方版本为准' }))
  expect((await confirm(a, id, theirs)).status).toBe(409)
})

test('is an amendment signed by both the next version, with the routes of each on its own days?', async () => {
  const id = await agreed()
  const changed = { items: [{ ...ITEM, from: '2027-01-01', modes: ['collect'] }], from: '2027-01-01' }
  const draft = await propose(id, changed)
  expect(draft).toMatchObject({ version: 2, state: 'draft' })
  succeed(await confirm(a, id, draft))
  await countersign(id)
  for (const region of [a, b]) {
    expect(
      (await versionsOf(region, id)).map(({ version, state, inForce }) => [version, state, inForce]),
    ).toEqual([
      [1, 'superseded', { from: '2026-12-01', until: '2026-12-31' }],
      [2, 'inForce', { from: '2027-01-01', until: null }],
    ])
  }
  expect(await stored(a, id)).toEqual(await stored(b, id))
  const of = async (on: string) =>
    (await routesOf(a, `on=${on}`)).filter(({ agreement }) => agreement.startsWith(`${id}@`))
  expect((await of('2026-12-31')).map(({ agreement }) => agreement)).toEqual(Array(4).fill(`${id}@1`))
  expect(await of('2027-01-01')).toMatchObject([{ agreement: `${id}@2`, direction: 'out', mode: 'collect' }])
})

test('is an agreement ended by notice on both sides, by the days of notice, and confirmed by a second person?', async () => {
  const id = await agreed()
  const ending = { endsOn: '2026-12-22', reason: '机构调整' }
  const early = await b.as('admin', 'POST', `/v1/agreements/${id}/end`, ending)
  expect(early).toMatchObject({ status: 422, body: { errors: [{ pointer: '/endsOn' }] } })
  const asked = await b.as('admin', 'POST', `/v1/agreements/${id}/end`, { ...ending, endsOn: '2026-12-31' })
  expect(asked).toMatchObject({ status: 200, body: { state: 'inForce', pending: { act: 'end' } } })
  expect(await last(a, id)).toMatchObject({ state: 'inForce' })
  succeed(await confirm(b, id, asVersion(asked)))
  for (const region of [a, b])
    expect(await last(region, id)).toMatchObject({
      state: 'ended',
      endedOn: '2026-12-31',
      untold: null,
      inForce: { from: '2026-12-01', until: '2026-12-31' },
    })
  const on = async (day: string) =>
    (await routesOf(a, `on=${day}`)).filter(({ agreement }) => agreement === `${id}@1`).length
  expect([await on('2026-12-31'), await on('2027-01-01')]).toEqual([4, 0])
})

test('does a proposal that is declined there end here too, and the next one take the next number?', async () => {
  const id = nextId()
  succeed(await confirm(a, id, await propose(id)))
  succeed(await b.as('admin', 'POST', `/v1/agreements/${id}/decline`, { reason: '事项清单待核' }))
  expect(await last(a, id)).toMatchObject({ state: 'declined' })
  expect((await b.as('admin', 'POST', `/v1/agreements/${id}/countersign`)).status).toBe(409)
  const next = await propose(id)
  expect(next).toMatchObject({ version: 2, state: 'draft' })
})

test('does a version that was signed there before it was taken back here stand on both sides?', async () => {
  const id = nextId()
  succeed(await confirm(a, id, await propose(id)))
  line.isCut = true
  await countersign(id)
  succeed(await a.as('admin', 'POST', `/v1/agreements/${id}/decline`, { reason: '撤回重提' }))
  expect([(await last(a, id))?.state, (await last(b, id))?.state]).toEqual(['declined', 'inForce'])
  line.isCut = false
  succeed(await b.as('admin', 'POST', `/v1/agreements/${id}/send`))
  expect([(await last(a, id))?.state, (await last(b, id))?.state]).toEqual(['inForce', 'inForce'])
  expect(await last(a, id)).toMatchObject({ untold: null })
})

test('is what a partner forgot with an older database brought back with both signatures, and nobody signs anew?', async () => {
  const id = await agreed()
  const before = await last(b, id)
  await b.database.batch([
    b.database.prepare('DELETE FROM exchange_agreements WHERE id = ?').bind(id),
    b.database.prepare('DELETE FROM exchange_routes WHERE agreement_id = ?').bind(id),
  ])
  succeed(await a.as('admin', 'POST', `/v1/agreements/${id}/send`))
  expect(await last(b, id)).toMatchObject({
    state: 'inForce',
    ownSignature: before?.ownSignature,
    effectiveAt: before?.effectiveAt,
  })
  expect(
    (await routesOf(b, 'on=2026-12-01')).filter(({ agreement }) => agreement === `${id}@1`),
  ).toHaveLength(4)
})

test('is what this region cannot keep not proposed, and what the other cannot keep not signed there?', async () => {
  const wrong = async (item: object, region = a) => {
    const body = { ...terms(nextId(), { items: [{ ...ITEM, ...item }] }) }
    const partner = region === a ? '500112' : '510116'
    return (await region.as('admin', 'POST', '/v1/agreements', { ...body, partner })).body.errors
  }
  const here = { receivedBy: '500112', handledBy: '510116' }
  expect(await wrong({ ...here, itemCode: 'no-such-item' })).toMatchObject([{ pointer: '/items/0/itemCode' }])
  expect(await wrong({ ...here, office: 'police' })).toMatchObject([{ pointer: '/items/0/office' }])
  expect(await wrong({ ...here, modes: ['joint'] })).toMatchObject([{ pointer: '/items/0/modes' }])
  expect(
    await wrong({ ...here, itemCode: 'resident-id-renewal', office: 'police', modes: ['online'] }),
  ).toMatchObject([{ pointer: '/items/0/modes' }])
  expect(await wrong({ handledBy: '110101' })).toMatchObject([{ pointer: '/items/0' }])
  // What the other side handles is for the other side to look at.
  const id = nextId()
  succeed(await confirm(a, id, await propose(id, { items: [{ ...ITEM, office: 'police' }] })))
  const refused = await b.as('admin', 'POST', `/v1/agreements/${id}/countersign`)
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/agreement/items/0/office' }] } })
})

test('is nothing of an agreement told to a region that is suspended, and nothing taken from it?', async () => {
  const id = nextId()
  succeed(await b.as('admin', 'POST', '/v1/partners/510116/suspend', { reason: '密钥疑似泄露' }))
  vi.setSystemTime(Date.now() + 6_000)
  succeed(await confirm(a, id, await propose(id)))
  expect(await last(a, id)).toMatchObject({ untold: 'propose', lastReason: 'status 401 signatureRefused' })
  const self = await b.as('admin', 'POST', '/v1/partners/510116/resume', { reason: '已核实' })
  expect(self).toMatchObject({ status: 409, body: { code: 'secondPersonNeeded' } })
  succeed(await b.as('governmentHead', 'POST', '/v1/partners/510116/resume', { reason: '已核实' }))
  succeed(await a.as('admin', 'POST', `/v1/agreements/${id}/send`))
  expect(await last(b, id)).toMatchObject({ state: 'proposedThere' })
  expect(kidsOf(b)).toHaveLength(partnerInput(b).keys.length)
})

test('can an agreement with a partner that is suspended still be ended, and is it told when it is resumed?', async () => {
  const id = await agreed()
  succeed(await a.as('admin', 'POST', '/v1/partners/500112/suspend', { reason: '核查' }))
  expect((await a.as('admin', 'POST', '/v1/agreements', terms(nextId()))).status).toBe(409)
  const ending = { endsOn: '2027-01-31', reason: '核查后终止' }
  const asked = asVersion(succeed(await a.as('admin', 'POST', `/v1/agreements/${id}/end`, ending)))
  succeed(await confirm(a, id, asked))
  expect(await last(a, id)).toMatchObject({ state: 'ended', endedOn: '2027-01-31', untold: 'end' })
  expect(await last(b, id)).toMatchObject({ state: 'inForce' })
  succeed(await a.as('governmentHead', 'POST', '/v1/partners/500112/resume', { reason: '已核查' }))
  vi.setSystemTime(Date.now() + 120_000)
  const { told } = await tellAgreements(await exchangeContext(a.bindings()))
  expect(told).toBeGreaterThan(0)
  expect(await last(b, id)).toMatchObject({ state: 'ended', endedOn: '2027-01-31' })
  expect(await last(a, id)).toMatchObject({ untold: null })
})

test('does a matter in a place of the partner find its route as of a day, and one within the region its own department?', async () => {
  await agreed({ items: [{ ...ITEM, itemCode: 'unemployment-registration', office: 'human-resources' }] })
  const ctx = await exchangeContext(a.bindings())
  const question = { itemCode: 'unemployment-registration', region: '500112001', on: '2026-12-24' }
  const route = await routeFor(ctx, { ...question, mode: 'collect' })
  expect(route).toMatchObject({
    direction: 'out',
    region: '500112',
    mode: 'collect',
    office: 'human-resources',
  })
  expect((await routesOf(b, 'on=2026-12-24')).map(({ version }) => version)).toContain(route?.version)
  expect(await routeFor(ctx, { ...question, mode: 'joint' })).toBeNull()
  expect(await routeFor(ctx, { ...question, on: '2026-11-30' })).toBeNull()
  expect(await routeFor(ctx, { ...question, region: '510116001' })).toBeNull()
  const town = {
    itemCode: 'unemployment-registration',
    division: '510116001',
    department: 'services',
    from: '2026-01-01',
    until: null,
  }
  const inside = { ...ctx, region: { ...ctx.region, insideRoutes: [town] } }
  expect(await routeFor(inside, { ...question, region: '510116001003' })).toMatchObject({
    direction: 'inside',
    office: 'services',
    agreement: null,
  })
  expect(await routeFor(inside, question)).toMatchObject({ direction: 'out', region: '500112' })
})
