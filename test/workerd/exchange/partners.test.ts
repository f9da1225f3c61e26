import { readRoutesStatement } from '@tongban/exchange/wire'
import { beforeAll, expect, test, vi } from 'vitest'
import { makeJwk, makeRegion, type Region } from '../../../packages/exchange/src/wire/wire.fixture.ts'
import { watchKeys } from '../../../packages/services/src/exchange/watch.ts'
import { connectCall } from '../../../workers/exchange/src/connect.ts'
import {
  type AgreeingRegion,
  agreeingRegions,
  askOver,
  kidsOf,
  partnerInput,
  register,
  succeed,
} from '../../agreeing-regions.ts'

/** Whom a region trusts: registered, compared by a second person, rotated, revoked; and what such a partner is shown. */
let a: AgreeingRegion
let b: AgreeingRegion
const PARTNER = '/v1/partners/500112'
const KEYS_KEPT_MS = 6_000

beforeAll(async () => {
  ;({ a, b } = await agreeingRegions())
})

const later = (ms: number) => vi.setSystemTime(Date.now() + ms)
const seconds = () => Math.floor(Date.now() / 1000)
type Told = { readonly kid: string; readonly until: number | null; readonly revokedAt: number | null }
const keysAt = async (region: AgreeingRegion, path = PARTNER) =>
  succeed(await region.as('auditor', 'GET', path)).body.keys as readonly Told[]

/** As a set: a list in another order is the same. */
const keysIn = (row: Record<string, unknown> | null) =>
  new Set((JSON.parse(String(row?.keys)) as readonly object[]).map((key) => JSON.stringify(key)))

test('is a partner registered only when a second person has compared every key?', async () => {
  const put = succeed(await a.as('admin', 'PUT', PARTNER, partnerInput(b)))
  expect(put.body).toMatchObject({ state: 'proposed', keys: [], change: { keys: [{ use: 'sign' }, {}, {}] } })
  const [key] = (put.body.change as { keys: readonly { kid: string; fingerprint: string }[] }).keys
  expect(key?.fingerprint).toMatch(/^([0-9a-f]{4} ){15}[0-9a-f]{4}$/)
  const compared = kidsOf(b)
  const confirm = (role: 'admin' | 'governmentHead' | 'auditor', list: readonly string[]) =>
    a.as(role, 'POST', `${PARTNER}/confirm`, { compared: list })
  expect(await confirm('admin', compared)).toMatchObject({
    status: 409,
    body: { code: 'secondPersonNeeded' },
  })
  expect((await confirm('auditor', compared)).status).toBe(403)
  expect(await confirm('governmentHead', compared.slice(1))).toMatchObject({ status: 422 })
  expect(await confirm('governmentHead', [...compared, 'A'.repeat(43)])).toMatchObject({ status: 422 })
  expect((await askOver(b, a, { method: 'POST', path: '/cx/1/echo', body: {} })).status).toBe(401)
  expect(await confirm('governmentHead', compared)).toMatchObject({ status: 200, body: { state: 'active' } })
  expect((await askOver(b, a, { method: 'POST', path: '/cx/1/echo', body: {} })).status).toBe(200)
  // The same again changes nothing, and is nobody's act.
  const kept = async () => ({
    row: await a.database.prepare('SELECT * FROM exchange_partners').first(),
    acts: (await a.database.prepare("SELECT * FROM exchange_acts WHERE subject = 'partner/500112'").all())
      .results,
  })
  const before = await kept()
  later(1000)
  succeed(await a.as('admin', 'PUT', PARTNER, partnerInput(b)))
  expect(await confirm('governmentHead', compared)).toMatchObject({ status: 200, body: { change: null } })
  // Told once more by the partner itself, in whatever order.
  const keys = b.keys.shown.toReversed()
  succeed(await askOver(b, a, { method: 'POST', path: '/cx/1/keys', body: { keys } }))
  const after = await kept()
  expect(after.acts).toEqual(before.acts)
  expect({ ...after.row, keys: keysIn(after.row), last_heard_at: 0 }).toEqual({
    ...before.row,
    keys: keysIn(before.row),
    last_heard_at: 0,
  })
  await register(b, a)
})

test('what of a partner is refused at once?', async () => {
  const sound = partnerInput(b)
  const refused = async (change: object, path = PARTNER) => {
    const { status, body } = await a.as('admin', 'PUT', path, { ...sound, ...change })
    return [status, (body.errors as readonly { pointer: string }[] | undefined)?.[0]?.pointer]
  }
  expect(await refused({}, '/v1/partners/510116')).toEqual([422, '/params/region'])
  expect(await refused({ baseUrl: 'https://partner.test/exchange/' })).toEqual([422, '/baseUrl'])
  expect(await refused({ baseUrl: 'ftp://partner.test/exchange' })).toEqual([422, '/baseUrl'])
  expect(await refused({ baseUrl: 'https://someone@partner.test/exchange' })).toEqual([422, '/baseUrl'])
  const [first, ...rest] = sound.keys
  expect(await refused({ keys: [{ ...first, kid: 'A'.repeat(43) }, ...rest] })).toEqual([422, '/keys/0/kid'])
  expect(await refused({ keys: rest })).toEqual([422, '/keys'])
  expect((await a.as('governmentHead', 'PUT', PARTNER, sound)).status).toBe(403)
})

test('is a partner without an agreement shown no routes, and one with an agreement those between the two?', async () => {
  expect((await askOver(b, a, { path: '/cx/1/routes' })).status).toBe(403)
  const item = {
    itemCode: 'elderly-allowance',
    receivedBy: '510116',
    handledBy: '500112',
    modes: ['online'],
    office: 'civil-affairs',
    from: '2026-12-01',
    until: null,
  }
  const duty = { zh: '按协议', en: 'as agreed' }
  const draft = succeed(
    await a.as('admin', 'POST', '/v1/agreements', {
      id: 'chuanyu',
      partner: '500112',
      items: [item],
      duties: { receiving: duty, handling: duty },
      limits: {},
      noticeDays: 0,
      from: '2026-12-01',
      until: null,
    }),
  )
  const confirm = { digest: draft.body.digest }
  succeed(await a.as('governmentHead', 'POST', '/v1/agreements/chuanyu/confirm', confirm))
  succeed(await b.as('admin', 'POST', '/v1/agreements/chuanyu/countersign'))
  succeed(await b.as('governmentHead', 'POST', '/v1/agreements/chuanyu/confirm', confirm))
  // A route with somebody else is none of the partner's.
  await a.database
    .prepare(
      `INSERT INTO exchange_routes SELECT item_code, '110101', valid_from, valid_until, mode, office, 'other', 1, direction, 'x'
       FROM exchange_routes`,
    )
    .run()
  const told = await askOver(b, a, { path: '/cx/1/routes?on=2026-12-24' })
  expect(told.body).toMatchObject({
    region: '510116',
    partner: '500112',
    on: '2026-12-24',
    routes: [{ itemCode: 'elderly-allowance', handledBy: '500112', mode: 'online', agreement: 'chuanyu@1' }],
  })
  const signer = { region: '510116', keys: a.keys.shown }
  expect(await readRoutesStatement(String(told.body.signature), signer, seconds())).toEqual({
    ok: true,
    value: { signer: '510116', partner: '500112', on: '2026-12-24', version: told.body.version },
  })
  const etag = told.headers.get('ETag') ?? ''
  expect(etag).toBe(`"${told.body.version}"`)
  const again = await askOver(b, a, {
    path: '/cx/1/routes?on=2026-12-24',
    headers: { 'if-none-match': etag },
  })
  expect(again.status).toBe(304)
  const early = await askOver(b, a, { path: '/cx/1/routes' })
  expect(early.body).toMatchObject({ on: '2026-11-23', routes: [] })
  expect(early.body.version).not.toBe(told.body.version)
  expect((await askOver(b, a, { path: '/cx/1/routes?on=2026-02-30' })).status).toBe(422)
})

test('do two regions that rotate keys go on without a gap, and is the old key over when it is not told any more?', async () => {
  const term = { from: seconds() + 3600, until: null }
  const old = b.ring()
  const next = { use: 'sign', jwk: await makeJwk('Ed25519'), ...term }
  await b.setRing({ keys: [...old.keys, next] })
  const [newest] = b.keys.shown.filter(({ from }) => from === term.from)
  expect(newest).toBeDefined()
  succeed(await b.as('admin', 'POST', '/v1/partners/510116/swap-keys'))
  expect((await keysAt(a)).map(({ kid }) => kid)).toContain(newest?.kid)
  // Before its time the old one signs, after it the new one; both are taken.
  const echo = (by?: Region) =>
    askOver(b, a, { method: 'POST', path: '/cx/1/echo', body: {}, ...(by === undefined ? {} : { by }) })
  const before = await makeRegion(old)
  expect((await echo()).status).toBe(200)
  later(3_700_000)
  const after = await echo()
  expect(after).toMatchObject({ status: 200, body: { keyId: newest?.kid } })
  expect((await echo(before)).status).toBe(200)
  // The new one alone is told, by the new one.
  const [, ...openers] = old.keys
  await b.setRing({ keys: [...openers, next] })
  succeed(await b.as('admin', 'POST', '/v1/partners/510116/swap-keys'))
  later(KEYS_KEPT_MS)
  expect((await echo(before)).status).toBe(401)
  expect((await echo()).status).toBe(200)
})

test('a partner that was away for the whole overlap: is the old key held for it, people told, and nobody asked to register?', async () => {
  const untold = async () => {
    await watchKeys(await connectCall(b.bindings(), () => undefined))
    return (
      await b.database
        .prepare(
          "SELECT partner, subject, facts FROM exchange_alarms WHERE kind = 'keysUntold' AND resolved_at IS NULL",
        )
        .all<{ partner: string; subject: string; facts: string }>()
    ).results
  }
  const last = b.ring().keys.at(-1)
  const others = b.ring().keys.slice(0, -1)
  const [old] = b.keys.shown.filter(({ use }) => use === 'sign')
  expect(await untold()).toEqual([])
  const next = { use: 'sign', jwk: await makeJwk('Ed25519'), from: seconds() + 60, until: null }
  const ending = (until: number) => [{ ...last, until }, next]
  const until = seconds() + 120
  await b.setRing({ keys: [...others, ...ending(until)] })
  const newest = b.keys.shown.at(-1)
  expect(await untold()).toMatchObject([{ partner: '510116', subject: old?.kid }])
  later(86_400_000)
  // It has heard nothing, and the old key is over here: that one alone tells it of the new, and only that.
  expect(await untold()).toMatchObject([{ subject: old?.kid }])
  const swapped = async () => succeed(await b.as('admin', 'POST', '/v1/partners/510116/swap-keys')).body.state
  const held = b.ring()
  await b.setRing({ keys: [...others, next] })
  expect(await swapped()).toBe('notReached')
  await b.setRing(held)
  expect(await swapped()).toBe('swapped')
  expect((await keysAt(a)).find(({ kid }) => kid === newest?.kid)).toMatchObject({ until: null })
  expect((await keysAt(a)).find(({ kid }) => kid === old?.kid)?.until).toBeLessThanOrEqual(seconds())
  expect(await untold()).toEqual([])
  later(KEYS_KEPT_MS)
  expect((await askOver(b, a, { method: 'POST', path: '/cx/1/echo', body: {} })).status).toBe(200)
  await b.setRing({ keys: [...others, next] })
})

test('are keys a stranger tells not taken?', async () => {
  const stranger = await makeRegion()
  const before = await keysAt(a)
  const told = await askOver(b, a, {
    method: 'POST',
    path: '/cx/1/keys',
    body: { keys: stranger.shown },
    by: stranger,
  })
  expect(told.status).toBe(401)
  const [first, ...rest] = b.keys.shown
  const forged = await askOver(b, a, {
    method: 'POST',
    path: '/cx/1/keys',
    body: { keys: [{ ...first, kid: stranger.shown[0]?.kid }, ...rest] },
  })
  expect(forged.status).toBe(422)
  expect(await keysAt(a)).toEqual(before)
})

test('is a revoked key nobody’s from then on, whatever the partner tells, and never taken again?', async () => {
  const [key] = b.keys.shown.filter(({ use }) => use === 'sign')
  const path = `${PARTNER}/keys/${key?.kid}/revoke`
  expect((await a.as('window', 'POST', path, { reason: '泄露' })).status).toBe(403)
  succeed(await a.as('admin', 'POST', path, { reason: '对方来电告知泄露' }))
  later(KEYS_KEPT_MS)
  expect((await askOver(b, a, { method: 'POST', path: '/cx/1/echo', body: {} })).status).toBe(401)
  const put = await a.as('admin', 'PUT', PARTNER, partnerInput(b))
  expect(put.status).toBe(422)
  expect((await keysAt(a)).find(({ kid }) => kid === key?.kid)?.revokedAt).toBeGreaterThan(0)
  expect(
    (await a.as('admin', 'POST', `${PARTNER}/keys/${'A'.repeat(43)}/revoke`, { reason: '泄露' })).status,
  ).toBe(404)
})

test('a partner that tells ever more keys: is there an end to it, and can it be read, suspended and brought back?', async () => {
  const signing = b.keys.shown
  const fresh = async (count: number) =>
    (await Promise.all(Array.from({ length: count }, () => makeRegion()))).flatMap(({ shown }) =>
      shown.filter(({ use }) => use === 'sign'),
    )
  // Its own key was revoked before: another is registered by people.
  await b.setRing({
    keys: [
      { use: 'sign', jwk: await makeJwk('Ed25519'), from: seconds() - 60, until: null },
      ...b.ring().keys.slice(0, -1),
    ],
  })
  const next = b.keys.shown.filter(({ kid }) => !signing.some((key) => key.kid === kid))
  const input = { ...partnerInput(b), keys: [...next, ...signing.filter(({ use }) => use === 'open')] }
  succeed(await a.as('admin', 'PUT', PARTNER, input))
  succeed(
    await a.as('governmentHead', 'POST', `${PARTNER}/confirm`, {
      compared: input.keys.map(({ kid }) => kid),
    }),
  )
  later(KEYS_KEPT_MS)
  const tell = async (keys: readonly object[]) =>
    (await askOver(b, a, { method: 'POST', path: '/cx/1/keys', body: { keys } })).status
  expect(await tell([...input.keys, ...(await fresh(60))])).toBe(422)
  for (let round = 0; round < 4; round += 1) {
    expect(await tell([...input.keys, ...(await fresh(15))])).toBe(200)
    later(1000)
  }
  expect((await keysAt(a)).length).toBeLessThanOrEqual(40)
  // Those it still uses stay, and the revoked one too.
  const kept = (await keysAt(a)).map(({ kid }) => kid)
  expect(input.keys.every(({ kid }) => kept.includes(kid))).toBe(true)
  expect((await keysAt(a)).some(({ revokedAt }) => revokedAt !== null)).toBe(true)
  // Whatever stands there by now is read, and stops nobody.
  await a.database.prepare("UPDATE exchange_partners SET keys = '[{]'").run()
  expect((await a.as('auditor', 'GET', '/v1/partners')).body).toMatchObject({
    partners: [{ region: '500112', state: 'suspended', keys: [] }],
  })
  later(KEYS_KEPT_MS)
  expect(await tell(input.keys)).toBe(401)
  const reason = { reason: '密钥无法读取' }
  expect((await a.as('admin', 'POST', `${PARTNER}/suspend`, reason)).status).toBe(200)
})

test('is a request about keys taken once?', async () => {
  await a.database
    .prepare('UPDATE exchange_partners SET keys = ?, state = ?')
    .bind(JSON.stringify(b.keys.shown), 'active')
    .run()
  later(KEYS_KEPT_MS)
  const nonces = async () =>
    (await a.database.prepare('SELECT count(*) AS count FROM exchange_nonces').first<{ count: number }>())
      ?.count ?? 0
  const before = await nonces()
  succeed(await askOver(b, a, { method: 'POST', path: '/cx/1/keys', body: { keys: b.keys.shown } }))
  expect(await nonces()).toBe(before + 1)
})
